/** What triggers keep while people work, added up at once: the sums that app.kept_total_differences() compares. */
export const totals = `
  insert into household_totals (unit_id, province_id, class, count)
  select unit_id, province_id, coalesce(current_class, 'unclassified'), count(*) from households where ended_on is null group by 1, 2, 3;
  insert into household_help_years (household_id, unit_id, province_id, year, class)
  select s.household_id, s.unit_id, s.province_id, extract(year from s.on_date),
         coalesce((select p.class from household_class_periods p where p.household_id = s.household_id and daterange(p.valid_from, p.valid_to) @> s.on_date), 'unclassified')
    from supports s where s.state = 'received';
  insert into help_totals (unit_id, province_id, year, class, count) select unit_id, province_id, year, class, count(*) from household_help_years group by 1, 2, 3, 4;
  insert into project_totals (unit_id, province_id, year, kind, status, count)
  select unit_id, province_id, year, kind, status, count(*) from projects where binned_at is null group by 1, 2, 3, 4, 5;

  update budget_lines b set received = x.amount from (select to_line_id, sum(amount)::bigint as amount from ledger_entries where to_line_id is not null group by 1) x where x.to_line_id = b.id;
  update budget_lines b set allocated_down = x.allocated, committed = x.committed, paid = x.paid
    from (select from_line_id, coalesce(sum(amount) filter (where kind = 'allocation'), 0)::bigint as allocated,
                 coalesce(sum(amount) filter (where kind = 'commitment'), 0)::bigint as committed, coalesce(sum(amount) filter (where kind = 'payment'), 0)::bigint as paid
            from ledger_entries where from_line_id is not null group by 1) x where x.from_line_id = b.id;
  update projects p set allocated_amount = b.received, committed_amount = b.committed, paid_amount = b.paid from budget_lines b where b.project_id = p.id;
  insert into budget_totals (unit_id, province_id, year, source_code, capital_code, received, allocated_down, committed, paid)
  select unit_id, province_id, year, source_code, capital_code, sum(received), sum(allocated_down), sum(committed), sum(paid) from budget_lines group by 1, 2, 3, 4, 5;`;
