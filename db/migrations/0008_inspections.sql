-- Inspections and findings (design.md D9).

call app.guard('inspections', 'inspections.read', 'inspections.plan', 'inspections.plan');
grant update (planned_on, visited_on, reason, conclusion, concluded_at, cancelled_at) on inspections to terrace_app;
call app.guard('findings', 'inspections.read', 'findings.record', 'findings.verify');
grant update (closed_at, closed_by) on findings to terrace_app;
call app.guard('finding_files', 'inspections.read', 'findings.record');
call app.guard('finding_withdrawals', 'inspections.read', 'findings.verify');
call app.guard('finding_releases', 'inspections.read', 'findings.release');
call app.guard('corrective_actions', 'inspections.read', 'findings.record', 'findings.verify');
grant update (answer, answered_by, answered_at, verified_by, verified_at, refusal) on corrective_actions to terrace_app;
create policy answers on corrective_actions for update to terrace_app
  using ((select app.everywhere('actions.answer')) or province_id = any ((select app.provinces('actions.answer'))::uuid[]) or unit_id = any ((select app.units('actions.answer'))::uuid[]));
call app.guard('action_files', 'inspections.read', 'actions.answer');

-- Invariant 30: nobody inspects a unit they belong to, or belonged to in the last year, or a project they decided on.
create function app.check_inspector() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if exists (
    select from role_assignments a
     where a.person_id = new.inspector_id and a.role not in ('inspector', 'auditor')
       and (a.valid_to is null or a.valid_to > current_date - 365)
       and exists (select from unit_reach r where (r.ancestor_id, r.unit_id) in ((a.unit_id, new.unit_id), (new.unit_id, a.unit_id)))
  ) or exists (
    select from role_assignments a where a.person_id = new.inspector_id and a.unit_id = new.unit_id
       and (a.valid_to is null or a.valid_to > current_date - 365)
  ) or exists (
    select from request_decisions d join requests q on q.id = d.request_id
     where d.decided_by = new.inspector_id and q.subject_id = new.project_id
  ) or exists (select from projects p where p.id = new.project_id and p.created_by = new.inspector_id)
  then
    raise exception using errcode = 'check_violation', constraint = 'inspector_is_independent', message = 'inspector is not independent';
  end if;
  return new;
end $$;
create trigger check_inspector before insert or update of inspector_id on inspections for each row execute function app.check_inspector();

-- Whoever works on a finding queues on its row, also who may not change the row itself; parents before children.
create function app.lock_finding(finding uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform from findings f where f.id = lock_finding.finding and app.reaches('inspections.read', f.unit_id, f.province_id) for update;
end $$;

-- A finding closes when every action is verified, and not by whoever answered one.
create function app.check_closure() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if old.closed_at is not null or new.closed_at is null or exists (select from finding_withdrawals where finding_id = new.id) then
    raise exception using errcode = 'check_violation', constraint = 'finding_closes_once', message = 'closed already';
  end if;
  -- Locked, or an action asked for meanwhile would be overlooked.
  perform from corrective_actions where finding_id = new.id order by id for update;
  if exists (select from corrective_actions where finding_id = new.id and verified_at is null) then
    raise exception using errcode = 'check_violation', constraint = 'finding_closes_when_actions_are_verified', message = 'unverified actions';
  end if;
  if exists (select from corrective_actions where finding_id = new.id and answered_by = new.closed_by) then
    raise exception using errcode = 'check_violation', constraint = 'doer_never_closes', message = 'closer did the work';
  end if;
  return new;
end $$;
create trigger check_closure before update of closed_at, closed_by on findings for each row execute function app.check_closure();

-- A finding is closed or withdrawn for good: nothing is asked for or written on it afterwards.
create function app.check_finding_open() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform from findings where id = new.finding_id for update;
  if exists (select from findings where id = new.finding_id and closed_at is not null)
     or exists (select from finding_withdrawals where finding_id = new.finding_id) then
    raise exception using errcode = 'check_violation', constraint = 'closed_finding_takes_nothing_more', message = 'finding is closed';
  end if;
  return new;
end $$;
create trigger check_finding_open before insert on corrective_actions for each row execute function app.check_finding_open();
create trigger check_finding_open before insert on finding_withdrawals for each row execute function app.check_finding_open();
create trigger check_finding_open before insert on finding_releases for each row execute function app.check_finding_open();
create trigger check_finding_still_open before update on corrective_actions for each row
  execute function app.check_finding_open();

-- What is seen belongs to a visit that runs. History that the owner loads is not a person's.
create function app.check_visit_runs() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform from inspections where id = new.inspection_id for share;
  if app.person_id() is not null and not exists (select from inspections where id = new.inspection_id and inspector_id = new.recorded_by) then
    raise exception using errcode = 'insufficient_privilege', message = 'not the inspector of the visit';
  end if;
  if app.person_id() is not null
     and exists (select from inspections where id = new.inspection_id and (concluded_at is not null or cancelled_at is not null)) then
    raise exception using errcode = 'check_violation', constraint = 'inspection_still_runs', message = 'inspection is over';
  end if;
  return new;
end $$;
create trigger check_visit_runs before insert on findings for each row execute function app.check_visit_runs();

-- A visit ends once; concluded when everything that must be put right was asked for, cancelled only with nothing found.
create function app.check_inspection_end() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if old.concluded_at is not null or old.cancelled_at is not null then
    raise exception using errcode = 'check_violation', constraint = 'inspection_still_runs', message = 'inspection is over';
  end if;
  if new.concluded_at is not null and exists (
    select from findings f where f.inspection_id = new.id and f.severity <> 'minor'
       and not exists (select from finding_withdrawals w where w.finding_id = f.id)
       and not exists (select from corrective_actions a where a.finding_id = f.id)
  ) then
    raise exception using errcode = 'check_violation', constraint = 'conclusion_follows_corrective_actions', message = 'actions missing';
  end if;
  if new.cancelled_at is not null and exists (
    select from findings f where f.inspection_id = new.id and not exists (select from finding_withdrawals w where w.finding_id = f.id)
  ) then
    raise exception using errcode = 'check_violation', constraint = 'cancelled_inspection_found_nothing', message = 'findings stand';
  end if;
  return new;
end $$;
create trigger check_inspection_end before update of concluded_at, cancelled_at on inspections for each row
  execute function app.check_inspection_end();

-- Evidence is read by whoever reads what it shows, wherever the photographer belongs.
create policy finding_photos on files for select to terrace_app
  using (exists (select from finding_files x where x.file_id = files.id));
create policy action_evidence on files for select to terrace_app
  using (exists (select from action_files x where x.file_id = files.id));

create trigger written_once before delete on findings for each row execute function app.refuse_change();
create trigger written_once before update or delete on finding_withdrawals for each row execute function app.refuse_change();
create trigger written_once before update or delete on finding_releases for each row execute function app.refuse_change();

create sequence inspection_numbers;
create sequence finding_numbers;
create sequence household_numbers;
grant usage on sequence inspection_numbers, finding_numbers, household_numbers to terrace_app;
