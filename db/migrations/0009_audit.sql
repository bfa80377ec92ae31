-- The audit trail (design.md D11).

alter table audit_events alter column xid set default (pg_current_xact_id()::text::bigint);
call app.guard('audit_events', 'history.read');
create policy audit on audit_events for select to terrace_app
  using ((select app.everywhere('audit.read')) or province_id = any ((select app.provinces('audit.read'))::uuid[]) or unit_id = any ((select app.units('audit.read'))::uuid[]));
-- A person writes only about themselves, and only in their own transaction.
grant insert (unit_id, province_id, person_id, session_id, event, noun, record_id, detail, operation_id) on audit_events to terrace_app;
grant usage on sequence audit_events_id_seq to terrace_app;
create policy add on audit_events for insert to terrace_app with check (person_id = (select app.person_id()));
create trigger written_once before update or delete on audit_events for each row execute function app.refuse_change();
create trigger never_emptied before truncate on audit_events execute function app.refuse_change();

alter table audit_blocks enable row level security;
alter table audit_blocks force row level security;
create policy keeper on audit_blocks for all to current_user using (true) with check (true);
grant select on audit_blocks to terrace_app;
create policy read on audit_blocks for select to terrace_app using ((select app.has('audit.read')));
create trigger written_once before update or delete on audit_blocks for each row execute function app.refuse_change();

create function app.audit_row_hash(e audit_events) returns bytea
language sql stable
as $$
  select sha256(convert_to(concat_ws('|', e.id, e.unit_id, e.province_id, extract(epoch from e.at)::text, e.person_id,
    coalesce(e.session_id::text, ''), e.event, e.noun, e.record_id, e.detail::text, coalesce(e.operation_id::text, ''), e.xid), 'UTF8'))
$$;

-- Hash of a stretch of transactions. Every transaction below the oldest one still running is
-- settled, so a stretch, once sealed, can neither gain nor lose a row honestly.
create function app.audit_stretch(from_xid bigint, to_xid bigint, out row_count integer, out digest bytea)
language sql stable set search_path = pg_catalog, public, app, pg_temp
as $$
  select count(*)::int, sha256(coalesce(string_agg(app.audit_row_hash(e), ''::bytea order by e.id), ''::bytea))
    from audit_events e where e.xid >= from_xid and e.xid < to_xid
$$;

-- Seals what is settled; returns the new block's number, or null when nothing was new.
create function app.seal_audit() returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  last audit_blocks;
  upto bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  stretch record;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('seal_audit', 0)) then return null; end if;
  select * into last from audit_blocks order by seq desc limit 1;
  select * into stretch from app.audit_stretch(coalesce(last.to_xid, 0), upto);
  if stretch.row_count = 0 then return null; end if;
  insert into audit_blocks (seq, from_xid, to_xid, row_count, previous_hash, hash)
  values (coalesce(last.seq, 0) + 1, coalesce(last.to_xid, 0), upto, stretch.row_count, coalesce(last.hash, ''::bytea),
          sha256(coalesce(last.hash, ''::bytea) || stretch.digest));
  return coalesce(last.seq, 0) + 1;
end $$;

-- Recomputes every block. One row per block that no longer agrees, with what disagrees.
create function app.verify_audit() returns table (seq integer, problem text)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  b audit_blocks;
  stretch record;
  before bytea := ''::bytea;
  expected integer := 1;
  reached bigint := 0;
begin
  for b in select * from audit_blocks order by audit_blocks.seq loop
    if b.seq <> expected or b.from_xid <> reached then seq := b.seq; problem := 'gap'; return next; end if;
    if b.previous_hash <> before then seq := b.seq; problem := 'chain'; return next; end if;
    select * into stretch from app.audit_stretch(b.from_xid, b.to_xid);
    if stretch.row_count <> b.row_count then seq := b.seq; problem := 'count'; return next; end if;
    if sha256(b.previous_hash || stretch.digest) <> b.hash then seq := b.seq; problem := 'content'; return next; end if;
    before := b.hash; expected := b.seq + 1; reached := b.to_xid;
  end loop;
end $$;
revoke execute on function app.verify_audit() from public;
revoke execute on function app.seal_audit() from public;
grant execute on function app.seal_audit(), app.verify_audit() to terrace_app;

-- The digest alone, for the anchor outside the database.
create function app.audit_block_hash(seq integer) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select encode(hash, 'hex') from audit_blocks b where b.seq = audit_block_hash.seq $$;
