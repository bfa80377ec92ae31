/** N/5 ledger entries: money comes into each province's line of a year, goes down to projects, is promised and paid. */
export const money = (entries: number) => `
  create table bench.source as select (select code from fund_sources where budget order by sort limit 1) as source_code, (select code from capital_kinds order by code limit 1) as capital_code;
  create table bench.spending as
  select row_number() over (order by p.id) - 1 as no, p.id, p.unit_id, p.province_id, p.year, p.line_id, p.total_amount
    from projects p where p.status in ('approved', 'in_progress', 'completed');

  insert into documents (id, unit_id, province_id, number, number_folded, kind, issuer, issuer_folded, issued_on, summary, search_folded, registered_by)
  select bench.id(40, p.no * 10 + y - 2020), p.id, p.id, p.no || '/QĐ-UBND-' || y, p.no || '/qd-ubnd-' || y, 'decision', 'UBND tỉnh', 'ubnd tinh', make_date(y, 1, 15), 'Giao vốn', 'giao von', bench.id(5, p.no * 10 + 1)
    from bench.provinces p, generate_series(2021, 2026) y;
  insert into budget_decisions (id, unit_id, province_id, title, year, document_id, status, created_by, posted_at)
  select bench.id(41, p.no * 10 + y - 2020), p.id, p.id, 'Giao vốn năm ' || y, y, bench.id(40, p.no * 10 + y - 2020), 'posted', bench.id(5, p.no * 10 + 1), make_date(y, 1, 20)
    from bench.provinces p, generate_series(2021, 2026) y;

  /* One line of a province for each year and programme line, and one below it for each project. */
  create table bench.roots as
  select row_number() over (order by q.no, s.year, s.line_id) as no, q.no as province_no, s.province_id, s.year, s.line_id, sum(s.total_amount)::bigint as amount
    from bench.spending s join bench.provinces q on q.id = s.province_id group by q.no, s.province_id, s.year, s.line_id;
  insert into budget_lines (id, unit_id, province_id, line_id, source_code, capital_code, year)
  select bench.id(42, r.no), r.province_id, r.province_id, r.line_id, x.source_code, x.capital_code, r.year from bench.roots r, bench.source x;
  insert into budget_lines (id, unit_id, province_id, project_id, parent_id, line_id, source_code, capital_code, year)
  select bench.id(43, s.no), s.unit_id, s.province_id, s.id, bench.id(42, r.no), s.line_id, x.source_code, x.capital_code, s.year
    from bench.spending s join bench.roots r on (r.province_id, r.year, r.line_id) = (s.province_id, s.year, s.line_id), bench.source x;

  insert into ledger_entries (id, unit_id, province_id, kind, to_line_id, amount, on_date, decision_id, posted_by)
  select bench.id(44, r.no), r.province_id, r.province_id, 'appropriation', bench.id(42, r.no), r.amount, make_date(r.year, 1, 20), bench.id(41, r.province_no * 10 + r.year - 2020), bench.id(5, r.province_no * 10 + 1) from bench.roots r;
  insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, to_line_id, amount, on_date, decision_id, posted_by)
  select bench.id(45, s.no), s.province_id, s.province_id, 'allocation', b.parent_id, b.id, s.total_amount, make_date(s.year, 1, 25), bench.id(41, q.no * 10 + s.year - 2020), bench.id(5, q.no * 10 + 1)
    from bench.spending s join budget_lines b on b.id = bench.id(43, s.no) join bench.provinces q on q.id = s.province_id;
  insert into commitments (id, unit_id, province_id, project_id, budget_line_id, amount, payee, on_date, recorded_by)
  select bench.id(46, s.no), s.unit_id, s.province_id, s.id, bench.id(43, s.no), s.total_amount, 'Nhà thầu', make_date(s.year, 4, 1), bench.id(5, q.no * 10 + 2)
    from bench.spending s join bench.provinces q on q.id = s.province_id;
  insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, amount, on_date, commitment_id, posted_by)
  select bench.id(47, row_number() over (order by c.id)), c.unit_id, c.province_id, 'commitment', c.budget_line_id, c.amount, c.on_date, c.id, c.recorded_by from commitments c;

  /* What is left of the entries are payments, a tenth of the sum each. */
  insert into payments (id, unit_id, province_id, project_id, budget_line_id, amount, payee, voucher, on_date, recorded_by)
  select bench.id(48, n), s.unit_id, s.province_id, s.id, bench.id(43, s.no), s.total_amount / 10, 'Nhà thầu', 'CT' || n, make_date(s.year, 6, 1), bench.id(5, q.no * 10 + 2)
    from generate_series(0, ${entries} - (select count(*) from ledger_entries) - 1) n
    join bench.spending s on s.no = n % (select count(*) from bench.spending) join bench.provinces q on q.id = s.province_id;
  insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, amount, on_date, payment_id, posted_by)
  select bench.id(49, row_number() over (order by y.id)), y.unit_id, y.province_id, 'payment', y.budget_line_id, y.amount, y.on_date, y.id, y.recorded_by from payments y;`;
