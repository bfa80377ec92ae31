/** N/20 inspections of projects that were begun, with 3 findings each; of the findings of a project none, one or more are closed. */
export const inspections = (count: number) => `
  create table bench.inspected as
  select row_number() over (order by p.id) - 1 as no, p.id, p.unit_id, p.province_id, q.no as province_no, p.year
    from projects p join bench.provinces q on q.id = p.province_id where p.status in ('in_progress', 'completed');
  insert into inspections (id, unit_id, province_id, code, project_id, kind, planned_on, visited_on, inspector_id, conclusion, concluded_at, created_at)
  select bench.id(50, n), x.unit_id, x.province_id, 'KT-B-' || lpad(n::text, 6, '0'), x.id, 'inspection', d.day, d.day, bench.id(5, x.province_no * 10 + 3), 'Đã kiểm tra',
         d.day + interval '5 days', d.day - interval '10 days'
    from generate_series(0, ${count} - 1) n
    join bench.inspected x on x.no = n % (select count(*) from bench.inspected)
    cross join lateral (select bench.on_day(n, 50, make_date(x.year, 4, 1), 60) as day) d;
  insert into findings (id, unit_id, province_id, inspection_id, project_id, code, kind, severity, note, seen_at, recorded_by, recorded_at, closed_at, closed_by)
  select bench.id(51, f.no), i.unit_id, i.province_id, i.id, i.project_id, 'PH-B-' || lpad(f.no::text, 7, '0'), 'late_progress',
         case when bench.dice(f.no, 52, 20) < 12 then 'minor' when bench.dice(f.no, 52, 20) < 19 then 'corrective' else 'serious' end, 'Ghi nhận tại hiện trường',
         i.visited_on, i.inspector_id, i.visited_on, case when bench.dice(f.no, 53, 10) < 9 then i.visited_on + interval '30 days' end, case when bench.dice(f.no, 53, 10) < 9 then i.inspector_id end
    from (select i.*, row_number() over (order by i.id) as no from inspections i) i
    cross join lateral (select (i.no - 1) * 3 + k as no from generate_series(0, 2) k) f;
  insert into corrective_actions (id, finding_id, unit_id, province_id, text, owner_role, owner_unit_id, due_on, requested_by, requested_at, answer, answered_by, answered_at, verified_by, verified_at)
  select bench.id(52, row_number() over (order by f.id)), f.id, f.unit_id, f.province_id, 'Khắc phục', 'clerk', f.unit_id, f.recorded_at::date + 20, f.recorded_by, f.recorded_at,
         case when f.closed_at is not null then 'Đã làm' end, case when f.closed_at is not null then p.created_by end, case when f.closed_at is not null then f.recorded_at + interval '10 days' end,
         case when f.closed_at is not null then f.recorded_by end, case when f.closed_at is not null then f.recorded_at + interval '15 days' end
    from findings f join projects p on p.id = f.project_id where f.severity <> 'minor';`;
