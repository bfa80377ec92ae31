-- Counts of members when very many come at once. A table that was never analysed is thought to hold few living
-- members, and "household and living" was then answered by both indexes together, one of them read whole for each
-- household; a plan kept from when a table was small reads it whole. Counted among a household's own rows, by index,
-- the work grows with the rows that came.

create or replace function app.keep_member_count() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off
as $$
begin
  update households h set member_count = n.living
    from (select c.household_id,
                 (select count(*) filter (where m.ended_on is null) from members m where m.household_id = c.household_id)::int as living
            from (select distinct household_id from changed) c offset 0) n
   where h.id = n.household_id and h.member_count <> n.living;
  return null;
end $$;

create or replace function app.check_member_count() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off
as $$
begin
  if app.person_id() is not null and exists (
    select from added a
     where a.member_count <> 0
       and a.member_count <> (select count(*) filter (where m.ended_on is null) from members m where m.household_id = a.id)
  ) then
    raise exception using errcode = 'check_violation', constraint = 'members_are_counted', message = 'members are counted';
  end if;
  return null;
end $$;

alter function app.household_codes_held(text[]) set enable_seqscan = off;
alter function app.identities_held(bytea[]) set enable_seqscan = off;
