-- Requests and who decides them (design.md D5).

call app.guard('requests', 'requests.read', 'requests.read', 'requests.read');
-- Asking is a matter of the subject's own permission; the row must name the person who asks.
create policy asks_in_own_name on requests as restrictive for insert to terrace_app with check (requested_by = (select app.person_id()));
grant update (status, waiting_step, waiting_role, waiting_unit_id, waiting_since, due_on, decided_at) on requests to terrace_app;
call app.guard('request_steps', 'requests.read', 'requests.read');
call app.guard('request_decisions', 'requests.read', 'requests.decide');

-- The decision is by the person signed in, on the step that waits, in the role that the step asks for.
create function app.check_decision() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  asked requests;
  waiting request_steps;
begin
  select * into asked from requests where id = new.request_id for update;
  if asked.status <> 'open' or asked.waiting_step <> new.step then
    raise exception using errcode = 'check_violation', constraint = 'request_is_still_open', message = 'decided already';
  end if;
  if app.person_id() is not null and new.decided_by <> app.person_id() then
    raise exception using errcode = 'check_violation', constraint = 'decision_is_in_own_name', message = 'own name';
  end if;
  select * into waiting from request_steps where request_id = new.request_id and step = new.step;
  if not exists (
    select from role_assignments a join unit_reach r on r.ancestor_id = a.unit_id and r.unit_id = waiting.at_unit_id
     where a.person_id = new.decided_by and a.role = waiting.role
       and a.valid_from <= new.decided_at::date and (a.valid_to is null or a.valid_to > new.decided_at::date)
  ) then
    raise exception using errcode = 'check_violation', constraint = 'decision_is_in_the_role_of_the_step', message = 'wrong role';
  end if;
  return new;
end $$;
create trigger check_decision before insert on request_decisions for each row execute function app.check_decision();

create sequence request_numbers;
grant usage on sequence request_numbers to terrace_app;
