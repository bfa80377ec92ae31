-- What lists and dashboards add up is read from an index alone: a row of a place lies far from the next one in its table.
drop index projects_list;
create index projects_list on projects (province_id, kind, status, year, unit_id, binned_at);
create index project_totals_by_year on project_totals (province_id, year, unit_id, kind, status, count);
create index help_totals_by_year on help_totals (province_id, year, unit_id, class, count);
create index budget_totals_by_year on budget_totals (province_id, year, unit_id, source_code, received, allocated_down, committed, paid);
drop index findings_open;
create index findings_open on findings (province_id, unit_id, recorded_at, severity, id) where closed_at is null;
