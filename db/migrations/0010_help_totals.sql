-- Households helped, counted once a year each, kept from the support record.

call app.guard('household_help_years', 'households.read');
call app.guard('help_totals', 'dashboard.read');

create function app.keep_help_years() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- A line that stopped being help takes its year along when nothing else was received in it.
  delete from household_help_years k
   using changed c
   where c.state <> 'received' and k.household_id = c.household_id and k.year = extract(year from c.on_date)
     and not exists (select from supports s where s.household_id = k.household_id and s.state = 'received' and extract(year from s.on_date) = k.year);
  insert into household_help_years (household_id, unit_id, province_id, year, class)
  select distinct on (s.household_id, extract(year from s.on_date)) s.household_id, s.unit_id, s.province_id, extract(year from s.on_date),
         coalesce((select p.class from household_class_periods p join standards x on x.id = p.standard_id
                    where p.household_id = s.household_id and x.province_id is null and daterange(p.valid_from, p.valid_to) @> s.on_date
                    order by p.valid_from desc limit 1), 'unclassified')
    from changed s where s.state = 'received'
   order by s.household_id, extract(year from s.on_date), s.on_date
  on conflict (household_id, year) do nothing;
  return null;
end $$;
create trigger keep_help_years_added after insert on supports
  referencing new table as changed for each statement execute function app.keep_help_years();
create trigger keep_help_years_changed after update on supports
  referencing new table as changed for each statement execute function app.keep_help_years();

create function app.keep_help_totals() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into help_totals (unit_id, province_id, year, class, count)
  select unit_id, province_id, year, class, case tg_op when 'INSERT' then count(*) else -count(*) end from changed group by 1, 2, 3, 4
  on conflict (province_id, unit_id, year, class) do update set count = help_totals.count + excluded.count;
  return null;
end $$;
create trigger keep_help_totals_added after insert on household_help_years
  referencing new table as changed for each statement execute function app.keep_help_totals();
create trigger keep_help_totals_removed after delete on household_help_years
  referencing old table as changed for each statement execute function app.keep_help_totals();
