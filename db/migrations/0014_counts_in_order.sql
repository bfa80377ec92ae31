-- In the order of their ids, so that each look-up lies beside the one before.
create or replace function app.keep_member_count() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off
as $$
begin
  update households h set member_count = n.living
    from (select c.household_id,
                 (select count(*) filter (where m.ended_on is null) from members m where m.household_id = c.household_id)::int as living
            from (select distinct household_id from changed order by household_id) c offset 0) n
   where h.id = n.household_id and h.member_count <> n.living;
  return null;
end $$;
