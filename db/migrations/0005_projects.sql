-- Projects and what hangs on them.

call app.guard('projects', 'projects.read', 'projects.write', 'projects.write');
-- A project begins as a draft without money; what it comes to is kept by triggers.
revoke insert on projects from terrace_app;
grant insert (id, unit_id, province_id, kind, code, name, folded, line_id, year, planned_start, planned_end, place_names, benefit, decision_document_id, created_by, created_at) on projects to terrace_app;
grant update (name, folded, line_id, year, status, planned_start, planned_end, started_on, completed_on, place_names, benefit, decision_document_id, version, binned_at) on projects to terrace_app;
-- The decision on a request is applied by who decides it, not by who wrote the project.
create policy decided on projects for update to terrace_app
  using ((select app.everywhere('requests.decide')) or province_id = any ((select app.provinces('requests.decide'))::uuid[]) or unit_id = any ((select app.units('requests.decide'))::uuid[]));

call app.guard('livelihood_details', 'projects.read', 'projects.write', 'projects.write');
grant update (type, form, organisation, product, counterpart_amount, counterpart_note, expected_income, expected_jobs) on livelihood_details to terrace_app;
call app.guard('housing_details', 'projects.read', 'projects.write', 'projects.write');
grant update (household_id, work_kind, bad_foundation, bad_frame, bad_roof, area_before, design_area, decision_on, norm_id, norm_amount, own_amount,
  hard_foundation, hard_frame, hard_roof, area_after, signature_file_id, signed_on) on housing_details to terrace_app;
call app.guard('infrastructure_details', 'projects.read', 'projects.write', 'projects.write');
grant update (sector, start_point, end_point, investor, contractor, households_served, accepted_on, acceptance_document_id, handed_over_on, handover_document_id, in_operation_on) on infrastructure_details to terrace_app;
call app.guard('project_places', 'projects.read', 'projects.write', null, 'projects.write');
call app.guard('project_sources', 'projects.read', 'projects.write', null, 'projects.write');
call app.guard('project_quantities', 'projects.read', 'projects.write', null, 'projects.write');
call app.guard('milestones', 'projects.read', 'projects.write', 'projects.report', 'projects.write');
grant update (actual_on) on milestones to terrace_app;
call app.guard('progress_reports', 'projects.read', 'projects.report');
call app.guard('participations', 'projects.read', 'projects.write', 'projects.write', 'projects.write');
grant update (left_on) on participations to terrace_app;
call app.guard('project_inputs', 'projects.read', 'projects.write', null, 'projects.write');
call app.guard('housing_stage_reports', 'projects.read', 'projects.report');
call app.guard('project_files', 'projects.read', 'projects.write');
call app.guard('project_documents', 'projects.read', 'projects.write', null, 'projects.write');
call app.guard('project_versions', 'projects.read', 'projects.submit');
grant update (approved_at) on project_versions to terrace_app;
create policy decided on project_versions for update to terrace_app
  using ((select app.everywhere('requests.decide')) or province_id = any ((select app.provinces('requests.decide'))::uuid[]) or unit_id = any ((select app.units('requests.decide'))::uuid[]));
call app.guard('project_totals', 'dashboard.read');
grant select on project_paths to terrace_app;

-- A project's total is the sum of its sources (invariant 9).
create function app.keep_project_total() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update projects p set total_amount = coalesce((select sum(amount) from project_sources s where s.project_id = p.id), 0)
   where p.id in (select project_id from changed);
  return null;
end $$;
create trigger keep_project_total_added after insert on project_sources
  referencing new table as changed for each statement execute function app.keep_project_total();
create trigger keep_project_total_removed after delete on project_sources
  referencing old table as changed for each statement execute function app.keep_project_total();

-- Statuses move only along the path of the kind, and a house is complete only when it stands as
-- the norm says: three hards, 30 m² when new, four stages with photos, the household's signature (domain.md 4.2).
create function app.check_project_status() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare house housing_details;
begin
  if new.status <> old.status then
    if not exists (select from project_paths x where x.kind = new.kind and x.from_status = old.status and x.to_status = new.status) then
      raise exception using errcode = 'check_violation', constraint = 'project_follows_the_path_of_its_kind', message = 'no such step';
    end if;
    -- What is decided follows the last request, by whoever decides; what is done, by whoever writes the project.
    -- Scenes set by the owner have no person.
    if app.person_id() is not null then
      if new.status in ('approved', 'returned', 'rejected') then
        if app.outcome_of(new.id) is distinct from new.status then
          raise exception using errcode = 'check_violation', constraint = 'approved_project_was_decided_on', message = 'no decision';
        end if;
      elsif not app.reaches('projects.write', old.unit_id, old.province_id) then
        raise exception using errcode = 'insufficient_privilege', message = 'not the writer';
      end if;
    end if;
    if new.kind = 'housing' and new.status = 'completed' then
      select * into house from housing_details where project_id = new.id;
      if not (house.hard_foundation and house.hard_frame and house.hard_roof) then
        raise exception using errcode = 'check_violation', constraint = 'completed_house_has_three_hards', message = 'three hards';
      end if;
      if house.work_kind = 'new' and coalesce(house.area_after, 0) < 30 then
        raise exception using errcode = 'check_violation', constraint = 'completed_new_house_has_30_m2', message = 'area';
      end if;
      if house.signature_file_id is null or house.signed_on is null then
        raise exception using errcode = 'check_violation', constraint = 'completed_house_is_signed_for', message = 'signature';
      end if;
      if (select count(*) from housing_stage_reports r where r.project_id = new.id) < 4 then
        raise exception using errcode = 'check_violation', constraint = 'completed_house_has_all_stages', message = 'stages';
      end if;
    end if;
    if new.kind = 'infrastructure' and new.status = 'completed'
       and not exists (select from infrastructure_details d where d.project_id = new.id and d.accepted_on is not null) then
      raise exception using errcode = 'check_violation', constraint = 'completed_work_is_accepted', message = 'acceptance';
    end if;
    if new.kind = 'infrastructure' and new.status = 'in_operation'
       and not exists (select from infrastructure_details d where d.project_id = new.id and d.handed_over_on is not null) then
      raise exception using errcode = 'check_violation', constraint = 'operating_work_is_handed_over', message = 'handover';
    end if;
  end if;
  return new;
end $$;
create trigger check_project_status before update of status on projects for each row execute function app.check_project_status();

-- What was submitted or approved changes only by a new version (D6): the content is a draft's, or of what was returned.
create function app.refuse_content_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare project uuid := case when tg_table_name = 'projects' then to_jsonb(old) ->> 'id' else coalesce(to_jsonb(new), to_jsonb(old)) ->> 'project_id' end;
begin
  if app.person_id() is not null and exists (select from projects p where p.id = project and p.status not in ('draft', 'returned')) then
    raise exception using errcode = 'check_violation', constraint = 'submitted_content_stays', message = 'submitted content stays';
  end if;
  -- Whoever decides on a project may change its row, but not what it says.
  if tg_table_name = 'projects' and app.person_id() is not null and not app.reaches('projects.write', (to_jsonb(old) ->> 'unit_id')::uuid, (to_jsonb(old) ->> 'province_id')::uuid) then
    raise exception using errcode = 'insufficient_privilege', message = 'not the writer';
  end if;
  return coalesce(new, old);
end $$;
create trigger submitted_content_stays before update of name, line_id, year, planned_start, planned_end, place_names, benefit, decision_document_id on projects
  for each row execute function app.refuse_content_change();
create trigger submitted_content_stays before insert or delete or update of type, form, organisation, product, counterpart_amount, counterpart_note, expected_income, expected_jobs on livelihood_details
  for each row execute function app.refuse_content_change();
create trigger submitted_content_stays before insert or delete or update of household_id, work_kind, bad_foundation, bad_frame, bad_roof, area_before, design_area, decision_on, norm_id, norm_amount, own_amount on housing_details
  for each row execute function app.refuse_content_change();
create trigger submitted_content_stays before insert or delete or update of sector, start_point, end_point, investor, contractor, households_served on infrastructure_details
  for each row execute function app.refuse_content_change();
create trigger submitted_content_stays before insert or delete on project_places for each row execute function app.refuse_content_change();
create trigger submitted_content_stays before insert or delete on project_sources for each row execute function app.refuse_content_change();
create trigger submitted_content_stays before insert or delete on project_quantities for each row execute function app.refuse_content_change();
create trigger submitted_content_stays before insert or delete on project_inputs for each row execute function app.refuse_content_change();
create trigger submitted_content_stays before insert or delete on participations for each row execute function app.refuse_content_change();
create trigger submitted_content_stays before insert or delete on milestones for each row execute function app.refuse_content_change();

-- Invariant 24: reported progress never falls without a correction that says why.
create function app.check_progress() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not new.correction and new.progress < (select progress from projects where id = new.project_id for update) then
    raise exception using errcode = 'check_violation', constraint = 'progress_never_falls_without_correction', message = 'progress falls';
  end if;
  update projects set progress = new.progress where id = new.project_id;
  return new;
end $$;
create trigger check_progress before insert on progress_reports for each row execute function app.check_progress();

create function app.keep_project_totals() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into project_totals (unit_id, province_id, year, kind, status, count)
    select unit_id, province_id, year, kind, status, count(*) from added where binned_at is null group by 1, 2, 3, 4, 5
    on conflict (province_id, unit_id, year, kind, status) do update set count = project_totals.count + excluded.count;
  else
    insert into project_totals (unit_id, province_id, year, kind, status, count)
    select unit_id, province_id, year, kind, status, sum(n) from (
      select unit_id, province_id, year, kind, status, 1 as n from added where binned_at is null
      union all
      select unit_id, province_id, year, kind, status, -1 from removed where binned_at is null
    ) moved group by 1, 2, 3, 4, 5 having sum(n) <> 0
    on conflict (province_id, unit_id, year, kind, status) do update set count = project_totals.count + excluded.count;
  end if;
  return null;
end $$;
create trigger keep_project_totals_added after insert on projects
  referencing new table as added for each statement execute function app.keep_project_totals();
create trigger keep_project_totals_changed after update on projects
  referencing new table as added old table as removed for each statement execute function app.keep_project_totals();

create index projects_search on projects using gin (folded gin_trgm_ops);
-- Past the policies for the sake of the index, so it asks for the reach itself: `most` is then of rows that the person may see.
create function app.projects_like(pattern text, most integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select id from projects
   where folded like pattern
     and ((select app.everywhere('projects.read')) or province_id = any ((select app.provinces('projects.read'))::uuid[]) or unit_id = any ((select app.units('projects.read'))::uuid[]))
   limit most
$$;

create sequence project_numbers;
grant usage on sequence project_numbers to terrace_app;
