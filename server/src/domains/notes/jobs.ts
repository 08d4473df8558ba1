import { sql } from 'kysely';
import { subscribe, task } from '../../kernel/events.ts';
import { personClosed, personErased, personReturned } from '../people/index.ts';
import { topicMerged } from '../topics/index.ts';
import { renderCard } from './card-job.ts';
import { eraseNotesOf, eraseTrash } from './commands/remove.ts';
import { countTopics, moveLateNotes, moveTopic, recountTopicsOf } from './topic-counts.ts';

/** Notes that were in the trash for 30 days are erased, pictures included. */
const empty = task('notes.empty-trash', eraseTrash);

/** The feed hears of a note within seconds; a server may be off for a night. */
const DEVICE_HOURS = 48;

/** What notes were written from is kept here until the feed has it. */
const forgetDevices = task('notes.forget-devices', async ({ db }) => {
  await sql`delete from note_devices where at < now() - make_interval(hours => ${sql.lit(DEVICE_HOURS)})`.execute(
    db,
  );
});

export const subscriptions = [
  subscribe(topicMerged, 'notes.topic-merged', moveTopic),
  subscribe(personClosed, 'notes.author-away', recountTopicsOf),
  subscribe(personReturned, 'notes.author-back', recountTopicsOf),
  subscribe(personErased, 'notes.author-erased', eraseNotesOf),
  subscribe(personErased, 'notes.erase-drafts', async ({ db }, { personId }) => {
    await db.deleteFrom('drafts').where('author_id', '=', personId).execute();
  }),
];

export const tasks = [renderCard, countTopics, moveLateNotes, empty, forgetDevices];

export const crontab = '23 3 * * * notes.empty-trash\n41 * * * * notes.forget-devices';
