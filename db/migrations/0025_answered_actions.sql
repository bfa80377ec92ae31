-- What was answered and waits to be verified is little of all that was ever asked for.
create index corrective_actions_answered on corrective_actions (province_id, unit_id) where verified_at is null and answered_at is not null;
