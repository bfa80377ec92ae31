-- The maker is never the approver of the same record (domain.md, invariant 42), also where somebody else sent it off:
-- who registered a project, became a leader since, and finds it in the inbox has a stake in it like who asked.

alter table requests add column made_by uuid constraint requests_made_by_people_id_fk references people (id);
update requests q set made_by = coalesce(
  (select p.created_by from projects p where p.id = q.subject_id), (select d.created_by from budget_decisions d where d.id = q.subject_id));

create function app.note_maker() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  new.made_by := coalesce(
    (select p.created_by from projects p where p.id = new.subject_id), (select d.created_by from budget_decisions d where d.id = new.subject_id));
  return new;
end $$;
create trigger note_maker before insert on requests for each row execute function app.note_maker();

create function app.refuse_makers() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if exists (select from requests q where q.id = new.request_id and q.made_by = new.decided_by) then
    raise exception using errcode = 'check_violation', constraint = 'requester_never_decides', message = 'requester_never_decides: the maker decides';
  end if;
  return new;
end $$;
create trigger refuse_makers before insert on request_decisions for each row execute function app.refuse_makers();
