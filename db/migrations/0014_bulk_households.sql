-- Households by the file: the same walls as for one, at the price of many.

-- A policy asks once a statement whose name it is; the trigger asked for each row.
drop trigger in_own_name_registered_by on households;
create policy registered_in_own_name on households as restrictive for insert to terrace_app
  with check (registered_by is null or registered_by = (select app.person_id()));

-- A household may come with its count when its members come in the same statement, so that nothing has to
-- be written twice. What is counted is compared at the statement's end.
drop policy begins_unclassified on households;
create policy begins_unclassified on households as restrictive for insert to terrace_app
  with check (current_class is null and provincial_class is null and ended_on is null and version = 1);

create function app.check_member_count() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if app.person_id() is not null and exists (
    select from added a
     where a.member_count <> 0
       and a.member_count <> (select count(*) from members m where m.household_id = a.id and m.ended_on is null)
  ) then
    raise exception using errcode = 'check_violation', constraint = 'members_are_counted', message = 'members are counted';
  end if;
  return null;
end $$;
create trigger check_member_count after insert on households
  referencing new table as added for each statement execute function app.check_member_count();

create or replace function app.keep_member_count() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update households h set member_count = n.living
    from (select c.household_id, (select count(*) from members m where m.household_id = c.household_id and m.ended_on is null)::int as living
            from (select distinct household_id from changed) c) n
   where h.id = n.household_id and h.member_count <> n.living;
  return null;
end $$;

-- The next number that no household has: a file may have brought it along.
create function app.next_household_code(province_code text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  n text;
  made text;
begin
  loop
    n := nextval('household_numbers')::text;
    made := 'H-' || province_code || '-' || lpad(n, greatest(6, length(n)), '0');
    exit when not exists (select from households h where h.code = made);
  end loop;
  return made;
end $$;
revoke execute on function app.next_household_code(text) from public;
grant execute on function app.next_household_code(text) to terrace_app;

-- Which of many codes and numbers are taken, also beyond the asker's reach: what the unique indexes would say one by one.
create function app.household_codes_held(codes text[]) returns setof text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select h.code from households h where h.code = any (codes) and app.has('households.write') $$;
revoke execute on function app.household_codes_held(text[]) from public;
grant execute on function app.household_codes_held(text[]) to terrace_app;

create function app.identities_held(hashes bytea[]) returns setof bytea
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select m.identity_hash from members m where m.identity_hash = any (hashes) and m.ended_on is null and app.has('households.write') $$;
revoke execute on function app.identities_held(bytea[]) from public;
grant execute on function app.identities_held(bytea[]) to terrace_app;
