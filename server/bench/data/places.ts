/** 34 provinces and 3,321 communes: those of the reference data that stand today, and invented ones for the rest. */

export const provinceCount = 34;
export const communeCount = 3321;

export const tools = `
  create schema bench;
  /* Ids look like those that clients make: ordered by time, and the same in every run. */
  create function bench.id(kind integer, n bigint) returns uuid language sql immutable parallel safe
  as $$ select (lpad(to_hex(1700000000000 + n), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid $$;
  /* A number from 0 to sides - 1 that looks random and is the same in every run. */
  create function bench.dice(n bigint, seed integer, sides integer) returns integer language sql immutable parallel safe
  as $$ select ((hashint8extended(n, seed) & 9223372036854775807) % sides)::integer $$;
  create function bench.on_day(n bigint, seed integer, from_day date, days integer) returns date language sql immutable parallel safe
  as $$ select from_day + bench.dice(n, seed, days) $$;
  create table bench.communes (no integer primary key, id uuid not null, province_id uuid not null, province_no integer not null);
  create table bench.provinces (no integer primary key, id uuid not null);
  create table bench.notes (key text primary key, value text not null);`;

export const places = `
  insert into bench.provinces
  select row_number() over (order by x.known desc, x.id) - 1, x.id from (
    select id, true as known from units where level_code = 'province' and valid_to is null
    union all
    select bench.id(1, n), false from generate_series(1, ${provinceCount} - (select count(*) from units where level_code = 'province' and valid_to is null)) n
  ) x;
  insert into units (id, name, folded, type_code, level_code, parent_id, province_id, valid_from)
  select p.id, 'Thử nghiệm ' || p.no, 'thu nghiem ' || p.no, 'province', 'province',
         (select parent_id from units where level_code = 'province' limit 1), p.id, '2021-01-01'
    from bench.provinces p where not exists (select from units u where u.id = p.id);

  insert into bench.communes
  select row_number() over (order by x.known desc, x.id) - 1, x.id, x.province_id, p.no
    from (
      select u.id, u.province_id, true as known from units u where u.level_code = 'commune' and u.valid_to is null
      union all
      select bench.id(2, n), q.id, false
        from generate_series(1, ${communeCount} - (select count(*) from units where level_code = 'commune' and valid_to is null)) n
        join bench.provinces q on q.no = 2 + n % (${provinceCount} - 2)
    ) x join bench.provinces p on p.id = x.province_id;
  insert into units (id, name, folded, type_code, level_code, parent_id, province_id, valid_from)
  select c.id, 'Làng ' || c.no, 'lang ' || c.no, case when c.no % 7 = 0 then 'ward' else 'commune' end, 'commune', c.province_id, c.province_id, '2021-01-01'
    from bench.communes c where not exists (select from units u where u.id = c.id);

  insert into unit_versions (id, unit_id, name, folded, type_code, level_code, parent_id, province_id, valid_from)
  select bench.id(3, row_number() over (order by u.id)), u.id, u.name, u.folded, u.type_code, u.level_code, u.parent_id, u.province_id, u.valid_from
    from units u where not exists (select from unit_versions v where v.unit_id = u.id);
  select app.rebuild_unit_reach();`;
