import { sql } from 'kysely';
import { subscribe, task } from '../../kernel/events.ts';
import { personErased } from '../people/index.ts';
import { reconsiderTerms } from './commands.ts';

export const tasks = [task('glossary.reconsider', (ctx) => reconsiderTerms(ctx))];
export const crontab = '7,22,37,52 * * * * glossary.reconsider';

/** Words that somebody erased proposed stay, under nobody's name; what still waits is gone, and their votes. */
export const subscriptions = [
  subscribe(personErased, 'glossary.erase', async ({ db }, { personId }) => {
    await sql`delete from term_votes where person_id = ${personId}`.execute(db);
    await sql`delete from terms where giver_id = ${personId} and state <> 'accepted'`.execute(db);
    await sql`update terms set giver_id = null where giver_id = ${personId}`.execute(db);
  }),
];
