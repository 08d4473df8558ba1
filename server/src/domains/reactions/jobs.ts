import { sql } from 'kysely';
import { subscribe } from '../../kernel/events.ts';
import { personErased } from '../people/index.ts';

/** An erased person's likes and saves, counted back on what they were given to. */
const eraseReactions = subscribe(personErased, 'reactions.erase', async ({ db }, { personId }) => {
  await sql`
    with gone as (
      delete from reactions where person_id = ${personId} returning kind, subject_id, name)
    insert into counter_deltas (kind, id, name, delta)
    select kind, subject_id, case name when 'like' then 'likes' else 'saves' end, -1 from gone`.execute(db);
});

export const subscriptions = [eraseReactions];
