-- What the rules of the commands say once more for whoever can run SQL as the application: in whose
-- name something is written, what follows what, and which files may be shown. History and scenes that the
-- owner loads have no person and pass.

-- Every writing names the person who writes.
create function app.in_own_name() returns trigger
language plpgsql as $$
declare
  named text := to_jsonb(new) ->> tg_argv[0];
  before text := case when tg_op = 'UPDATE' then to_jsonb(old) ->> tg_argv[0] end;
begin
  if app.person_id() is not null and named is distinct from before and named is distinct from app.person_id()::text
     and not (tg_op = 'UPDATE' and named is null) then
    raise exception using errcode = 'insufficient_privilege', message = 'in somebody else''s name';
  end if;
  return new;
end $$;

do $$
declare named record;
begin
  for named in select * from (values
    ('files', 'uploaded_by'), ('documents', 'registered_by'), ('households', 'registered_by'), ('supports', 'recorded_by'),
    ('projects', 'created_by'), ('progress_reports', 'reported_by'), ('housing_stage_reports', 'reported_by'), ('project_files', 'attached_by'),
    ('budget_decisions', 'created_by'), ('commitments', 'recorded_by'), ('payments', 'recorded_by'), ('ledger_entries', 'posted_by'),
    ('inspections', 'inspector_id'), ('findings', 'recorded_by'), ('findings', 'closed_by'), ('finding_withdrawals', 'withdrawn_by'),
    ('finding_releases', 'released_by'), ('corrective_actions', 'requested_by'), ('corrective_actions', 'answered_by'), ('corrective_actions', 'verified_by')
  ) as x(tbl, col) loop
    execute format('create trigger in_own_name_%2$s before insert or update on %1$I for each row execute function app.in_own_name(%2$L)', named.tbl, named.col);
  end loop;
end $$;

-- Whoever shows a file has read it. Runs as the caller, so that the policies of files decide.
create function app.cites_what_one_reads() returns trigger
language plpgsql as $$
declare file uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if app.person_id() is not null and file is not null and not exists (select from files f where f.id = file) then
    raise exception using errcode = 'check_violation', constraint = 'cited_file_is_readable', message = 'unknown file';
  end if;
  return new;
end $$;
create trigger cites_what_one_reads before insert or update of file_id on documents for each row execute function app.cites_what_one_reads('file_id');
create trigger cites_what_one_reads before insert on project_files for each row execute function app.cites_what_one_reads('file_id');
create trigger cites_what_one_reads before insert on housing_stage_reports for each row execute function app.cites_what_one_reads('photo_file_id');
create trigger cites_what_one_reads before update of signature_file_id on housing_details for each row execute function app.cites_what_one_reads('signature_file_id');
create trigger cites_what_one_reads before insert on finding_files for each row execute function app.cites_what_one_reads('file_id');
create trigger cites_what_one_reads before insert on action_files for each row execute function app.cites_what_one_reads('file_id');

-- Classes and counts of a household are kept by triggers.
create policy begins_unclassified on households as restrictive for insert to terrace_app
  with check (current_class is null and provincial_class is null and member_count = 0 and ended_on is null and version = 1);

-- What was received or withdrawn stays as it was written.
create function app.check_support_step() returns trigger
language plpgsql as $$
begin
  if app.person_id() is not null and (old.state <> 'planned' or new.state = 'planned') then
    raise exception using errcode = 'check_violation', constraint = 'written_once', message = 'written once';
  end if;
  return new;
end $$;
create trigger check_support_step before update on supports for each row execute function app.check_support_step();

/* Requests */

create policy steps_of_ones_own on request_steps as restrictive for insert to terrace_app
  with check (exists (select from requests q where q.id = request_id and q.requested_by = (select app.person_id())));

-- The steps of a request are those of a route for its subject, whoever writes them.
create function app.check_steps() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if app.person_id() is not null and not exists (
    select from requests q
      join approval_routes r on r.subject = q.subject and (r.province_id is null or r.province_id = q.province_id)
     where q.id = new.request_id
       and (select array_agg((s.step, s.role, case s.at when 'unit' then q.unit_id else q.province_id end) order by s.step) from approval_route_steps s where s.route_id = r.id)
         = (select array_agg((s.step, s.role, s.at_unit_id) order by s.step) from request_steps s where s.request_id = q.id)
  ) then
    raise exception using errcode = 'check_violation', constraint = 'request_has_its_route', message = 'no such route';
  end if;
  return null;
end $$;
create constraint trigger check_steps after insert on request_steps deferrable initially deferred for each row execute function app.check_steps();

-- A request that somebody opens is about something of its own place that was submitted, and waits for its first step.
create function app.check_opening() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if app.person_id() is not null and not coalesce(
    (new.waiting_step, new.waiting_role, new.waiting_unit_id) = (select s.step, s.role, s.at_unit_id from request_steps s where s.request_id = new.id order by s.step limit 1)
    and exists (
      select from projects p where p.id = new.subject_id and (p.unit_id, p.province_id, 'project.' || p.kind, p.status) = (new.unit_id, new.province_id, new.subject, 'submitted')
      union all
      select from budget_decisions d where d.id = new.subject_id and (d.unit_id, d.province_id, 'budget.decision', d.status) = (new.unit_id, new.province_id, new.subject, 'submitted')), false)
  then
    raise exception using errcode = 'check_violation', constraint = 'request_has_its_route', message = 'no such route';
  end if;
  return null;
end $$;
create constraint trigger check_opening after insert on requests deferrable initially deferred for each row execute function app.check_opening();

-- It moves by its decisions alone, and what is decided stays; only who asked takes it back.
create function app.check_request_step() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  verdict text := (select d.verdict from request_decisions d where d.request_id = old.id and d.step = old.waiting_step);
  next request_steps;
begin
  if app.person_id() is null then return new; end if;
  if old.status <> 'open' then
    raise exception using errcode = 'check_violation', constraint = 'request_is_still_open', message = 'decided already';
  end if;
  select * into next from request_steps s where s.request_id = old.id and s.step > old.waiting_step order by s.step limit 1;
  if not coalesce(case new.status
    when 'open' then verdict = 'approve' and (new.waiting_step, new.waiting_role, new.waiting_unit_id) = (next.step, next.role, next.at_unit_id)
    when 'approved' then verdict = 'approve' and next.step is null
    when 'returned' then verdict = 'return'
    when 'rejected' then verdict = 'reject'
    when 'withdrawn' then old.requested_by = app.person_id()
  end, false) then
    raise exception using errcode = 'check_violation', constraint = 'request_follows_its_steps', message = 'no such step';
  end if;
  return new;
end $$;
create trigger check_request_step before update on requests for each row execute function app.check_request_step();

-- A project or decision that waits for approval is one that somebody was asked about.
create function app.check_asked() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if app.person_id() is not null and app.outcome_of(new.id) is null and not exists (select from requests q where q.subject_id = new.id and q.status = 'open') then
    raise exception using errcode = 'check_violation', constraint = 'submitted_means_asked', message = 'nobody was asked';
  end if;
  return null;
end $$;
create constraint trigger check_asked after update on projects deferrable initially deferred for each row
  when (new.status = 'submitted' and old.status <> 'submitted') execute function app.check_asked();
create constraint trigger check_asked after update on budget_decisions deferrable initially deferred for each row
  when (new.status = 'submitted' and old.status <> 'submitted') execute function app.check_asked();

/* Budget decisions */

create function app.check_budget_decision() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare mine boolean := old.created_by = app.person_id() and old.status in ('draft', 'returned');
begin
  if app.person_id() is null then return new; end if;
  if not coalesce(case
    when (new.title, new.folded, new.year, new.document_id, new.version) is distinct from (old.title, old.folded, old.year, old.document_id, old.version) then mine and new.status = old.status
    when new.status = old.status then new.posted_at is not distinct from old.posted_at
    when new.status = 'submitted' then mine
    when old.status <> 'submitted' then false
    when new.status = 'posted' then app.outcome_of(old.id) = 'approved'
    else app.outcome_of(old.id) = new.status
  end, false) then
    raise exception using errcode = 'check_violation', constraint = 'decision_follows_its_path', message = 'no such step';
  end if;
  return new;
end $$;
create trigger check_budget_decision before update on budget_decisions for each row execute function app.check_budget_decision();

create function app.check_budget_transfer() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if app.person_id() is not null and not exists (
    select from budget_decisions d where d.id = coalesce(new.decision_id, old.decision_id) and d.status in ('draft', 'returned') and d.created_by = app.person_id()
  ) then
    raise exception using errcode = 'check_violation', constraint = 'decision_follows_its_path', message = 'not editable';
  end if;
  return coalesce(new, old);
end $$;
create trigger check_budget_transfer before insert or delete on budget_transfers for each row execute function app.check_budget_transfer();

/* Visits and actions */

create function app.check_visit_writer() returns trigger
language plpgsql as $$
begin
  if app.person_id() is not null and old.inspector_id <> app.person_id() then
    raise exception using errcode = 'insufficient_privilege', message = 'somebody else''s visit';
  end if;
  return new;
end $$;
create trigger check_visit_writer before update on inspections for each row execute function app.check_visit_writer();

-- Who owes an answer answers, who inspects verifies or refuses, and what is verified stays.
create function app.check_action_step() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if app.person_id() is null then return new; end if;
  if old.verified_at is not null then
    raise exception using errcode = 'check_violation', constraint = 'verified_action_stays', message = 'verified already';
  end if;
  if not (case
    when new.verified_at is not null or new.answered_at is null then
      (new.answer is null or new.answer = old.answer) and app.reaches('findings.verify', old.unit_id, old.province_id)
    else old.answered_at is null and exists (select from units u where u.id = old.owner_unit_id and app.reaches('actions.answer', u.id, u.province_id))
  end) then
    raise exception using errcode = 'insufficient_privilege', message = 'somebody else''s turn';
  end if;
  return new;
end $$;
create trigger check_action_step before update on corrective_actions for each row execute function app.check_action_step();
