-- Requests and who decides them (design.md D5).

call app.guard('requests', 'requests.read', 'requests.read', 'requests.read');
-- Asking is a matter of the subject's own permission; the row must name the person who asks.
create policy asks_in_own_name on requests as restrictive for insert to terrace_app
  with check (requested_by = (select app.person_id()) and status = 'open' and decided_at is null);
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

create index requests_search on requests using gin (folded gin_trgm_ops);
-- Past the policies for the sake of the index, so it asks for the reach itself.
create function app.requests_like(pattern text, most integer) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select id from requests
   where folded like pattern
     and ((select app.everywhere('requests.read')) or province_id = any ((select app.provinces('requests.read'))::uuid[]) or unit_id = any ((select app.units('requests.read'))::uuid[]))
   limit most
$$;

-- Who could decide a step: the names behind "waiting for whom". Nearest first.
create function app.holders(held_role text, at_unit uuid, on_date date) returns table (person_id uuid, name text, office text, rank integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select distinct on (l.rank, p.name, p.id) p.id, p.name, p.office, l.rank
    from unit_reach x
    join role_assignments a on a.unit_id = x.ancestor_id and a.role = held_role
     and a.valid_from <= on_date and (a.valid_to is null or a.valid_to > on_date)
    join people p on p.id = a.person_id and p.disabled_at is null
    join units u on u.id = a.unit_id join levels l on l.code = u.level_code
   where x.unit_id = at_unit
   order by l.rank desc, p.name, p.id
$$;

-- How the last request about something ended; null while it is open, or when nobody was asked.
create function app.outcome_of(subject uuid) returns text
language sql stable
as $$
  select case
    when q.status = 'approved' and exists (select from request_steps s where s.request_id = q.id) and not exists (
      select from request_steps s where s.request_id = q.id and not exists (
        select from request_decisions d where d.request_id = q.id and d.step = s.step and d.verdict = 'approve')) then 'approved'
    -- What was taken back lies with its maker like what was returned.
    when q.status in ('returned', 'withdrawn') then 'returned'
    when q.status = 'rejected' then 'rejected'
  end
  from requests q where q.subject_id = outcome_of.subject order by q.requested_at desc, q.id desc limit 1
$$;
