import { nameOf } from "./names";
import { communeCount } from "./places";

/** Classes as a poor country region has them: each hundredth of the dice is one of these. */
const classOf = (n: string) => `case
  when bench.dice(${n}, 10, 100) < 12 then 'poor' when bench.dice(${n}, 10, 100) < 24 then 'near_poor'
  when bench.dice(${n}, 10, 100) < 29 then 'newly_escaped' when bench.dice(${n}, 10, 100) < 40 then 'average_standard'
  when bench.dice(${n}, 10, 100) < 94 then 'not_poor' end`;

export const namesTable = `
  create table bench.name_parts (part text, at integer, name text, folded text);
  insert into bench.name_parts select part, at, name, folded from jsonb_to_recordset($1::jsonb) as x(part text, at integer, name text, folded text);`;

/** The arrays of names as functions of nothing, so that a statement has them as constants. */
export const namesFunction = `
  do $do$
  declare p text; c text; body text := '';
  begin
    for p, c in select distinct part, k from bench.name_parts, unnest(array['name', 'folded']) k loop
      body := body || format(' when %L then %L::text[]', p || '.' || c,
        (select array_agg(case c when 'name' then name else folded end order by at) from bench.name_parts where part = p));
    end loop;
    execute format('create function bench.parts(part text, col text) returns text[] language sql immutable parallel safe as $f$ select case part || ''.'' || col %s end $f$', body);
  end $do$;`;

/** Households stand in the order in which a nation registers them: every commune a few each day. */
export const households = (count: number) => `
  insert into households (id, unit_id, province_id, family_id, code, village_id, address, head_name, folded, ethnicity, member_count, phone, foundation, frame, roof, area, current_class, registered_at)
  select bench.id(20, n), c.id, c.province_id, bench.id(20, n), 'H-' || lpad(n::text, 8, '0'), null, 'Số ' || n % 97,
         ${nameOf("n", "name")}, ${nameOf("n", "folded")},
         (array['kinh', 'kinh', 'tay', 'nung', 'dao', 'san_chay'])[1 + bench.dice(n, 11, 6)], 1,
         null, 'durable', case n % 3 when 0 then 'not_durable' else 'durable' end, 'durable', 30 + n % 90, ${classOf("n")}, timestamptz '2021-01-04' + n * interval '1 second'
    from generate_series(0, ${count} - 1) n join bench.communes c on c.no = n % ${communeCount};

  /* The head of each: what a household is without members no page could show. */
  insert into members (id, household_id, unit_id, province_id, name, folded, born_on, sex, relationship, ethnicity)
  select bench.id(21, n), bench.id(20, n), c.id, c.province_id, ${nameOf("n", "name")}, ${nameOf("n", "folded")},
         bench.on_day(n, 12, '1950-01-01', 18000), case when bench.dice(n, 2, 25) < 4 then 'female' else 'male' end, 'head', 'tay'
    from generate_series(0, ${count} - 1) n join bench.communes c on c.no = n % ${communeCount};

  insert into household_class_periods (id, household_id, unit_id, province_id, standard_id, class, valid_from, round)
  select bench.id(22, n), bench.id(20, n), c.id, c.province_id, s.id, ${classOf("n")}, '2026-01-01', '2025'
    from generate_series(0, ${count} - 1) n join bench.communes c on c.no = n % ${communeCount}
    cross join (select id from standards where province_id is null and valid_from <= '2026-01-01' order by valid_from desc limit 1) s
   where ${classOf("n")} is not null;

  /* Every tenth was helped once in these years. */
  insert into supports (id, household_id, family_id, unit_id, province_id, kind, state, programme, detail, amount, on_date)
  select bench.id(23, n), bench.id(20, n), bench.id(20, n), c.id, c.province_id, 'production', case when bench.dice(n, 13, 10) = 0 then 'planned' else 'received' end,
         'Chương trình', 'Hỗ trợ', 5000000, bench.on_day(n, 14, '2021-01-01', 2150)
    from generate_series(0, ${count} - 1, 10) n join bench.communes c on c.no = n % ${communeCount};`;
