import assert from 'node:assert/strict';
import type { Card, Signal, SignalKind } from '@jujube/contract';
import { parseArgs } from 'node:util';
import { load, type Connection } from './lib/load.ts';
import { measured, print, table } from './lib/report.ts';
import { onStage, printLimits } from './lib/stage.ts';
import { STANDARD, type Reader } from './lib/world.ts';

// Signals as browsers send them: of each page that somebody was shown, a batch in ten seconds.
// npm run bench -- signals [--pages 6000] [--notes 20000]

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '6000' },
    notes: { type: 'string', default: String(STANDARD.notes) },
  },
});
const PEOPLE = 1500;
const FLOOR = 5000;
/** Seconds in which all pages are read and all batches sent on any machine that meets the floor. */
const LONGEST = 120;
const PATH = '/api/v1/feed/explore?limit=30';
/** One in so many cards is opened; of those every other is read for long, and one in four shared. */
const OPENED = 8;

interface Page {
  reader: Reader;
  list: string;
  items: (Card & { position: number })[];
}

interface Batch {
  reader: Reader;
  body: string;
  signals: number;
}

await onStage({ people: PEOPLE, notes: Number(values.notes) }, async ({ server, pool, readers }) => {
  const { url } = server;
  const batches = batchesOf(await shown(url, readers));
  let sent = 0;
  const next = () => {
    const batch = batches[sent];
    sent += 1;
    if (!batch) return null;
    return {
      method: 'POST' as const,
      path: '/api/v1/signals',
      headers: { cookie: batch.reader.cookie },
      body: batch.body,
    };
  };
  // The first statements of a process are put together and planned.
  await load({ url, seconds: 2, next });
  const warm = Math.min(sent, batches.length);
  const before = await logged();
  const result = await measured('batches', server, () => load({ url, seconds: LONGEST, next }));
  assert.deepEqual(result.refused, {}, 'nothing is refused');
  const signals = batches.slice(warm).reduce((sum, batch) => sum + batch.signals, 0);
  const appended = (await logged()) - before;
  table([result]);
  print(
    [
      'signals',
      'rate /s',
      'floor /s',
      'signals a batch',
      'of those sent',
      'CPU ms a thousand: server',
      'PostgreSQL',
    ],
    [
      [
        'appended',
        ((appended * result.rate) / result.answers).toFixed(0),
        FLOOR.toString(),
        (signals / (batches.length - warm)).toFixed(1),
        `${((appended / signals) * 100).toFixed(2)} %`,
        ((result.cpu.server * result.answers * 1000) / appended).toFixed(1),
        ((result.cpu.postgres * result.answers * 1000) / appended).toFixed(1),
      ],
    ],
  );
  for (const { body } of result.samples) assert.equal((JSON.parse(body) as { dropped: number }).dropped, 0);
  assert.equal(appended, signals, 'each of them is in the log, once');
  await printLimits(pool, result);

  async function logged(): Promise<number> {
    const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from signals');
    return rows[0]!.n;
  }
});

/** Pages of 30 as readers are shown them, one after the other. */
async function shown(url: string, readers: readonly Reader[]): Promise<Page[]> {
  const pages: Page[] = [];
  const wanted = Number(values.pages);
  const take = ({ n, last, index }: Connection) => {
    if (n > 0) pages.push({ ...(JSON.parse(last.toString()) as Page), reader: readerOf(n - 1, index) });
  };
  const readerOf = (n: number, index: number) => readers[(n * 16 + index) % readers.length]!;
  await load({
    url,
    seconds: LONGEST,
    next(connection) {
      take(connection);
      const { n, index } = connection;
      return n * 16 + index < wanted ? { path: PATH, headers: { cookie: readerOf(n, index).cookie } } : null;
    },
  });
  return pages;
}

/** A page is looked at for half a minute: three batches. Batches of many readers come in turn. */
function batchesOf(pages: readonly Page[]): Batch[] {
  return [0, 1, 2].flatMap((third) =>
    pages.map(({ reader, list, items }) => {
      const signals = items.slice(third * 10, third * 10 + 10).flatMap((card) => signalsOf(card));
      return { reader, body: JSON.stringify({ lists: [{ list, signals }] }), signals: signals.length };
    }),
  );
}

function signalsOf({ id: note, position }: Page['items'][number]): Signal[] {
  const of = (kind: SignalKind, value?: number): Signal => ({
    position,
    note,
    kind,
    ...(value && { value }),
  });
  const chance = Number(BigInt(note) >> 22n) + position;
  if (chance % OPENED > 0) return [of('impression')];
  const read = (chance / OPENED) % 2 < 1 ? of('dwell', 12_000) : of('dwell', 2500);
  return [
    of('impression'),
    of('open'),
    read,
    of('swipe', 3),
    ...((chance / OPENED) % 4 < 1 ? [of('share')] : []),
  ];
}
