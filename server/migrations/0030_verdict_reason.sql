-- Whoever's thing was taken down reads beside it why: the rule that was named, else what it was reported for.
alter table verdicts add column reason text;
update verdicts v set reason = (
  select r.reason from reports r
  where r.kind = v.kind and r.subject_id::text = v.subject_id and r.state = 'removed' order by r.created_at, r.id limit 1)
where v.effect = 'remove';
