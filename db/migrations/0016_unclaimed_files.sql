-- Which of these files no row names: asked by the sweeper, past the policies, and answered without a word about any file.
create function app.unclaimed_files(asked uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select a.id from unnest(asked) a(id) where not exists (select from files f where f.id = a.id)
$$;
revoke execute on function app.unclaimed_files(uuid[]) from public;
grant execute on function app.unclaimed_files(uuid[]) to terrace_app;
