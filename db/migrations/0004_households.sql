-- Households, their classes, and the record of what they were given.

call app.guard('households', 'households.read', 'households.write', 'households.write');
grant update (village_id, address, head_name, folded, ethnicity, phone, foundation, frame, roof, area, ended_on, version) on households to terrace_app;
call app.guard('members', 'households.read', 'households.write', 'households.write');
grant update (name, folded, born_on, sex, relationship, ethnicity, identity_cipher, identity_hash, identity_tail, ended_on, end_reason) on members to terrace_app;
call app.guard('household_class_periods', 'households.read');
call app.guard('supports', 'households.read', 'supports.record', 'supports.record');
grant update (state, on_date, amount) on supports to terrace_app;
-- A decision on a housing project withdraws or confirms its line in the record.
create policy decided on supports for update to terrace_app
  using ((select app.everywhere('requests.decide')) or province_id = any ((select app.provinces('requests.decide'))::uuid[]) or unit_id = any ((select app.units('requests.decide'))::uuid[]));

-- Invariant 11: one class per household, standard and day.
alter table household_class_periods
  add constraint one_class_at_a_time exclude using gist (household_id with =, standard_id with =, daterange(valid_from, valid_to) with &&);

create function app.keep_current_class() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update households h
     set current_class = (
           select c.class from household_class_periods c join standards s on s.id = c.standard_id
            where c.household_id = h.id and s.province_id is null
              and daterange(c.valid_from, c.valid_to) @> current_date order by c.valid_from desc limit 1),
         provincial_class = (
           select c.class from household_class_periods c join standards s on s.id = c.standard_id
            where c.household_id = h.id and s.province_id is not null
              and daterange(c.valid_from, c.valid_to) @> current_date order by c.valid_from desc limit 1)
   where h.id in (select household_id from changed);
  return null;
end $$;
create trigger keep_current_class_added after insert on household_class_periods
  referencing new table as changed for each statement execute function app.keep_current_class();
create trigger keep_current_class_changed after update on household_class_periods
  referencing new table as changed for each statement execute function app.keep_current_class();

create function app.keep_member_count() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update households h
     set member_count = (select count(*) from members m where m.household_id = h.id and m.ended_on is null)
   where h.id in (select household_id from changed);
  return null;
end $$;
create trigger keep_member_count_added after insert on members
  referencing new table as changed for each statement execute function app.keep_member_count();
create trigger keep_member_count_changed after update on members
  referencing new table as changed for each statement execute function app.keep_member_count();

-- Kept totals: living households by unit and class.
create function app.keep_household_totals() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into household_totals (unit_id, province_id, class, count)
    select unit_id, province_id, coalesce(current_class, 'unclassified'), count(*) from added where ended_on is null group by 1, 2, 3
    on conflict (province_id, unit_id, class) do update set count = household_totals.count + excluded.count;
  else
    insert into household_totals (unit_id, province_id, class, count)
    select unit_id, province_id, class, sum(n) from (
      select unit_id, province_id, coalesce(current_class, 'unclassified') as class, 1 as n from added where ended_on is null
      union all
      select unit_id, province_id, coalesce(current_class, 'unclassified'), -1 from removed where ended_on is null
    ) moved group by 1, 2, 3 having sum(n) <> 0
    on conflict (province_id, unit_id, class) do update set count = household_totals.count + excluded.count;
  end if;
  return null;
end $$;
create trigger keep_household_totals_added after insert on households
  referencing new table as added for each statement execute function app.keep_household_totals();
create trigger keep_household_totals_changed after update on households
  referencing new table as added old table as removed for each statement execute function app.keep_household_totals();
call app.guard('household_totals', 'dashboard.read');

-- LIKE is not leakproof, so under a policy the trigram index would not be used: candidates of the
-- asker's own reach come from here by index, and the policy filters them once more (design.md D2).
create index households_search on households using gin (folded gin_trgm_ops) where ended_on is null;
create function app.households_like(pattern text) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select h.id from households h
   where h.folded like pattern and h.ended_on is null
     and ((select app.everywhere('households.read'))
          or h.province_id = any ((select app.provinces('households.read'))::uuid[])
          or h.unit_id = any ((select app.units('households.read'))::uuid[]))
$$;
revoke execute on function app.households_like(text) from public;
grant execute on function app.households_like(text) to terrace_app;

-- Whether a living member somewhere has this number, also beyond the asker's reach: the answer is
-- the same yes that the unique index would give.
create function app.identity_held(hash bytea, except_member uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select exists (select from members m where m.identity_hash = hash and m.ended_on is null and m.id is distinct from except_member) $$;
revoke execute on function app.identity_held(bytea, uuid) from public;
grant execute on function app.identity_held(bytea, uuid) to terrace_app;

-- Help to a whole family, also where it lies in a unit that the asker does not reach: a house given
-- there still counts here. Only what the guard needs, and only to whom one of the family is in reach.
create function app.family_supports(family uuid, kind text)
returns table (id uuid, household_id uuid, on_date date, kind text, state text, programme text, detail text, amount bigint, loan bigint, unit_name text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.id, s.household_id, s.on_date, s.kind, s.state, s.programme, s.detail, s.amount, s.loan, u.name
    from supports s join units u on u.id = s.unit_id
   where s.family_id = family_supports.family
     and (family_supports.kind is null or s.kind = family_supports.kind)
     and exists (select from households h
                  where h.family_id = family_supports.family
                    and app.reaches('households.read', h.unit_id, h.province_id))
   order by s.on_date, s.recorded_at
$$;
revoke execute on function app.family_supports(uuid, text) from public;
grant execute on function app.family_supports(uuid, text) to terrace_app;
