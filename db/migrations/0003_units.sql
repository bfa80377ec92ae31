-- Units live in time (design.md D1).

alter table unit_versions
  add constraint unit_versions_do_not_overlap exclude using gist (unit_id with =, daterange(valid_from, valid_to) with &&);

-- Invariant 36: a code with its scheme and a date names one unit.
alter table unit_codes
  add constraint code_names_one_unit_at_a_time exclude using gist (scheme with =, code with =, daterange(valid_from, valid_to) with &&);

-- The copy on units follows the latest version.
create function app.keep_latest_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update units u
     set name = v.name, folded = v.folded, type_code = v.type_code, level_code = v.level_code,
         parent_id = v.parent_id, province_id = v.province_id, valid_to = v.valid_to
    from (select * from unit_versions where unit_id = new.unit_id order by valid_from desc limit 1) v
   where u.id = new.unit_id;
  return null;
end $$;
create trigger keep_latest_version after insert or update on unit_versions for each row execute function app.keep_latest_version();

-- Rebuilds the closure: a unit, all that was ever below it, and the whole predecessors of all these.
create function app.rebuild_unit_reach() returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  truncate unit_reach;
  insert into unit_reach
  with recursive step(ancestor_id, unit_id) as (
    select id, id from units
    union
    select s.ancestor_id, next.unit_id
      from step s
      join lateral (
        select v.unit_id from unit_versions v where v.parent_id = s.unit_id
        union all
        select l.predecessor_id from unit_links l where l.successor_id = s.unit_id and not l.part
      ) next on true
  )
  select ancestor_id, unit_id from step;
$$;

revoke execute on function app.rebuild_unit_reach() from public;

create index units_search on units using gin (folded gin_trgm_ops);

-- What a code meant on a day. No row when it meant nothing: never a fallback (invariant 39).
create function app.unit_by_code(scheme text, code text, on_date date) returns uuid
language sql stable
as $$
  select unit_id from public.unit_codes c
   where c.scheme = unit_by_code.scheme and c.code = unit_by_code.code
     and daterange(c.valid_from, c.valid_to) @> on_date
$$;
