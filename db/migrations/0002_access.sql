-- Who sees what. Procedures and policies read the same settings, made once a transaction by
-- app.enter from the dated assignments (design.md D2).

alter table role_assignments
  add constraint role_held_once_at_a_time exclude using gist (
    person_id with =, role with =, unit_id with =, daterange(valid_from, valid_to) with &&
  );

create function app.person_id() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.person_id', true), '')::uuid $$;

create function app.everywhere(permission text) returns boolean
language sql stable parallel safe
as $$ select coalesce(current_setting('app.e.' || permission, true), '') = '1' $$;

create function app.provinces(permission text) returns uuid[]
language sql stable parallel safe
as $$ select nullif(current_setting('app.p.' || permission, true), '')::uuid[] $$;

create function app.units(permission text) returns uuid[]
language sql stable parallel safe
as $$ select nullif(current_setting('app.u.' || permission, true), '')::uuid[] $$;

-- The provinces in which the person holds any role, and the nation: whose public papers they read.
create function app.home() returns uuid[]
language sql stable parallel safe
as $$ select nullif(current_setting('app.home', true), '')::uuid[] $$;

create function app.has(permission text) returns boolean
language sql stable parallel safe
as $$
  select app.everywhere(permission) or app.provinces(permission) is not null or app.units(permission) is not null
$$;

-- One row's answer, for triggers and for single records.
create function app.reaches(permission text, unit uuid, province uuid) returns boolean
language sql stable parallel safe
as $$
  select app.everywhere(permission)
    or coalesce(province = any (app.provinces(permission)), false)
    or coalesce(unit = any (app.units(permission)), false)
$$;

-- Opens a transaction for the person of a session: null when the session is not alive.
-- `idle` and absolute life are checked here, so that revoking or expiring works at the next request.
create function app.enter(session uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  who record;
  answer jsonb;
begin
  select p.id, p.name, p.username, p.office, p.must_change_password, s.last_seen_at
    into who
    from sessions s join people p on p.id = s.person_id
   where s.id = enter.session
     and s.revoked_at is null
     and s.expires_at > now()
     and s.last_seen_at > now() - interval '30 minutes'
     and p.disabled_at is null;
  if not found then
    return null;
  end if;
  if who.last_seen_at < now() - interval '1 minute' then
    update sessions set last_seen_at = now() where id = enter.session;
  end if;

  perform set_config('app.person_id', who.id::text, true), set_config('app.session_id', enter.session::text, true);

  with held as materialized (
    select a.role, a.unit_id, a.province_id, l.rank
      from role_assignments a
      join units u on u.id = a.unit_id
      join levels l on l.code = u.level_code
     where a.person_id = who.id
       and a.valid_from <= current_date
       and (a.valid_to is null or a.valid_to > current_date)
  ), reached as materialized (
    select h.role,
           bool_or(h.rank = 0) as everywhere,
           array_agg(distinct h.province_id) filter (where h.rank = 1) as provinces,
           (select array_agg(distinct r.unit_id) from unit_reach r
             where r.ancestor_id = any (array_agg(h.unit_id) filter (where h.rank > 1))) as units
      from held h group by h.role
  ), allowed as (
    select g.permission,
           bool_or(r.everywhere) as everywhere,
           (select array_agg(p) from reached r2 join grants g2 on g2.role = r2.role and g2.permission = g.permission, unnest(r2.provinces) p) as provinces,
           (select array_agg(p) from reached r2 join grants g2 on g2.role = r2.role and g2.permission = g.permission, unnest(r2.units) p) as units
      from grants g join reached r on r.role = g.role
     group by g.permission
  ), told as materialized (
    select a.permission,
           case when a.everywhere then set_config('app.e.' || a.permission, '1', true) end,
           case when a.provinces is not null then set_config('app.p.' || a.permission, a.provinces::text, true) end,
           case when a.units is not null then set_config('app.u.' || a.permission, a.units::text, true) end
      from allowed a
  )
  select jsonb_build_object(
           'personId', who.id, 'name', who.name, 'username', who.username, 'office', who.office,
           'mustChangePassword', who.must_change_password,
           'permissions', coalesce((select jsonb_agg(permission) from told), '[]'),
           'roles', coalesce((select jsonb_agg(jsonb_build_object(
                'role', h.role, 'unitId', h.unit_id, 'provinceId', h.province_id, 'rank', h.rank) order by h.rank, h.role) from held h), '[]'),
           'home', set_config('app.home', (
                select array_agg(distinct x)::text from (
                  select province_id as x from held union select id from units where level_code = (select code from levels where rank = 0)
                ) every), true))
    into answer;
  return answer;
end $$;

-- Sign-in needs a hash that the application may otherwise not read.
create function app.credentials(name text) returns table (person_id uuid, password_hash text, disabled boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select id, people.password_hash, disabled_at is not null from people where lower(username) = lower(btrim(credentials.name)) $$;

-- Five tries a quarter of an hour for an account, thirty for a network (trust.md F4). Counted before the
-- password is looked at, and one by one, so that a crowd at once gets no more tries than one after the other.
create function app.try_to_sign_in(try uuid, account bytea, network bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('sign in', 0));
  delete from sign_in_tries where at < now() - interval '15 minutes';
  if (select count(*) from sign_in_tries t where t.key = account) >= 5 or (select count(*) from sign_in_tries t where t.key = network) >= 30 then
    return false;
  end if;
  insert into sign_in_tries (try_id, key) values (try, account), (try, network);
  return true;
end $$;

-- The right password: the tries of this account before it were slips.
create function app.signed_in(try uuid, account bytea) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$ delete from sign_in_tries t where t.try_id in (select s.try_id from sign_in_tries s where s.key = account or s.try_id = signed_in.try) $$;

create function app.start_session(id uuid, person uuid, device text, hours integer) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  insert into sessions (id, person_id, expires_at, device)
  values (start_session.id, person, now() + make_interval(hours => start_session.hours), left(start_session.device, 200))
$$;

create function app.end_session(id uuid) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$ update sessions set revoked_at = now(), revoked_by = person_id where sessions.id = end_session.id and revoked_at is null $$;

-- The person's own hash only; every other session of theirs ends.
create function app.own_password_hash() returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select password_hash from people where id = app.person_id() $$;

create function app.change_own_password(hash text) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  update people set password_hash = hash, must_change_password = false where id = app.person_id();
  update sessions set revoked_at = now(), revoked_by = person_id
   where person_id = app.person_id() and revoked_at is null
     and id <> nullif(current_setting('app.session_id', true), '')::uuid;
$$;

-- Incompatible roles never meet in one person where one reach touches the other.
create function app.refuse_forbidden_pair() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare clash record;
begin
  -- One person's assignments are changed one at a time, or two at once would not see each other.
  perform pg_advisory_xact_lock(hashtextextended('assignments:' || new.person_id, 0));
  select a.role into clash
    from role_assignments a
    join forbidden_pairs f on (f.role_a, f.role_b) in ((least(a.role, new.role), greatest(a.role, new.role)))
   where a.person_id = new.person_id and a.id <> new.id
     and daterange(a.valid_from, a.valid_to) && daterange(new.valid_from, new.valid_to)
     and (a.unit_id = new.unit_id
          or exists (select from unit_reach r where r.ancestor_id = a.unit_id and r.unit_id = new.unit_id)
          or exists (select from unit_reach r where r.ancestor_id = new.unit_id and r.unit_id = a.unit_id))
   limit 1;
  if found then
    raise exception using errcode = 'check_violation', constraint = 'forbidden_pair_of_roles',
      message = 'forbidden pair of roles', detail = jsonb_build_object('role', clash.role, 'asked', new.role)::text;
  end if;
  return new;
end $$;
create trigger refuse_forbidden_pair before insert or update of role, unit_id, valid_from, valid_to on role_assignments
  for each row execute function app.refuse_forbidden_pair();

-- Puts the same three policies on a table whose rows lie in a unit. No policy, no access.
create procedure app.guard(tbl regclass, to_read text, to_add text default null, to_change text default null, to_delete text default null)
language plpgsql
as $$
declare
  said text := '((select app.everywhere(%1$L)) or province_id = any ((select app.provinces(%1$L))::uuid[]) or unit_id = any ((select app.units(%1$L))::uuid[]))';
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('alter table %s force row level security', tbl);
  -- Security-definer triggers run as the owner; forced row security must not blind them.
  execute format('create policy keeper on %s for all to %I using (true) with check (true)', tbl, current_user);
  execute format('grant select on %s to terrace_app', tbl);
  execute format('create policy read on %s for select to terrace_app using %s', tbl, format(said, to_read));
  if to_add is not null then
    execute format('grant insert on %s to terrace_app', tbl);
    execute format('create policy add on %s for insert to terrace_app with check %s', tbl, format(said, to_add));
  end if;
  if to_change is not null then
    execute format('create policy change on %s for update to terrace_app using %s with check %s', tbl, format(said, to_change), format(said, to_change));
  end if;
  if to_delete is not null then
    execute format('grant delete on %s to terrace_app', tbl);
    execute format('create policy remove on %s for delete to terrace_app using %s', tbl, format(said, to_delete));
  end if;
end $$;

-- Reference data: everyone who is signed in reads it; only the owner writes it.
grant select on levels, unit_types, units, unit_versions, unit_codes, unit_links, unit_reach,
  programmes, programme_lines, fund_sources, capital_kinds, norms, approval_routes, approval_route_steps,
  codes, standards, standard_indicators, indicators, indicator_values, grants, forbidden_pairs to terrace_app;

-- People: names are shown beside what they did; hashes are never readable.
alter table people enable row level security;
alter table people force row level security;
create policy keeper on people for all to current_user using (true) with check (true);
grant select (id, username, name, folded, office, must_change_password, disabled_at, created_at) on people to terrace_app;
grant insert (id, username, name, folded, office, password_hash) on people to terrace_app;
grant update (password_hash, must_change_password, disabled_at) on people to terrace_app;
create policy read on people for select to terrace_app using ((select app.person_id()) is not null);
create policy add on people for insert to terrace_app with check ((select app.has('people.manage')));
-- Whoever could change an account could sign in with it: so an administrator changes only people all of whose
-- living roles lie within the administrator's own reach, and never themselves.
create function app.manages(person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select app.has('people.manage') and person <> app.person_id() and not exists (
    select from role_assignments a
     where a.person_id = manages.person and (a.valid_to is null or a.valid_to > current_date)
       and not app.reaches('people.manage', a.unit_id, a.province_id))
$$;
create policy change on people for update to terrace_app using (app.manages(id)) with check (app.manages(id));

alter table sessions enable row level security;
alter table sessions force row level security;
create policy keeper on sessions for all to current_user using (true) with check (true);
grant select on sessions to terrace_app;
grant update (revoked_at, revoked_by) on sessions to terrace_app;
create policy read on sessions for select to terrace_app
  using (person_id = (select app.person_id()) or ((select app.has('people.manage')) and app.manages(person_id)));
-- What is revoked stays revoked.
create policy change on sessions for update to terrace_app
  using (person_id = (select app.person_id()) or ((select app.has('people.manage')) and app.manages(person_id)))
  with check (revoked_at is not null);

call app.guard('role_assignments', 'people.read', 'people.manage', 'people.manage');
grant update (valid_to, ended_by) on role_assignments to terrace_app;
create policy own on role_assignments for select to terrace_app using (person_id = (select app.person_id()));
-- Roles are given in one's own name, and nobody changes their own.
create policy gives_in_own_name on role_assignments as restrictive for insert to terrace_app
  with check (assigned_by = (select app.person_id()));
create policy never_ones_own on role_assignments as restrictive for update to terrace_app
  using (person_id <> (select app.person_id()));

alter table operations enable row level security;
alter table operations force row level security;
create policy keeper on operations for all to current_user using (true) with check (true);
grant select, insert on operations to terrace_app;
grant update (outcome) on operations to terrace_app;
create policy own on operations for all to terrace_app
  using (person_id = (select app.person_id())) with check (person_id = (select app.person_id()));

call app.guard('files', 'files.read', 'files.upload');
call app.guard('documents', 'documents.read', 'documents.register', 'documents.register');
grant update (number, number_folded, kind, issuer, issuer_folded, issued_on, effective_on, summary, search_folded, file_id) on documents to terrace_app;
-- Papers of the province and of the nation are for everyone who works there.
create policy public_papers on documents for select to terrace_app using (unit_id = any ((select app.home())::uuid[]));
create policy papers on files for select to terrace_app
  using (exists (select from documents d where d.file_id = files.id));
create index documents_search on documents using gin (search_folded gin_trgm_ops);
