-- What the tables stand on: extensions, the application's own schema, and its login.

create extension if not exists pg_trgm;
create extension if not exists btree_gist;

create schema if not exists app;

-- The application owns nothing and bypasses no policy. Its password is set at each migration run.
do $$
begin
  if not exists (select from pg_roles where rolname = 'terrace_app') then
    create role terrace_app login nosuperuser nocreatedb nocreaterole noinherit nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null; -- two databases of one cluster migrating at once
end $$;

grant usage on schema public, app to terrace_app;
revoke create on schema public from public;
