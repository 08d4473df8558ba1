import { MOST_STEPS } from '@jujube/contract';
import { sql } from 'kysely';
import { subscribe } from '../../../kernel/events.ts';
import { personErased } from '../../people/index.ts';
import { topicMerged } from '../../topics/index.ts';

export const subscriptions = [
  subscribe(personErased, 'feed.erase-wishes', async ({ db }, { personId }) => {
    await db.deleteFrom('feed_wishes').where('person_id', '=', personId).execute();
    await db.deleteFrom('feed_settings').where('person_id', '=', personId).execute();
  }),
  // What was asked of either topic is asked of the one that is left. Run twice, it finds nothing to move.
  subscribe(topicMerged, 'feed.topic-merged', async ({ db }, { fromId, intoId }) => {
    await sql`
      with gone as (delete from feed_wishes where kind = 'topic' and key = ${fromId} returning person_id, value)
      insert into feed_wishes as w (person_id, kind, key, value) select person_id, 'topic', ${intoId}, value from gone
      on conflict (person_id, kind, key) do update set value =
        case when w.value + excluded.value = 0 then w.value
          else greatest(${-MOST_STEPS}::int, least(${MOST_STEPS}::int, w.value + excluded.value)) end`.execute(
      db,
    );
  }),
];
