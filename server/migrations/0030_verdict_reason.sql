-- outside a transaction
-- Whoever's thing was taken down reads beside it why: the rule that was named, else what it was reported for.
alter table verdicts add column if not exists reason text;
-- in batches
update verdicts v set reason = told.reason
from (
  select taken.id, r.reason
  from verdicts taken, lateral (
    select reason from reports
    where kind = taken.kind and subject_id::text = taken.subject_id and state = 'removed' and reason is not null
    order by created_at, id limit 1) r
  where taken.effect = 'remove' and taken.reason is null limit 1000) told
where v.id = told.id;
