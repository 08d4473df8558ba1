import assert from 'node:assert/strict';
import type { Card } from '@jujube/contract';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { load, type Connection, type Measured } from './lib/load.ts';
import { measured, table } from './lib/report.ts';
import { onStage, printLimits } from './lib/stage.ts';
import { STANDARD, type Reader } from './lib/world.ts';

// Explore pages of 30 cards for distinct readers, who walk pages 1 to 3; and how the cost grows with the world.
// npm run bench -- home [--seconds 20] [--notes 20000]

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    notes: { type: 'string', default: String(STANDARD.notes) },
  },
});
const seconds = Number(values.seconds);
const PATH = '/api/v1/feed/explore?limit=30';

await onStage({ people: 1500, notes: Number(values.notes) }, async ({ server, pool, readers }) => {
  const { url } = server;
  await load({ url, seconds: 5, next: walker(readers) });
  const signedIn = await measured('explore, signed in', server, () =>
    load({ url, seconds, next: walker(readers) }),
  );
  const visitors = await measured('explore, visitors', server, () =>
    load({ url, seconds: seconds / 2, next: walker(null) }),
  );
  const first = await measured('first pages only, signed in', server, () =>
    load({ url, seconds: seconds / 2, next: firstPages(readers) }),
  );
  table([{ ...signedIn, floor: 1000 }, visitors, first]);
  const checked = await check(pool, { readers, samples: signedIn.samples });
  console.log(
    `${checked} answers checked by SQL: 30 different cards, right counters, own marks, nobody blocked\n`,
  );
  await printLimits(pool, signedIn);
});

function firstPages(readers: readonly Reader[]) {
  return ({ n, index }: Connection) => ({
    path: PATH,
    headers: { cookie: readers[(n * 16 + index) % readers.length]!.cookie },
  });
}

/** Each connection takes the next reader after three pages. */
function walker(readers: readonly Reader[] | null) {
  return ({ index, n, last }: Connection) => {
    const reader = readers?.[(Math.floor(n / 3) * 16 + index) % readers.length];
    const cursor =
      n % 3 === 0
        ? null
        : /"cursor":"([^"]+)"/.exec(last.toString('latin1', Math.max(0, last.length - 2000)))?.[1];
    return {
      path: cursor ? `${PATH}&cursor=${encodeURIComponent(cursor)}` : PATH,
      headers: { ...(reader && { cookie: reader.cookie }), 'accept-language': index % 2 ? 'en' : 'zh-CN' },
    };
  };
}

/** Asks the database whether sampled pages told the truth. */
async function check(
  database: pg.Pool,
  { readers, samples }: { readers: readonly Reader[]; samples: Measured['samples'] },
): Promise<number> {
  const byCookie = new Map(readers.map((reader) => [reader.cookie, reader.id]));
  for (const { shot, body } of samples) {
    const person = byCookie.get(shot.headers?.['cookie'] ?? '');
    const { items } = JSON.parse(body) as { items: Card[] };
    const ids = items.map((card) => card.id);
    assert.equal(new Set(ids).size, 30, 'thirty different cards');
    const { rows } = await database.query<{ id: string; likes: number; liked: boolean; blocked: boolean }>(
      `select n.id, coalesce((select value from counters where kind = 'note' and id = n.id and name = 'likes'), 0)::int as likes,
         exists (select from reactions r where r.person_id = $2 and r.kind = 'note' and r.subject_id = n.id and r.name = 'like') as liked,
         exists (select from blocks b where (b.person_id = $2 and b.blocked_id = n.author_id) or (b.person_id = n.author_id and b.blocked_id = $2)) as blocked
       from notes n where n.id = any($1::bigint[])`,
      [ids, person],
    );
    const truth = new Map(rows.map((row) => [row.id, row]));
    for (const card of items) {
      const { likes, liked, blocked } = truth.get(card.id)!;
      assert.deepEqual({ likes: card.likes, liked: card.liked, blocked: false }, { likes, liked, blocked });
    }
  }
  return samples.length;
}
