-- All households that ever lay in a unit, ended ones too: what past review rounds are counted from.
create index households_ever_by_unit on households (unit_id) include (id, province_id, village_id);
