-- A kept total is a pair (design.md D22): this adds up the facts and names every difference. Nothing is mended.
create function app.kept_total_differences() returns table (what text, key text, kept bigint, facts bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select 'project_totals', concat_ws('/', coalesce(k.unit_id, f.unit_id), coalesce(k.year, f.year), coalesce(k.kind, f.kind), coalesce(k.status, f.status)),
         coalesce(k.count, 0), coalesce(f.count, 0)
    from (select * from project_totals where count <> 0) k
    full join (select unit_id, year, kind, status, count(*) from projects where binned_at is null group by 1, 2, 3, 4) f using (unit_id, year, kind, status)
   where coalesce(k.count, 0) <> coalesce(f.count, 0)
  union all
  select 'household_totals', concat_ws('/', coalesce(k.unit_id, f.unit_id), coalesce(k.class, f.class)), coalesce(k.count, 0), coalesce(f.count, 0)
    from (select * from household_totals where count <> 0) k
    full join (select unit_id, coalesce(current_class, 'unclassified') as class, count(*) from households where ended_on is null group by 1, 2) f using (unit_id, class)
   where coalesce(k.count, 0) <> coalesce(f.count, 0)
  union all
  select 'help_totals', concat_ws('/', coalesce(k.unit_id, f.unit_id), coalesce(k.year, f.year), coalesce(k.class, f.class)), coalesce(k.count, 0), coalesce(f.count, 0)
    from (select * from help_totals where count <> 0) k
    full join (
      select unit_id, year, class, count(*) from household_help_years
       where (household_id, year) in (select household_id, extract(year from on_date) from supports where state = 'received') group by 1, 2, 3
    ) f using (unit_id, year, class)
   where coalesce(k.count, 0) <> coalesce(f.count, 0)
  union all
  select 'project_money', p.id::text, p.paid_amount, coalesce(sum(b.paid + b.advanced - b.recovered), 0)::bigint
    from projects p left join budget_lines b on b.project_id = p.id
   group by p.id having p.paid_amount <> coalesce(sum(b.paid + b.advanced - b.recovered), 0)
      or p.committed_amount <> coalesce(sum(b.committed), 0) or p.allocated_amount <> coalesce(sum(b.received), 0)
  union all
  select 'line_paid', b.id::text, b.paid, coalesce(sum(case e.kind when 'payment' then e.amount else -e.amount end), 0)::bigint
    from budget_lines b
    left join ledger_entries e on e.from_line_id = b.id
     and (e.kind = 'payment' or (e.kind = 'reversal' and exists (select from ledger_entries o where o.id = e.reverses_id and o.kind = 'payment')))
   group by b.id having b.paid <> coalesce(sum(case e.kind when 'payment' then e.amount else -e.amount end), 0)
  union all
  select 'unit_paid', concat_ws('/', coalesce(k.unit_id, f.unit_id), coalesce(k.year, f.year)), coalesce(k.paid, 0)::bigint, coalesce(f.paid, 0)::bigint
    from (select unit_id, year, sum(paid) as paid, sum(committed) as committed from budget_totals group by 1, 2) k
    full join (select unit_id, year, sum(paid + advanced - recovered) as paid, sum(committed) as committed from budget_lines group by 1, 2) f using (unit_id, year)
   where coalesce(k.paid, 0) <> coalesce(f.paid, 0) or coalesce(k.committed, 0) <> coalesce(f.committed, 0)
$$;
revoke execute on function app.kept_total_differences() from public;
grant execute on function app.kept_total_differences() to terrace_app;
