/**
 * The floor: one hand-written statement for each answer, JSON made by PostgreSQL, asked for by the
 * owner, so that no policy is in the way. Values come in the order of the input's keys below.
 */
const title = (u: string, y: string) => `replace(${y}.title ->> 'vi', '{name}', ${u}.name)`;

const finding = `json_build_object('id', f.id, 'code', f.code, 'kind', f.kind, 'severity', f.severity, 'note', f.note, 'inspectionId', f.inspection_id,
  'seenAt', f.seen_at, 'recordedAt', f.recorded_at, 'closedAt', f.closed_at, 'withdrawnAt', w.withdrawn_at, 'releasedAt', r.released_at,
  'asked', a.asked, 'refused', a.refused, 'answered', a.answered, 'verified', a.verified, 'dueOn', a.due_on,
  'fileCount', (select count(*) from finding_files x where x.finding_id = f.id))`;

export type Statement = { text: string; values: (input: Record<string, unknown>, session: string) => unknown[] };

/** The list of a place: of a province, or of a clerk's commune. */
const households = (place: "province_id" | "unit_id"): Statement => ({
  text: `
      with matching as materialized (
        select id, folded from households where ended_on is null and ${place} = $1 and current_class = $2 and folded like $3
      ), page as (select id from matching order by folded, id limit 25 offset $4)
      select json_build_object('total', (select count(*) from matching), 'items', (
        select json_agg(json_build_object('id', h.id, 'code', h.code, 'headName', h.head_name, 'unitName', u.name, 'unitTitle', y.title, 'villageName', v.name, 'ethnicity', e.name,
            'memberCount', h.member_count, 'currentClass', h.current_class, 'provincialClass', h.provincial_class,
            'plannedSupports', (select count(*) from supports s where s.household_id = h.id and s.state = 'planned')) order by h.folded, h.id)
          from page join households h using (id) join units u on u.id = h.unit_id join unit_types y on y.code = u.type_code
          left join units v on v.id = h.village_id left join codes e on e.list = 'ethnicGroups' and e.code = h.ethnicity)) as answer`,
  values: ({ province, unit, class: held, like, page }) => [province ?? unit, held, like, (Number(page) - 1) * 25],
});

export const statements: Record<string, Statement> = {
  a: households("province_id"),
  "a.clerk": households("unit_id"),
  b: {
    text: `
      with matching as materialized (
        select id, created_at, total_amount, allocated_amount, committed_amount, paid_amount from projects
         where province_id = $1 and kind = $2 and status = $3 and binned_at is null
      ), page as (select id from matching order by created_at desc, id desc limit 25 offset $4)
      select json_build_object('total', count(*), 'sums', json_build_object('total', sum(total_amount)::text, 'allocated', sum(allocated_amount)::text,
          'committed', sum(committed_amount)::text, 'paid', sum(paid_amount)::text),
        'items', (select json_agg(json_build_object('id', p.id, 'code', p.code, 'name', p.name, 'kind', p.kind, 'status', p.status, 'year', p.year, 'unitId', p.unit_id, 'unitName', ${title("u", "y")},
            'placeNames', (select string_agg(${title("w", "z")}, ', ' order by x.sort, x.id) from project_places x join units w on w.id = x.place_id join unit_types z on z.code = w.type_code where x.project_id = p.id),
            'totalAmount', p.total_amount::text, 'allocatedAmount', p.allocated_amount::text, 'committedAmount', p.committed_amount::text, 'paidAmount', p.paid_amount::text,
            'progress', p.progress, 'plannedEnd', p.planned_end) order by p.created_at desc, p.id desc)
          from page join projects p using (id) join units u on u.id = p.unit_id join unit_types y on y.code = u.type_code)) as answer from matching`,
    values: ({ province, kind, status, page }) => [province, kind, status, (Number(page) - 1) * 25],
  },
  c: {
    text: `
      select json_build_object('id', p.id, 'code', p.code, 'name', p.name, 'kind', p.kind, 'status', p.status, 'year', p.year, 'unitName', ${title("u", "y")}, 'line', l.code, 'programme', g.code,
        'plannedStart', p.planned_start, 'plannedEnd', p.planned_end, 'startedOn', p.started_on, 'completedOn', p.completed_on, 'progress', p.progress,
        'totalAmount', p.total_amount::text, 'allocatedAmount', p.allocated_amount::text, 'committedAmount', p.committed_amount::text, 'paidAmount', p.paid_amount::text,
        'inspections', (select json_agg(json_build_object('id', i.id, 'code', i.code, 'kind', i.kind, 'reason', i.reason, 'plannedOn', i.planned_on, 'visitedOn', i.visited_on, 'conclusion', i.conclusion,
              'concludedAt', i.concluded_at, 'cancelledAt', i.cancelled_at, 'inspectorId', i.inspector_id, 'inspectorName', m.name,
              'findings', (select count(*) from findings f where f.inspection_id = i.id)) order by i.planned_on desc, i.code desc)
            from inspections i join people m on m.id = i.inspector_id where i.project_id = p.id),
        'findings', (select json_agg(${finding} order by f.recorded_at desc, f.code desc)
            from findings f left join finding_withdrawals w on w.finding_id = f.id left join finding_releases r on r.finding_id = f.id
            left join lateral (
              select count(*) filter (where c.answered_at is null and c.refusal is null) as asked, count(*) filter (where c.answered_at is null and c.refusal is not null) as refused,
                     count(*) filter (where c.answered_at is not null and c.verified_at is null) as answered, count(*) filter (where c.verified_at is not null) as verified,
                     min(c.due_on) filter (where c.answered_at is null) as due_on
                from corrective_actions c where c.finding_id = f.id) a on true
           where f.project_id = p.id)) as answer
        from projects p join units u on u.id = p.unit_id join unit_types y on y.code = u.type_code join programme_lines l on l.id = p.line_id join programmes g on g.id = l.programme_id
       where p.id = $1`,
    values: ({ id }) => [id],
  },
  d: {
    text: `
      with who as (
        select p.id from sessions s join people p on p.id = s.person_id
         where s.id = $1 and s.revoked_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '30 minutes' and p.disabled_at is null
      ), seen as (
        insert into inspections (id, unit_id, province_id, code, project_id, kind, reason, planned_on, visited_on, inspector_id)
        select $2, p.unit_id, p.province_id, 'KT-' || extract(year from $4::date) || '-' || app.in_series(nextval('inspection_numbers')), p.id, $5, $6, $4, $4, who.id
          from who, projects p where p.id = $3
        returning id, code, unit_id, province_id, project_id, inspector_id
      ), found as (
        insert into findings (id, unit_id, province_id, inspection_id, project_id, code, kind, severity, note, latitude, longitude, accuracy, seen_at, recorded_by)
        select x.id, s.unit_id, s.province_id, s.id, s.project_id, 'PH-' || extract(year from $4::date) || '-' || app.in_series(nextval('finding_numbers')),
               x.kind, x.severity, x.note, (x.place ->> 'latitude')::float8, (x.place ->> 'longitude')::float8, (x.place ->> 'accuracy')::real, x."seenAt", s.inspector_id
          from seen s, json_to_recordset($7) as x(id uuid, kind text, severity text, note text, place json, "seenAt" timestamptz)
        returning id, code
      )
      select json_build_object('id', id, 'code', code, 'findings', (select json_agg(json_build_object('id', id, 'code', code)) from found)) as answer from seen`,
    values: ({ id, projectId, visitedOn, kind, reason, findings }, session) => [
      session,
      id,
      projectId,
      visitedOn,
      kind,
      reason,
      JSON.stringify(findings),
    ],
  },
  e: {
    text: `
      with money as materialized (
        select unit_id as part, source_code, sum(received - allocated_down) as received, sum(committed) as committed, sum(paid) as paid from budget_totals where province_id = $1 and year = $2 group by 1, 2
      ), counted as materialized (
        select unit_id as part, kind, status, sum(count)::int as n from project_totals where province_id = $1 and year = $2 and count > 0 group by 1, 2, 3
      ), helped as materialized (
        select unit_id as part, class, sum(count)::int as n from help_totals where province_id = $1 and year = $2 and count > 0 group by 1, 2
      )
      select json_build_object(
        'projects', (select json_agg(json_build_object('kind', kind, 'status', status, 'count', n)) from (select kind, status, sum(n) as n from counted group by 1, 2) x),
        'helped', (select json_agg(json_build_object('class', class, 'count', n)) from (select class, sum(n) as n from helped group by 1) x),
        'households', (select json_agg(json_build_object('class', class, 'count', n)) from (select class, sum(count) as n from household_totals where province_id = $1 group by 1) x),
        'money', (select json_agg(json_build_object('source', source_code, 'received', received::text, 'committed', committed::text, 'paid', paid::text))
                    from (select source_code, sum(received) as received, sum(committed) as committed, sum(paid) as paid from money group by 1) x),
        'findings', (select json_agg(json_build_object('age', age, 'severity', severity, 'count', n)) from (
            select case when f.recorded_at > $3::date - 30 then '0-30' when f.recorded_at > $3::date - 90 then '31-90' else '91-' end as age, f.severity, count(*) as n
              from findings f where f.closed_at is null and f.province_id = $1 and not exists (select from finding_withdrawals w where w.finding_id = f.id) group by 1, 2) x),
        'parts', (select json_agg(json_build_object('id', u.id, 'name', u.name, 'projects', coalesce(c.n, 0), 'helped', coalesce(h.n, 0), 'received', coalesce(m.received, 0)::text, 'paid', coalesce(m.paid, 0)::text))
            from (select part from counted union select part from helped union select part from money) p join units u on u.id = p.part
            left join (select part, sum(n)::int as n from counted group by 1) c on c.part = p.part
            left join (select part, sum(n)::int as n from helped group by 1) h on h.part = p.part
            left join (select part, sum(received) as received, sum(paid) as paid from money group by 1) m on m.part = p.part where u.id <> $1)) as answer`,
    values: ({ province, year, today }) => [province, year, today],
  },
};
