-- The ledger (design.md D4): facts are added, totals follow by one trigger, named checks guard them.

call app.guard('budget_lines', 'budgets.read', 'requests.decide');
-- A line is opened empty; only the ledger's trigger moves its totals.
revoke insert on budget_lines from terrace_app;
grant insert (id, unit_id, province_id, project_id, parent_id, line_id, source_code, capital_code, year) on budget_lines to terrace_app;
call app.guard('budget_decisions', 'budgets.read', 'budgets.divide', 'budgets.divide');
grant update (title, folded, year, document_id, status, version, posted_at) on budget_decisions to terrace_app;
create policy decided on budget_decisions for update to terrace_app
  using ((select app.everywhere('requests.decide')) or province_id = any ((select app.provinces('requests.decide'))::uuid[]) or unit_id = any ((select app.units('requests.decide'))::uuid[]));
create policy begins_as_draft on budget_decisions as restrictive for insert to terrace_app
  with check (status = 'draft' and version = 1 and posted_at is null);
call app.guard('budget_transfers', 'budgets.read', 'budgets.divide', null, 'budgets.divide');
call app.guard('commitments', 'budgets.read', 'budgets.commit');
call app.guard('payments', 'budgets.read', 'budgets.pay');
call app.guard('ledger_entries', 'budgets.read');
grant insert on ledger_entries to terrace_app;
create policy spends on ledger_entries for insert to terrace_app
  with check (kind in ('commitment', 'payment', 'reversal')
    and ((select app.everywhere('budgets.pay')) or province_id = any ((select app.provinces('budgets.pay'))::uuid[]) or unit_id = any ((select app.units('budgets.pay'))::uuid[])));
create policy posts_what_was_approved on ledger_entries for insert to terrace_app
  with check (kind in ('appropriation', 'allocation', 'adjustment', 'cancellation', 'carry_over')
    and ((select app.everywhere('requests.decide')) or province_id = any ((select app.provinces('requests.decide'))::uuid[]) or unit_id = any ((select app.units('requests.decide'))::uuid[])));
grant usage on sequence ledger_entries_seq_seq to terrace_app;
call app.guard('budget_totals', 'dashboard.read');

create function app.ledger_refusal(name text, line uuid, over bigint default null, free bigint default null) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'check_violation', constraint = name, message = name,
    detail = jsonb_strip_nulls(jsonb_build_object('line', line, 'over', over::text, 'free', free::text))::text;
end $$;

-- Totals are only changed by the ledger's trigger, so nobody may update a line; whoever counts what
-- is free locks it first, in the order in which the trigger locks.
create function app.lock_lines(lines uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform from budget_lines where id = any (lines) order by id for no key update;
end $$;

create function app.add_to_budget_totals(line budget_lines, received bigint, allocated bigint, committed bigint, paid bigint) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  insert into budget_totals as k (unit_id, province_id, year, source_code, capital_code, received, allocated_down, committed, paid)
  values (line.unit_id, line.province_id, line.year, line.source_code, line.capital_code, received, allocated, committed, paid)
  on conflict (province_id, unit_id, year, source_code, capital_code) do update
    set received = k.received + excluded.received, allocated_down = k.allocated_down + excluded.allocated_down,
        committed = k.committed + excluded.committed, paid = k.paid + excluded.paid
$$;

-- Totals are moved by the ledger's own trigger and by nobody else.
revoke execute on function app.add_to_budget_totals(budget_lines, bigint, bigint, bigint, bigint) from public;

-- What a person posts says no more than the paper behind it: the transfer that was approved, the
-- promise or the voucher with its line and amount, or the entry of these that is taken back.
create function app.has_ground(posted ledger_entries, original ledger_entries) returns boolean
language sql stable
as $$
  select case
    when posted.kind = 'reversal' then original.kind in ('commitment', 'payment')
      and (posted.commitment_id, posted.payment_id, posted.decision_id) is not distinct from (original.commitment_id, original.payment_id, original.decision_id)
    when posted.commitment_id is not null then posted.kind = 'commitment' and exists (
      select from commitments c join budget_lines b on b.id = c.budget_line_id and b.project_id = c.project_id
       where c.id = posted.commitment_id and c.budget_line_id = posted.from_line_id and c.amount = posted.amount)
    when posted.payment_id is not null then posted.kind = 'payment' and exists (
      select from payments c join budget_lines b on b.id = c.budget_line_id and b.project_id = c.project_id
       where c.id = posted.payment_id and c.budget_line_id = posted.from_line_id and c.amount = posted.amount)
    else app.outcome_of(posted.decision_id) = 'approved' and exists (
      select from budget_transfers g join budget_decisions d on d.id = g.decision_id and d.status = 'submitted'
        left join budget_lines b on b.id = posted.to_line_id
       where g.id = posted.id and g.decision_id = posted.decision_id and g.kind = posted.kind and g.amount = posted.amount
         and g.from_line_id is not distinct from posted.from_line_id
         and (b.id is null or (b.project_id is not distinct from g.to_project_id and (g.to_project_id is not null or b.unit_id = g.to_unit_id)
                               and (b.line_id, b.source_code, b.capital_code, b.year) = (g.line_id, g.source_code, g.capital_code, d.year))))
  end
$$;

create function app.post_entry() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  e ledger_entries := new;
  f budget_lines;
  t budget_lines;
  p projects;
  n bigint := new.amount; -- signed: a reversal takes the opposite way
  free bigint;
begin
  if new.kind = 'reversal' then
    select * into e from ledger_entries where id = new.reverses_id;
    if not found or e.kind = 'reversal' or e.amount <> new.amount
       or e.from_line_id is distinct from new.from_line_id or e.to_line_id is distinct from new.to_line_id then
      perform app.ledger_refusal('reversal_mirrors_its_entry', new.from_line_id);
    end if;
    n := -new.amount;
  elsif new.reverses_id is not null then
    perform app.ledger_refusal('reversal_mirrors_its_entry', new.from_line_id);
  end if;

  -- In one order, so that two entries over the same pair of lines queue instead of locking each other out.
  perform from budget_lines where id in (e.from_line_id, e.to_line_id) order by id for no key update;
  select * into f from budget_lines where id = e.from_line_id;
  select * into t from budget_lines where id = e.to_line_id;
  -- Who may post was asked of the entry's own place, so that is where its money lies.
  if (new.unit_id, new.province_id) is distinct from (coalesce(f.unit_id, t.unit_id), coalesce(f.province_id, t.province_id)) then
    perform app.ledger_refusal('entry_fits_its_lines', coalesce(f.id, t.id));
  end if;
  if app.person_id() is not null and app.has_ground(new, e) is not true then
    perform app.ledger_refusal('entry_has_its_ground', coalesce(f.id, t.id));
  end if;

  case e.kind
  when 'appropriation' then
    if f.id is not null or t.id is null or t.parent_id is not null then perform app.ledger_refusal('entry_fits_its_lines', t.id); end if;
    update budget_lines set received = received + n where id = t.id;
    perform app.add_to_budget_totals(t, n, 0, 0, 0);
  when 'cancellation' then
    if t.id is not null or f.id is null or f.parent_id is not null then perform app.ledger_refusal('entry_fits_its_lines', f.id); end if;
    free := f.received - f.allocated_down - f.committed;
    if n > free then perform app.ledger_refusal('never_allocate_or_commit_more_than_received', f.id, n - free, free); end if;
    update budget_lines set received = received - n where id = f.id;
    perform app.add_to_budget_totals(f, -n, 0, 0, 0);
  when 'allocation' then
    if f.id is null or t.id is null or t.parent_id is distinct from f.id
       or (t.source_code, t.capital_code, t.year) is distinct from (f.source_code, f.capital_code, f.year) then
      perform app.ledger_refusal('entry_fits_its_lines', f.id);
    end if;
    free := f.received - f.allocated_down - f.committed;
    if n > free then perform app.ledger_refusal('never_allocate_or_commit_more_than_received', f.id, n - free, free); end if;
    update budget_lines set allocated_down = allocated_down + n where id = f.id;
    update budget_lines set received = received + n where id = t.id;
    if f.unit_id <> t.unit_id then
      perform app.add_to_budget_totals(f, 0, n, 0, 0);
      perform app.add_to_budget_totals(t, n, 0, 0, 0);
    end if;
  when 'adjustment' then
    free := f.received - f.allocated_down - f.committed;
    if n > free then perform app.ledger_refusal('never_allocate_or_commit_more_than_received', f.id, n - free, free); end if;
    if f.parent_id = t.id then -- given back
      update budget_lines set received = received - n where id = f.id;
      update budget_lines set allocated_down = allocated_down - n where id = t.id;
      if f.unit_id <> t.unit_id then
        perform app.add_to_budget_totals(f, -n, 0, 0, 0);
        perform app.add_to_budget_totals(t, 0, -n, 0, 0);
      end if;
    elsif f.parent_id = t.parent_id and (t.source_code, t.capital_code, t.year) = (f.source_code, f.capital_code, f.year) then
      update budget_lines set received = received - n where id = f.id;
      update budget_lines set received = received + n where id = t.id;
      if f.unit_id <> t.unit_id then
        perform app.add_to_budget_totals(f, -n, 0, 0, 0);
        perform app.add_to_budget_totals(t, n, 0, 0, 0);
      end if;
    else
      perform app.ledger_refusal('entry_fits_its_lines', f.id);
    end if;
  when 'commitment' then
    free := f.received - f.allocated_down - f.committed;
    if n > free then perform app.ledger_refusal('never_allocate_or_commit_more_than_received', f.id, n - free, free); end if;
    update budget_lines set committed = committed + n where id = f.id;
    perform app.add_to_budget_totals(f, 0, 0, n, 0);
  when 'release' then
    free := f.committed - (f.paid + f.advanced - f.recovered);
    if n > free then perform app.ledger_refusal('never_pay_more_than_committed', f.id, n - free, free); end if;
    update budget_lines set committed = committed - n where id = f.id;
    perform app.add_to_budget_totals(f, 0, 0, -n, 0);
  when 'payment', 'advance' then
    free := f.committed - (f.paid + f.advanced - f.recovered);
    if n > free then perform app.ledger_refusal('never_pay_more_than_committed', f.id, n - free, free); end if;
    update budget_lines
       set paid = paid + case e.kind when 'payment' then n else 0 end,
           advanced = advanced + case e.kind when 'advance' then n else 0 end
     where id = f.id;
    perform app.add_to_budget_totals(f, 0, 0, 0, n);
  when 'recovery' then
    if n > f.advanced - f.recovered then perform app.ledger_refusal('never_recover_more_than_advanced', f.id, n - (f.advanced - f.recovered), f.advanced - f.recovered); end if;
    update budget_lines set recovered = recovered + n where id = f.id;
    perform app.add_to_budget_totals(f, 0, 0, 0, -n);
  else
    perform app.ledger_refusal('entry_fits_its_lines', f.id);
  end case;

  -- What the project's own row shows. Locked before it is read: lines of one project are not one lock.
  perform from projects where id in (f.project_id, t.project_id) order by id for no key update;
  for p in select * from projects where id in (f.project_id, t.project_id) loop
    if e.kind in ('commitment', 'payment', 'advance') and n > 0 then
      if p.status not in ('approved', 'in_progress', 'completed', 'in_operation') then
        perform app.ledger_refusal('only_approved_projects_spend', f.id);
      end if;
      -- D9: a serious open finding holds the next payment until somebody releases it under a document.
      if e.kind <> 'commitment' and exists (
        select from findings x where x.project_id = p.id and x.severity = 'serious' and x.closed_at is null
           and not exists (select from finding_withdrawals w where w.finding_id = x.id)
           and not exists (select from finding_releases r where r.finding_id = x.id)
      ) then
        perform app.ledger_refusal('serious_finding_holds_payment', f.id);
      end if;
      -- Invariant 10: the grant to a household stays within the norm of its decision date.
      if e.kind = 'commitment' and p.kind = 'housing' then
        select p.committed_amount + n - h.norm_amount into free from housing_details h where h.project_id = p.id;
        if free > 0 then perform app.ledger_refusal('grant_stays_within_the_norm', f.id, free, n - free); end if;
      end if;
    end if;
    update projects set
      allocated_amount = (select coalesce(sum(b.received), 0) from budget_lines b where b.project_id = p.id),
      committed_amount = (select coalesce(sum(b.committed), 0) from budget_lines b where b.project_id = p.id),
      paid_amount = (select coalesce(sum(b.paid + b.advanced - b.recovered), 0) from budget_lines b where b.project_id = p.id)
     where id = p.id;
  end loop;
  return null;
end $$;
create trigger post_entry after insert on ledger_entries for each row execute function app.post_entry();

-- Facts stay as they were written, whoever asks.
create function app.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception using errcode = 'check_violation', constraint = 'written_once', message = 'written once: ' || tg_table_name;
end $$;
create trigger written_once before update or delete on ledger_entries for each row execute function app.refuse_change();
create trigger written_once before update or delete on request_decisions for each row execute function app.refuse_change();
create trigger written_once before update or delete on commitments for each row execute function app.refuse_change();
create trigger written_once before update or delete on payments for each row execute function app.refuse_change();
create trigger never_emptied before truncate on ledger_entries execute function app.refuse_change();
create trigger never_emptied before truncate on request_decisions execute function app.refuse_change();
