-- Opening a transaction is part of every answer, so what follows from a person's dated assignments is worked out once
-- and kept, with what it was worked out from. It is looked at in the transaction of the work, as the assignments were:
-- what changed any of them has changed a number here in its own transaction, and what is kept no longer counts.

-- Numbers the states of what everybody's reach is made of: units and the closure, levels, grants.
create table app.map_state (
  only_row boolean primary key default true check (only_row),
  number bigint not null default 1
);
insert into app.map_state default values;

create table app.reaches (
  person_id uuid primary key references people (id) on delete cascade,
  -- Numbers the states of the person's assignments.
  number bigint not null default 1,
  kept_number bigint,
  kept_map bigint,
  kept_day date,
  who jsonb,
  names text[],
  vals text[]
);

create function app.map_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update app.map_state set number = number + 1;
  return null;
end $$;
create trigger map_changed after insert or update or delete or truncate on unit_reach for each statement execute function app.map_changed();
create trigger map_changed after insert or delete or update of level_code, province_id on units for each statement execute function app.map_changed();
create trigger map_changed after insert or update or delete on levels for each statement execute function app.map_changed();
create trigger map_changed after insert or update or delete on grants for each statement execute function app.map_changed();

create function app.assignments_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into app.reaches as r (person_id)
  select distinct x from unnest(array[old.person_id, new.person_id]) x where x is not null order by x
  on conflict (person_id) do update set number = r.number + 1;
  return null;
end $$;
create trigger assignments_changed after insert or update or delete on role_assignments for each row execute function app.assignments_changed();

-- What a person may do today, how far, and the settings that say so to policies and procedures.
create function app.reach_of(person uuid, out who jsonb, out names text[], out vals text[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with held as materialized (
    select a.role, a.unit_id, a.province_id, l.rank
      from role_assignments a
      join units u on u.id = a.unit_id
      join levels l on l.code = u.level_code
     where a.person_id = reach_of.person
       and a.valid_from <= current_date
       and (a.valid_to is null or a.valid_to > current_date)
  ), reached as materialized (
    select h.role,
           bool_or(h.rank = 0) as everywhere,
           array_agg(distinct h.province_id) filter (where h.rank = 1) as provinces,
           (select array_agg(distinct r.unit_id) from unit_reach r
             where r.ancestor_id = any (array_agg(h.unit_id) filter (where h.rank > 1))) as units
      from held h group by h.role
  ), allowed as materialized (
    select g.permission,
           bool_or(r.everywhere) as everywhere,
           (select array_agg(p) from reached r2 join grants g2 on g2.role = r2.role and g2.permission = g.permission, unnest(r2.provinces) p) as provinces,
           (select array_agg(p) from reached r2 join grants g2 on g2.role = r2.role and g2.permission = g.permission, unnest(r2.units) p) as units
      from grants g join reached r on r.role = g.role
     group by g.permission
  ), home as (
    select array_agg(distinct x)::text as places from (
      select province_id as x from held union select id from units where level_code = (select code from levels where rank = 0)
    ) every
  ), told as (
    select 'app.e.' || permission as name, '1' as val from allowed where everywhere
    union all select 'app.p.' || permission, provinces::text from allowed where provinces is not null
    union all select 'app.u.' || permission, units::text from allowed where units is not null
    union all select 'app.home', places from home where places is not null
  )
  select jsonb_build_object(
           'permissions', coalesce((select jsonb_agg(permission) from allowed), '[]'),
           'roles', coalesce((select jsonb_agg(jsonb_build_object(
                'role', h.role, 'unitId', h.unit_id, 'provinceId', h.province_id, 'rank', h.rank) order by h.rank, h.role) from held h), '[]'),
           'home', (select places from home)),
         (select array_agg(name order by name) from told), (select array_agg(val order by name) from told)
$$;
revoke execute on function app.reach_of(uuid) from public;

-- Opens a transaction for the person of a session: no tag when the session is not alive. `idle` and absolute life are
-- checked here, so that revoking or expiring works at the next request. `tag` changes whenever `who` does; whoever
-- brings the tag that still holds knows the rest.
create function app.open_for(session uuid, known text, out tag text, out who jsonb)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  s record;
  fresh record;
begin
  select p.id, p.name, p.username, p.office, p.must_change_password, x.last_seen_at, m.number as map,
         coalesce(r.number, 1) as number, r.who, r.names, r.vals,
         concat_ws('/', p.id, p.xmin, coalesce(r.number, 1), m.number, current_date) as tag,
         coalesce((r.kept_number, r.kept_map, r.kept_day) = (r.number, m.number, current_date), false) as current
    into s
    from sessions x
    join people p on p.id = x.person_id
    cross join app.map_state m
    left join app.reaches r on r.person_id = p.id
   where x.id = open_for.session
     and x.revoked_at is null
     and x.expires_at > now()
     and x.last_seen_at > now() - interval '30 minutes'
     and p.disabled_at is null;
  if not found then
    return;
  end if;
  if s.last_seen_at < now() - interval '1 minute' then
    update sessions set last_seen_at = now() where id = open_for.session;
  end if;
  if not s.current then
    select * into fresh from app.reach_of(s.id);
    s.who := fresh.who;
    s.names := fresh.names;
    s.vals := fresh.vals;
    -- Kept under the numbers read before: had one moved meanwhile, what is kept does not count.
    if current_setting('transaction_read_only') = 'off' then
      insert into app.reaches (person_id) values (s.id) on conflict do nothing;
      update app.reaches set kept_number = s.number, kept_map = s.map, kept_day = current_date, who = s.who, names = s.names, vals = s.vals
       where person_id = (select person_id from app.reaches where person_id = s.id for update skip locked);
    end if;
  end if;
  perform set_config('app.person_id', s.id::text, true), set_config('app.session_id', open_for.session::text, true);
  perform set_config(t.name, t.val, true) from unnest(s.names, s.vals) as t(name, val);
  tag := s.tag;
  if s.tag is distinct from known then
    who := s.who || jsonb_build_object('personId', s.id, 'name', s.name, 'username', s.username, 'office', s.office, 'mustChangePassword', s.must_change_password);
  end if;
end $$;

create or replace function app.enter(session uuid) returns jsonb
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$ select e.who from app.open_for(session, null) e $$;
