import { sql } from 'kysely';
import { subscribe } from '../../kernel/events.ts';
import { personErased } from '../people/index.ts';

/** What an erased person said is gone; the places stay, so that answers keep their thread. */
const eraseWords = subscribe(personErased, 'comments.erase', async ({ db }, { personId }) => {
  await sql`
    with gone as (
      update comments set body = '', facets = '[]', removed_at = coalesce(removed_at, now()),
        removed_by = coalesce(removed_by, 'author'), pinned_at = null
      where author_id = ${personId} and body <> ''
      returning note_id, parent_id, removed_at = now() as now_removed)
    insert into counter_deltas (kind, id, name, delta)
    select 'note', note_id, 'comments', -1 from gone where now_removed
    union all select 'comment', parent_id, 'replies', -1 from gone where now_removed and parent_id is not null`.execute(
    db,
  );
});

export const subscriptions = [eraseWords];
