import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { Client } from 'undici';
import { uuidv7 } from '../server/src/kernel/ids.ts';
import { print } from './lib/report.ts';
import { startServer, type Running } from './lib/server.ts';
import { connect, signIn, STANDARD, worldFolder, type Reader } from './lib/world.ts';

// The feed as readers use it: visits of five pages of thirty cards by distinct readers, who send what they did between pages,
// so that what they have not come to is ranked again. Before that, so many readers' acts are in the log and learnt.
// npm run bench -- feed [--notes 10000] [--readers 100000] [--seconds 20]

const { values } = parseArgs({
  options: {
    notes: { type: 'string', default: '10000' },
    readers: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '20' },
  },
});
const notes = Number(values.notes);
const seconds = Number(values.seconds);
/** Acts of each reader that are in the log before. */
const ACTS = 8;
const PAGES = 5;
const CONNECTIONS = 16;
/** A server that uses less than this of one processor has nothing to learn any more. */
const AT_REST = 0.15;

const folder = worldFolder({ ...STANDARD, notes });
let server = await startServer(folder);
let pool = await connect(folder);
await prepare(pool, Number(values.readers));
await atRest(server);
const readers = await signIn(pool, 3000);
await visits(server, { readers, seconds: 5, pages: PAGES });
const walked = await visits(server, { readers, seconds, pages: PAGES });
const begun = await visits(server, { readers, seconds: seconds / 2, pages: 1 });
report(walked, begun);
console.log(`memory of the server with the feed in it: ${memoryOf(server)} MB\n`);
await pool.end();
await server.stop();

const from = performance.now();
server = await startServer(folder);
pool = await connect(folder);
const client = new Client(server.url);
const page = await client.request({ method: 'GET', path: pathOf(), headers: { cookie: readers[0]!.cookie } });
await page.body.dump();
console.log(
  `restart to the first personal page: ${((performance.now() - from) / 1000).toFixed(1)} s (${page.statusCode})\n`,
);
await client.close();
await pool.end();
await server.stop();

function pathOf(cursor?: string | null): string {
  return `/api/v1/feed/explore?limit=30${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
}

/** Writes acts of so many readers into the log, where there are none yet. */
async function prepare(database: pg.Pool, count: number): Promise<void> {
  const { rows: known } = await database.query<{ there: boolean }>(
    'select exists (select from signals) as there',
  );
  if (known[0]!.there) return;
  console.log(`${count * ACTS * 2} acts of ${count} readers`);
  const shape = Buffer.alloc(14);
  for (let first = 0; first < count; first += 5000) {
    await database.query(
      `with n as materialized (select id, row_number() over (order by id) - 1 as at from notes where visibility = 'public'),
       total as materialized (select count(*) as notes from n),
       people as materialized (select id, row_number() over (order by id) - 1 as at from people),
       acts as materialized (
         select coalesce(p.id, 100000000000000 + r * 4194304::bigint) as reader, (r * ${ACTS} + act) % 32000 as position,
           (r::bigint * 7919 + act * act * 31) % total.notes as at
         from generate_series($1::int, $2::int) r left join people p on p.at = r, generate_series(0, ${ACTS - 1}) act, total)
       insert into signals (day, list, position, kind, reader, note_id, value, shape, model)
       select current_date, $3::uuid, position, kind, reader, n.id, 9000, $4, 0
       from acts join n using (at), (values (0), (2)) kinds(kind)
       on conflict do nothing`,
      [first, Math.min(count, first + 5000) - 1, uuidv7(), shape],
    );
  }
}

/** Waits until the server has nothing to do. */
async function atRest(running: Running): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const before = running.cpu();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const after = running.cpu();
    quiet = after.server - before.server < AT_REST ? quiet + 1 : 0;
  }
}

interface Visits {
  readers: readonly Reader[];
  seconds: number;
  pages: number;
}

interface Times {
  /** Milliseconds. */
  first: number[];
  later: number[];
  signals: number[];
  took: number;
  refused: number;
  /** Seconds of processor that the server and PostgreSQL used. */
  cpu: { server: number; postgres: number };
}

/** Visits by distinct readers, one after the other on each connection. */
async function visits(running: Running, { readers: some, seconds: most, pages }: Visits): Promise<Times> {
  const { url } = running;
  const before = running.cpu();
  const times: Times = { first: [], later: [], signals: [], took: 0, refused: 0, cpu: before };
  const began = performance.now();
  let next = 0;
  const one = async () => {
    const connection = new Client(url);
    while (performance.now() - began < most * 1000) {
      await visit(connection, some[(next += 1) % some.length]!, { pages, times });
    }
    await connection.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  times.took = (performance.now() - began) / 1000;
  const after = running.cpu();
  times.cpu = { server: after.server - before.server, postgres: after.postgres - before.postgres };
  return times;
}

interface Page {
  list: string;
  cursor: string | null;
  items: { id: string; position: number }[];
}

async function visit(
  connection: Client,
  { cookie }: Reader,
  { pages, times }: { pages: number; times: Times },
): Promise<void> {
  let cursor: string | null = null;
  for (let at = 0; at < pages; at += 1) {
    const shown: Page | null = await ask<Page>(connection, {
      cookie,
      path: pathOf(cursor),
      into: at === 0 ? times.first : times.later,
    });
    if (!shown) times.refused += 1;
    if (!shown?.cursor) return;
    ({ cursor } = shown);
    if (pages === 1) return;
    const signals = shown.items.flatMap(({ id, position }, index) => [
      { position, note: id, kind: 'impression' },
      ...(index % 10 === 3
        ? [
            { position, note: id, kind: 'open' },
            { position, note: id, kind: 'dwell', value: 12_000 },
          ]
        : []),
    ]);
    const body = JSON.stringify({ lists: [{ list: shown.list, signals }] });
    if (!(await ask(connection, { cookie, path: '/api/v1/signals', body, into: times.signals })))
      times.refused += 1;
  }
}

interface Asked {
  cookie: string;
  path: string;
  body?: string;
  into: number[];
}

async function ask<Answer>(connection: Client, { cookie, path, body, into }: Asked): Promise<Answer | null> {
  const from = performance.now();
  const headers = { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) };
  const answer = await connection.request({
    method: body === undefined ? 'GET' : 'POST',
    path,
    headers,
    body: body ?? null,
  });
  const text = await answer.body.text();
  into.push(performance.now() - from);
  return answer.statusCode < 400 ? (JSON.parse(text) as Answer) : null;
}

function report(all: Times, firsts: Times): void {
  const line = (name: string, times: number[], { took, floor = '' }: { took: number; floor?: string }) => {
    times.sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? NaN).toFixed(1);
    return [name, (times.length / took).toFixed(0), floor, at(0.5), at(0.99)];
  };
  print(
    [`${notes} notes`, 'rate /s', 'floor /s', 'p50 ms', 'p99 ms'],
    [
      line('pages in visits of five', [...all.first, ...all.later], { ...all, floor: '600' }),
      line('· their first pages', all.first, all),
      line('· their later pages, ranked again', all.later, all),
      line('· signals between them, batches', all.signals, all),
      line('first pages alone', firsts.first, { ...firsts, floor: '150' }),
    ],
  );
  for (const [name, { first, later, cpu }] of [
    ['visits', all],
    ['first pages alone', firsts],
  ] as const) {
    const per = (used: number) => ((used * 1000) / (first.length + later.length)).toFixed(1);
    console.log(
      `${name}: ${per(cpu.server)} ms of processor a page in the server, ${per(cpu.postgres)} in PostgreSQL`,
    );
  }
  if (all.refused + firsts.refused > 0) console.log(`${all.refused + firsts.refused} were refused\n`);
}

/** Megabytes that the server's own process holds. */
function memoryOf({ pid }: Running): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024).toFixed(0);
}
