import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { uuidv7 } from '../server/src/kernel/ids.ts';
import { STANDARD, worldFolder, type Reader } from './lib/world.ts';
import { load } from './lib/load.ts';
import { measured, table } from './lib/report.ts';
import { onStage, printLimits, settled } from './lib/stage.ts';
import type pg from 'pg';

// Notes with a picture that is ready, and text cards (accepted at once, their pictures rendered by jobs).
// npm run bench -- create

const SECONDS = 60;
/** How long the drawing of cards is watched once nothing else is asked for. */
const WATCHED_MS = 20_000;
const TEXT = 'Snow again, so the stall opens late. 雪又下了，摊子晚点开。 #早市 #snow';

await onStage({ people: 18_000 }, async ({ server, pool, readers }) => {
  const newest = await newestNote(pool);
  const pictures = await readyPictures(pool, readers, SECONDS * 900);
  const post = (reader: Reader, body: object) => ({
    method: 'POST' as const,
    path: '/api/v1/notes',
    headers: { cookie: reader.cookie },
    body: JSON.stringify(body),
  });
  let turn = 0;
  const photo = () => {
    const { reader, media } = pictures[turn++ % pictures.length]!;
    return post(reader, {
      title: `A picture ${turn}`,
      body: TEXT,
      language: 'en',
      media: [media],
      channel: 'food',
    });
  };
  const photos = await measured('note with a ready picture', server, () =>
    load({ url: server.url, seconds: SECONDS, next: photo }),
  );
  const photoJobs = await settled(pool);
  const text = () =>
    post(readers[(turn++ * 7) % readers.length]!, { title: `A card ${turn}`, body: TEXT, language: 'en' });
  const cards = await measured('text card accepted', server, () =>
    load({ url: server.url, seconds: SECONDS, next: text }),
  );
  const meanwhile = cards.answers - (await waitingCards(pool));
  const from = { at: performance.now(), wait: await waitingCards(pool) };
  await until(async () => performance.now() - from.at > WATCHED_MS || (await waitingCards(pool)) === 0);
  const left = await waitingCards(pool);
  const after = (from.wait - left) / ((performance.now() - from.at) / 1000);
  table([
    { ...photos, floor: 300 },
    { ...cards, floor: 300 },
  ]);
  console.log(`jobs of the notes were done ${photoJobs.toFixed(1)} s after the last one`);
  console.log(
    `text cards drawn: ${(meanwhile / SECONDS).toFixed(1)}/s while as many are accepted as can be, ${after.toFixed(1)}/s after that; ${left} wait\n`,
  );
  await printLimits(pool, photos);
  await pool.query(`delete from graphile_worker._private_jobs`);
  await takeAway(pool, newest);
});
// What the feed learnt of them goes too: it learns its log anew at the next start.
rmSync(join(worldFolder(STANDARD), 'feed'), { recursive: true, force: true });

async function newestNote(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select max(id) as id from notes');
  return rows[0]!.id;
}

/** Notes made here go, so that the next bench measures the pages it always measured. */
async function takeAway(pool: pg.Pool, newest: string): Promise<void> {
  await pool.query(`delete from search_documents where kind = 'note' and id > $1`, [newest]);
  await pool.query('delete from notes where id > $1', [newest]);
  await pool.query('delete from feed_notes where note_id > $1', [newest]);
  await pool.query('vacuum analyze notes, search_documents, note_topics');
}

async function waitingCards(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ left: number }>(
    `select count(*)::int as left from graphile_worker.jobs where task_identifier = 'notes.render-card'`,
  );
  return rows[0]!.left;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Pictures as an upload leaves them, one for every note to come: rows that share the files of the world's pictures. */
async function readyPictures(
  database: pg.Pool,
  readers: readonly Reader[],
  count: number,
): Promise<{ reader: Reader; media: string }[]> {
  const made = Array.from({ length: count }, (_, index) => ({
    reader: readers[index % readers.length]!,
    media: uuidv7(),
  }));
  await database.query(
    `insert into media (id, owner_id, mime, width, height, thumbhash, cover, picture, bytes)
     select n.id, n.owner, m.mime, m.width, m.height, m.thumbhash, m.cover, m.picture, m.bytes
     from unnest($1::uuid[], $2::bigint[]) as n(id, owner), (select * from media limit 1) m`,
    [made.map(({ media }) => media), made.map(({ reader }) => reader.id)],
  );
  return made;
}
