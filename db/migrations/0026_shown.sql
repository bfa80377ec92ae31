-- Who saw a household also among others: readings of many name those they showed.
create index audit_by_shown on audit_events using gin ((detail -> 'shown')) where detail ? 'shown';
