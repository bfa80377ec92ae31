-- Of help beyond the asker's reach the guard shows that it was given, of which kind, when and where. What
-- somebody wrote about it, and what it was worth, stays where it was written.
create or replace function app.family_supports(family uuid, kind text)
returns table (id uuid, household_id uuid, on_date date, kind text, state text, programme text, detail text, amount bigint, loan bigint, unit_name text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.id, s.household_id, s.on_date, s.kind, s.state,
         case when r.reached then s.programme end, case when r.reached then s.detail end,
         case when r.reached then s.amount end, case when r.reached then s.loan end, u.name
    from supports s join units u on u.id = s.unit_id
    cross join lateral (select app.reaches('households.read', s.unit_id, s.province_id) as reached) r
   where s.family_id = family_supports.family
     and (family_supports.kind is null or s.kind = family_supports.kind)
     and exists (select from households h
                  where h.family_id = family_supports.family
                    and app.reaches('households.read', h.unit_id, h.province_id))
   order by s.on_date, s.recorded_at
$$;
