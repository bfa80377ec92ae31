-- A sealed block holds the transactions of a stretch of numbers. A database that was restored into another server counts its
-- transactions anew: what is written there would fall into stretches that are sealed already, and look like an insertion.
-- So positions are numbers plus an offset, which makes them go on where the trail ended.
create function app.audit_offset() returns bigint
language sql immutable
as $$ select 0::bigint $$;

alter table audit_events alter column xid set default (pg_current_xact_id()::text::bigint + app.audit_offset());

create or replace function app.seal_audit() returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  last audit_blocks;
  upto bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint + app.audit_offset();
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

-- Asked by a restore and by every start. Where the server has not counted as far as the trail has, positions go on from there.
-- Everything that can be seen is below the snapshot's end, so on a server that was never left this changes nothing.
create function app.continue_audit() returns boolean
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
declare
  reached bigint := greatest((select max(xid) + 1 from audit_events), (select max(to_xid) from audit_blocks));
begin
  if reached is null or pg_snapshot_xmax(pg_current_snapshot())::text::bigint + app.audit_offset() >= reached then return false; end if;
  execute format('create or replace function app.audit_offset() returns bigint language sql immutable as %L',
    format('select %s::bigint', reached - pg_current_xact_id()::text::bigint));
  return true;
end $$;
revoke execute on function app.continue_audit() from public;
