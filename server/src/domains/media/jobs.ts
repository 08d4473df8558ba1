import { given } from '../../kernel/ids.ts';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { subscribe, task } from '../../kernel/events.ts';
import { transact } from '../../kernel/transaction.ts';
import { sweep } from '../../providers/storage/sweep.ts';
import { dropAvatars, personErased } from '../people/index.ts';
import { PICTURES_KEPT_DAYS, takenDownBefore } from '../verdicts/index.ts';
import { releaseMedia } from './commands.ts';
import { eraseVersions, want } from '../translation/index.ts';
import { mediaRemoved, pictureSaid } from './events.ts';
import { tidyUploads } from './files.ts';
import { knownFiles } from './queries.ts';
import { readWords } from './words.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;

/** Deletes the files of removed pictures, then what knew of them. */
async function deleteFiles(ctx: Context, { ids }: { ids: string[] }): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select f.name from media_files f where f.media_id = any(${given('uuid', ids)})
    union all select m.master from media m where m.id = any(${given('uuid', ids)}) and m.master is not null
    union all select m.original from media m where m.id = any(${given('uuid', ids)}) and m.original is not null`.execute(
    ctx.db,
  );
  await ctx.providers.storage.remove(rows.map((row) => row.name));
  await transact(ctx, async (tx) => {
    await sql`delete from media_files where media_id = any(${given('uuid', ids)})`.execute(tx.db);
    await sql`update media set master = null, original = null, original_bytes = null
      where id = any(${given('uuid', ids)})`.execute(tx.db);
  });
}

/** Pictures of what those who keep the rules took down: within thirty days they may think again, as an author may. */
async function releaseTakenDown(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - PICTURES_KEPT_DAYS * DAY);
  for (const kind of ['note', 'person'] as const) {
    const gone = await takenDownBefore(ctx, kind, before);
    const { rows } = await sql<{ id: string }>`select id from media where subject_kind = ${kind}
      and subject_id = any(${given('bigint', gone)}) and state = 'ready'`.execute(ctx.db);
    const ids = rows.map((row) => row.id);
    await transact(ctx, async (tx) => {
      await releaseMedia(tx, ids);
      if (kind === 'person') await dropAvatars(tx, ids);
    });
  }
}

/** Files as they came of an operator who keeps them no more: nothing points to them afterwards, and the sweeper takes them. */
async function forgetOriginals(ctx: Context): Promise<void> {
  if (ctx.config.keepOriginals) return;
  const { numAffectedRows } = await sql`
    update media set bytes = bytes - original_bytes, original = null, original_bytes = null
    where original is not null`.execute(ctx.db);
  if (numAffectedRows) ctx.log.info({ originals: Number(numAffectedRows) }, 'originals are kept no more');
}

/** Removes pictures that waited 30 days for a note, and files that nothing points to. */
export const sweepMedia = task('media.sweep', async (ctx: Context) => {
  const { rows } = await sql<{ id: string }>`select id from media
    where subject_kind is null and state = 'ready' and created_at < now() - interval '30 days' limit 1000`.execute(
    ctx.db,
  );
  await transact(ctx, (tx) =>
    releaseMedia(
      tx,
      rows.map((row) => row.id),
    ),
  );
  await releaseTakenDown(ctx);
  await forgetOriginals(ctx);
  const before = new Date(ctx.now().getTime() - HOUR);
  await ctx.providers.pictures.tidy(before);
  await tidyUploads(ctx.config, new Date(ctx.now().getTime() - DAY));
  const swept = await sweep({
    storage: ctx.providers.storage,
    known: (names) => knownFiles(ctx, names),
    before,
  });
  ctx.log.info({ ...swept, folder: join(ctx.config.dataDir, 'media') }, 'storage swept');
});

async function removeAllOf(ctx: Context, { personId }: { personId: string }): Promise<void> {
  const { rows } = await sql<{
    id: string;
  }>`select id from media where owner_id = ${personId} and state = 'ready'`.execute(ctx.db);
  await transact(ctx, (tx) =>
    releaseMedia(
      tx,
      rows.map((row) => row.id),
    ),
  );
}

/** Removes everything these people uploaded, bytes and rows, at once. */
export async function eraseMediaOf(ctx: Context, people: readonly string[]): Promise<void> {
  const { rows } = await sql<{
    id: string;
  }>`select id from media where owner_id = any(${given('bigint', people)})`.execute(ctx.db);
  const ids = rows.map((row) => row.id);
  await deleteFiles(ctx, { ids });
  await sql`delete from media where id = any(${given('uuid', ids)})`.execute(ctx.db);
}

export const subscriptions = [
  subscribe(mediaRemoved, 'media.delete-files', deleteFiles),
  subscribe(personErased, 'media.erase', removeAllOf),
  subscribe(pictureSaid, 'translation.picture', async (ctx, { ids }) => {
    for (const id of ids) await want(ctx, { kind: 'picture', id });
  }),
  subscribe(mediaRemoved, 'translation.picture-removed', (ctx, { ids }) =>
    transact(ctx, (tx) => eraseVersions(tx, { kind: 'picture', ids })),
  ),
];
export const tasks = [sweepMedia, readWords];
export const crontab = '41 3 * * * media.sweep';
