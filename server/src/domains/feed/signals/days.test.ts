import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { uuidv7 } from '../../../kernel/ids.ts';
import { world, type World } from '../../../testing/world.ts';
import { Memory, type Place } from '../engine/memory.ts';
import { keep } from '../engine/snapshots.ts';
import { keepDays } from '../jobs.ts';
import { dropDays, eraseSignalsOf, forgetOrigins, makeDays } from './days.ts';

const DAY_MS = 24 * 3600_000;

let w: World;
before(async () => {
  w = await world({ SIGNAL_DAYS: '30' });
});
beforeEach(async () => {
  await w.base.pool.query('delete from signals');
});
after(() => w.close());

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const ago = (days: number) => dayOf(Date.now() - days * DAY_MS);

async function days(): Promise<string[]> {
  const { rows } = await w.base.pool.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'signals'::regclass order by 1`,
  );
  return rows.map(({ name }) => name.replace(/^signals_(....)(..)(..)$/, '$1-$2-$3'));
}

/** A signal about a list of that day; answers its place. */
async function insert(day: string, reader = '7'): Promise<Place> {
  await w.base.pool.query('select signals_day($1)', [day]);
  const { rows } = await w.base.pool.query<Place>(
    `insert into signals (day, list, position, kind, reader, note_id, shape, model, network, device)
     values ($1, $2, 0, 0, $3, 5, '\\x00', 0, 1, 2) returning era, tx, seq`,
    [day, uuidv7(), reader],
  );
  return rows[0]!;
}

test('the days around now have their tables, however often and by however many they are made', async () => {
  const later = { ...w.base, now: () => new Date(Date.now() + 20 * DAY_MS) };
  const wanted = Array.from({ length: 9 }, (_, index) => dayOf(Date.now() + (19 + index) * DAY_MS));
  assert.ok((await days()).every((day) => !wanted.slice(1).includes(day)));
  await Promise.all(Array.from({ length: 6 }, () => makeDays(later)));
  const made = await days();
  assert.ok(wanted.every((day) => made.includes(day)));
  await insert(wanted[3]!);
});

test('a day can be made while others append and read, and makes nobody wait', async () => {
  const busy = await w.base.pool.connect();
  try {
    await busy.query('begin');
    await busy.query('select count(*) from signals');
    await busy.query(
      `insert into signals (day, list, position, kind, reader, note_id, shape, model) values (current_date, $1, 0, 0, 1, 1, '', 0)`,
      [uuidv7()],
    );
    await w.base.pool.query(
      `set lock_timeout = 2000; select signals_day(current_date + 300); reset lock_timeout`,
    );
    assert.ok((await days()).includes(dayOf(Date.now() + 300 * DAY_MS)));
    await busy.query('commit');
  } finally {
    busy.release();
  }
});

test('days that are kept no more go once all of them was learnt, and never before', async () => {
  const [first, second] = [await insert(ago(40)), await insert(ago(32))];
  await insert(ago(29));
  const old = async () => (await days()).filter((day) => day < ago(20));
  const all = [ago(40), ago(32), ago(29)];
  await dropDays(w.as(), null);
  assert.deepEqual(await old(), all);
  await dropDays(w.as(), { ...first, seq: String(BigInt(first.seq) - 1n) });
  assert.deepEqual(await old(), all);
  await dropDays(w.as(), first);
  assert.deepEqual(await old(), all.slice(1));
  await dropDays(w.as(), { ...second, era: second.era + 1, tx: '0', seq: '0' });
  assert.deepEqual(await old(), all.slice(2));
});

test('the clock drops what the feed has kept, and nothing where it has kept nothing', async () => {
  const place = await insert(ago(50));
  const run = () => keepDays.run(w.as(), {} as never);
  await run();
  assert.ok((await days()).includes(ago(50)));
  const folder = join(w.base.config.dataDir, 'feed');
  const memory = new Memory();
  await keep(folder, memory);
  await run();
  assert.ok((await days()).includes(ago(50)));
  memory.place = place;
  await keep(folder, memory);
  await run();
  assert.ok(!(await days()).includes(ago(50)));
});

test('where an act came from is forgotten after ninety days, whatever is kept of the log', async () => {
  await insert(ago(92));
  await insert(ago(89));
  await forgetOrigins(w.as());
  const { rows } = await w.base.pool.query('select network, device from signals order by day');
  assert.deepEqual(rows, [
    { network: null, device: null },
    { network: 1, device: 2 },
  ]);
});

test('days that are over are indexed by reader, once; those that are written to are not', async () => {
  for (const day of [ago(5), ago(3), ago(1), ago(0)]) await insert(day);
  const indexed = async () => {
    const { rows } = await w.base.pool.query<{ name: string; oid: string }>(
      `select tablename as name, (schemaname || '.' || indexname)::regclass::oid as oid from pg_indexes
       where indexname like 'signals\\_%\\_reader' order by 1`,
    );
    return rows;
  };
  const nameOf = (day: string) => `signals_${day.replaceAll('-', '')}`;
  await keepDays.run(w.as(), {} as never);
  const first = await indexed();
  const names = new Set(first.map(({ name }) => name));
  for (const day of [ago(5), ago(3)]) assert.ok(names.has(nameOf(day)), day);
  for (const day of [ago(1), ago(0)]) assert.ok(!names.has(nameOf(day)), day);
  await keepDays.run(w.as(), {} as never);
  assert.deepEqual(await indexed(), first);
  await w.base.pool.query(
    `insert into signals (day, list, position, kind, reader, note_id, shape, model)
     select $1, gen_random_uuid(), 0, 0, n, 1, '', 0 from generate_series(1, 20000) n`,
    [ago(5)],
  );
  await w.base.pool.query(`analyze ${nameOf(ago(5))}`);
  const { rows } = await w.base.pool.query<{ 'QUERY PLAN': string }>(
    `explain delete from ${nameOf(ago(5))} where reader = 7`,
  );
  assert.match(rows.map((row) => row['QUERY PLAN']).join('\n'), /_reader/);
});

test('what an erased person did is gone from every day, and nobody else’s', async () => {
  for (const day of [ago(3), ago(0)]) for (const reader of ['7', '8', '-7']) await insert(day, reader);
  for (let twice = 0; twice < 2; twice += 1) await eraseSignalsOf(w.base, '7');
  const { rows } = await w.base.pool.query<{ reader: string }>(
    'select reader from signals order by day, reader',
  );
  assert.deepEqual(
    rows.map(({ reader }) => reader),
    ['-7', '8', '-7', '8'],
  );
});
