import { communeCount } from "./places";

/** N/20 projects of three kinds with the rows their records are made of. */
const statusOf = (n: string) => `case
  when bench.dice(${n}, 30, 10) < 2 then 'draft' when bench.dice(${n}, 30, 10) < 4 then 'approved'
  when bench.dice(${n}, 30, 10) < 8 or k.kind = 'housing' then 'in_progress' else 'completed' end`;

export const projects = (count: number) => `
  create table bench.kinds (no integer, kind text, prefix text, line_id uuid);
  insert into bench.kinds
  select x.no, x.kind, x.prefix, (select l.id from programme_lines l join programmes g on g.id = l.programme_id
                                   where x.kind = any (l.kinds) and g.province_id is null order by g.valid_from desc, l.sort limit 1)
    from (values (0, 'livelihood', 'SK'), (1, 'housing', 'NO'), (2, 'infrastructure', 'HT')) x(no, kind, prefix);

  insert into projects (id, unit_id, province_id, kind, code, name, folded, line_id, year, status, planned_start, planned_end, started_on, completed_on, progress, benefit, created_by, created_at)
  select bench.id(30, n), c.id, c.province_id, k.kind, k.prefix || '-2026-' || lpad(n::text, 6, '0'), 'Dự án số ' || n || ' làng ' || c.no, 'du an so ' || n || ' lang ' || c.no,
         k.line_id, 2021 + bench.dice(n, 31, 6), ${statusOf("n")}, make_date(2021 + bench.dice(n, 31, 6), 2, 1), make_date(2021 + bench.dice(n, 31, 6), 12, 1),
         case when ${statusOf("n")} in ('in_progress', 'completed') then make_date(2021 + bench.dice(n, 31, 6), 3, 1) end,
         case when ${statusOf("n")} = 'completed' then make_date(2021 + bench.dice(n, 31, 6), 11, 1) end,
         case ${statusOf("n")} when 'completed' then 10000 when 'in_progress' then 1000 + bench.dice(n, 32, 8000) else 0 end,
         'Người dân hưởng lợi', bench.id(4, c.no), timestamptz '2021-01-04' + n * interval '30 minutes'
    from generate_series(0, ${count} - 1) n
    join bench.communes c on c.no = bench.dice(n, 33, ${communeCount})
    join bench.kinds k on k.no = bench.dice(n, 34, 3);

  insert into project_sources (project_id, unit_id, province_id, source_code, amount)
  select p.id, p.unit_id, p.province_id, (select code from fund_sources where budget order by sort limit 1), 1000000 * (50 + bench.dice(hashtext(p.code), 35, 950)) from projects p;
  update projects p set total_amount = s.amount from project_sources s where s.project_id = p.id;
  insert into project_places (id, project_id, unit_id, province_id, place_id)
  select bench.id(31, row_number() over (order by p.id)), p.id, p.unit_id, p.province_id, p.unit_id from projects p;
  insert into milestones (id, project_id, unit_id, province_id, name, planned_on, sort)
  select bench.id(32, row_number() over (order by p.id, m)), p.id, p.unit_id, p.province_id, 'Mốc ' || m, p.planned_start + 60 * m, m from projects p, generate_series(1, 2) m;
  insert into progress_reports (id, project_id, unit_id, province_id, on_date, progress, reported_by)
  select bench.id(33, row_number() over (order by p.id)), p.id, p.unit_id, p.province_id, p.started_on + 30, p.progress, p.created_by from projects p where p.progress > 0;
  insert into livelihood_details (project_id, unit_id, province_id, type, form, organisation, product)
  select p.id, p.unit_id, p.province_id, 'livestock', 'group', 'Tổ hợp tác', 'Bò' from projects p where p.kind = 'livelihood';
  insert into infrastructure_details (project_id, unit_id, province_id, sector, investor, accepted_on)
  select p.id, p.unit_id, p.province_id, 'road', 'UBND xã', p.completed_on from projects p where p.kind = 'infrastructure';
  insert into project_quantities (id, project_id, unit_id, province_id, quantity, least, measure)
  select bench.id(34, row_number() over (order by p.id)), p.id, p.unit_id, p.province_id, 'length', 2.5, 'km' from projects p where p.kind = 'infrastructure';
  /* Each house is of a household of its own commune. */
  insert into housing_details (project_id, unit_id, province_id, household_id, work_kind, bad_foundation, bad_frame, bad_roof, decision_on, norm_amount)
  select p.id, p.unit_id, p.province_id, (select h.id from households h where h.unit_id = p.unit_id order by h.id limit 1), 'new', true, true, false, p.planned_start, 10000000000
    from projects p where p.kind = 'housing';
  delete from housing_details where household_id is null;`;
