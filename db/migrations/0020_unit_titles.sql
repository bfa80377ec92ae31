-- How each type of unit is said with its name, a pattern per language: "Xã {name}", "{name} commune".
-- The bare prefix stays, for it is what people type before a name.
alter table unit_types add column title jsonb;

update unit_types t
   set title = jsonb_build_object('vi', (t.prefix ->> 'vi') || ' {name}', 'id', (t.prefix ->> 'id') || ' {name}',
         'en', case l.rank when 0 then '{name}' else '{name} ' || lower(t.prefix ->> 'en') end)
  from levels l where l.code = t.level_code;

alter table unit_types alter column title set not null;
alter table unit_types add constraint unit_type_title_has_name check (
  title ->> 'vi' like '%{name}%' and title ->> 'id' like '%{name}%' and title ->> 'en' like '%{name}%');

-- The name as it is written, in the language of whoever reads in this transaction; Vietnamese where nobody said.
create function app.titled(title jsonb, name text) returns text
language sql stable parallel safe
as $$ select replace(title ->> coalesce(nullif(current_setting('app.tongue', true), ''), 'vi'), '{name}', name) $$;

-- The same inside a sentence: the word before a name is small, a name that comes first is not.
create function app.titled_within(title jsonb, name text) returns text
language sql stable parallel safe
as $$ select case when app.titled(title, '') like ' %' then app.titled(title, name)
                  else lower(left(app.titled(title, name), 1)) || substr(app.titled(title, name), 2) end $$;

grant execute on function app.titled(jsonb, text), app.titled_within(jsonb, text) to terrace_app;
