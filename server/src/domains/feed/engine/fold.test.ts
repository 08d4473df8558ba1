import assert from 'node:assert/strict';
import { mkdtemp, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { seeded } from '@jujube/ranker';
import { personErased } from '../../people/index.ts';
import { transact } from '../../../kernel/transaction.ts';
import { uuidv7, type Id } from '../../../kernel/ids.ts';
import { createLog } from '../../../kernel/log.ts';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { packShape, SHAPE_BYTES, unpackShape } from '../shape.ts';
import { admission } from './admit.ts';
import { KIND } from './kinds.ts';
import { learnLog } from './log.ts';
import { Memory } from './memory.ts';
import { keep, recall } from './snapshots.ts';

// Everything the feed learns is a fold over one log in one order: learnt at once, in pieces, or from what was kept in between,
// it comes to the same bytes.

let w: World;
let folder: string;
let readers: Id[];
let notes: Id[];
const random = seeded(11);
const silent = createLog('silent');

before(async () => {
  w = await world();
  folder = await mkdtemp(join(tmpdir(), 'jujube-fold-'));
  const writers: Somebody[] = [];
  for (let index = 0; index < 8; index += 1) writers.push(await w.person(`writer_${index}`));
  for (const writer of writers)
    for (const channel of ['food', 'pets', 'travel', 'home'])
      await writer.call('POST /notes', {
        body: {
          title: `${channel} words of ${writer.handle}`,
          body: `#${channel}s`,
          channel,
          language: 'en',
        },
      });
  const people: Somebody[] = [];
  for (let index = 0; index < 24; index += 1)
    people.push(await w.person(`reader_${index}`, { age: index < 16 ? 60 : 1 }));
  readers = people.map(({ id }) => id);
  notes = (await w.base.pool.query<{ id: Id }>('select id from notes order by id')).rows.map(({ id }) => id);
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
  await w.close();
});

const shape = new Uint8Array(SHAPE_BYTES);
packShape({ ...unpackShape(shape), likeness: 0.3, quality: 1.2, ageHours: 5, propensity: 1 }, shape, 0);

interface Acted {
  reader: Id;
  note: Id;
  kind: number;
  list: string;
  position: number;
  value?: number;
  at: Date;
  network?: number;
  device?: number;
}

/** Writes acts straight into the log, as one transaction of `client`. */
async function write(
  acts: readonly Acted[],
  client: { query(text: string, values: unknown[]): Promise<unknown> } = w.base.pool,
) {
  for (const { reader, note, kind, list, position, value = 0, at, network, device } of acts)
    await client.query(
      `insert into signals (day, list, position, kind, reader, note_id, value, shape, model, network, device, at)
       values (current_date, $1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10) on conflict do nothing`,
      [list, position, kind, reader, note, value, Buffer.from(shape), network ?? null, device ?? null, at],
    );
}

let minute = 0;
/** A visit in which some of what was shown is opened, read and liked. */
function visit(reader: Id): Acted[] {
  const list = uuidv7(Date.now());
  minute += 2;
  const at = new Date(Date.now() + minute * 60_000);
  return Array.from({ length: 6 }, (_, position) => {
    const act = { reader, list, position, note: notes[Math.floor(random() * notes.length)]!, at };
    const kinds = [
      KIND.impression,
      ...(random() < 0.6 ? [KIND.open, KIND.dwell] : []),
      ...(random() < 0.3 ? [KIND.like] : []),
    ];
    return kinds.map((kind) => ({ ...act, kind, value: kind === KIND.dwell ? 9000 : 0 }));
  }).flat();
}

/** What must be the same to the last byte, by name. The guarantee also counts who asked, which no log tells. */
function bytesOf(memory: Memory): Record<string, string> {
  const parts = [...memory.parts()].filter(([name]) => name !== 'guarantee');
  return Object.fromEntries(parts.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]));
}

function assertSame(a: Memory, b: Memory): void {
  const [left, right] = [bytesOf(a), bytesOf(b)];
  for (const name of Object.keys(left)) assert.ok(left[name] === right[name], `${name} is not the same`);
}

let memory: Memory;

/** Learns until the log's last row is: whoever writes elsewhere in the cluster is waited for. */
async function learnAll(one = memory): Promise<Memory> {
  const last = `select greatest((select max(seq) from signals), (select max(seq) from feed_notes))::text as seq`;
  const { rows } = await w.base.pool.query<{ seq: string }>(last);
  await until('the log is learnt', async () => {
    await learnLog(w.base.db, one);
    return one.place.seq === rows[0]!.seq;
  });
  return one;
}

test('notes come into the log once, and again when they change or are gone', async () => {
  memory = new Memory();
  const admit = admission(w.base.db, () => memory);
  assert.equal(await admit.fresh(), notes.length);
  assert.equal(await admit.fresh(), 0, 'what is written and not learnt yet is not written twice');
  await learnAll();
  assert.equal(memory.notes.there, notes.length);
  assert.equal(await admit.look(), 0);
  const [first, second] = notes;
  const author = await w.base.pool.query<{ author_id: Id }>('select author_id from notes where id = $1', [
    first,
  ]);
  await w.base.pool.query(`update notes set channel = 'pets' where id = $1`, [first]);
  await w.base.pool.query(`update notes set visibility = 'me' where id = $1`, [second]);
  assert.equal(await admit.look(), 2);
  await learnAll();
  assert.equal(memory.notes.there, notes.length - 1);
  assert.equal(memory.notes.channelOf(memory.notes.numbers.find(first!)), 'pets');
  assert.equal(memory.notes.live[memory.notes.numbers.find(second!)], 0);
  await w.base.pool.query(`update notes set visibility = 'public' where id = $1`, [second]);
  await admit.look();
  await learnAll();
  assert.equal(memory.notes.there, notes.length);
  assert.equal(
    memory.people.idOf(memory.notes.author[memory.notes.numbers.find(first!)]!),
    author.rows[0]!.author_id,
  );
  const { rows } = await w.base.pool.query('select 1 from feed_notes');
  assert.equal(rows.length, notes.length + 3);
});

test('an act whose transaction ends late is learnt in its place, and nothing that began after it is learnt before', async () => {
  const [slow, quick] = [await w.base.pool.connect(), w.base.pool];
  const [late, early] = [visit(readers[0]!), visit(readers[1]!)];
  await slow.query('begin');
  await write(late, slow);
  await write(early, quick);
  const learnt = await learnLog(w.base.db, memory);
  await slow.query('commit');
  slow.release();
  assert.equal(learnt, 0, 'whoever comes after waits');
  await learnAll();
  assertSame(memory, await learnAll(new Memory()));
});

test('transactions are in the order of their numbers, not of their digits', async () => {
  const list = uuidv7();
  for (const [position, tx] of ['9', '10', '11'].entries()) {
    await write([
      { reader: readers[3]!, note: notes[position]!, kind: KIND.impression, list, position, at: new Date() },
    ]);
    await w.base.pool.query('update signals set tx = $1 where list = $2 and position = $3', [
      tx,
      list,
      position,
    ]);
  }
  const { rows } = await w.base.pool.query<{ count: number }>(
    'select (select count(*) from signals)::int + (select count(*) from feed_notes)::int as count',
  );
  const anew = new Memory();
  let learnt = 0;
  await until('the log is learnt', async () => (learnt += await learnLog(w.base.db, anew)) >= rows[0]!.count);
  learnt += await learnLog(w.base.db, anew);
  assert.equal(learnt, rows[0]!.count, 'nothing is learnt twice');
  await w.base.pool.query('delete from signals where list = $1', [list]);
});

test('learnt in pieces, kept and recalled in between, it is byte by byte what a rebuild comes to', async () => {
  for (let round = 0; round < 12; round += 1) {
    for (let visits = 0; visits < 10; visits += 1)
      await write(visit(readers[Math.floor(random() * readers.length)]!));
    await learnAll();
    if (round % 4 !== 3) continue;
    await keep(folder, memory);
    memory = (await recall(folder, silent))!;
  }
  assert.ok(memory.heads.learnt > 100, `${memory.heads.learnt} impressions were learnt`);
  assert.ok(memory.graph.popularity(0) + memory.graph.popularity(1) > 0);
  const anew = await learnAll(new Memory());
  assertSame(memory, anew);
  let same = 0;
  for (let note = 0; note < memory.notes.length; note += 1) {
    const of = (one: Memory) =>
      new Set(one.nearest.search(one.notes.vectorOf(note), 50).map((found) => found.note));
    const [a, b] = [of(memory), of(anew)];
    same += [...a].filter((found) => b.has(found)).length / a.size;
  }
  assert.ok(same / memory.notes.length >= 0.99, `${same / memory.notes.length} of the nearest are the same`);
});

test('who asks for it has forgotten what was learnt of them, in the memory and in a rebuild', async () => {
  const reader = readers[2]!;
  await write(visit(reader));
  await learnAll();
  const person = memory.people.find(reader);
  assert.ok(memory.profiles.get(person).wishes.size > 0);
  await w.base.pool.query(
    `insert into feed_settings (person_id, reset_at) values ($1, now() + interval '10 hours')`,
    [reader],
  );
  await learnAll();
  assert.equal(memory.profiles.get(person).wishes.size, 0);
  assert.equal(memory.trails.count(person), 0);
  minute += 700;
  await write(visit(reader));
  await learnAll();
  assertSame(memory, await learnAll(new Memory()));
});

test('what was forgotten and brought back is what it would be had nobody asked, with all that was read meanwhile', async () => {
  const reader = readers[6]!;
  await w.base.pool.query('delete from feed_settings');
  await write(visit(reader));
  await write(visit(reader));
  memory = await learnAll(new Memory());
  const person = memory.people.find(reader);
  const before = memory.profiles.get(person);
  /** At a moment of the log's own time, between two visits. */
  const ask = async (columns: string) => {
    minute += 1;
    const at = new Date(Date.now() + minute * 60_000);
    await w.base.pool.query(
      `insert into feed_settings as s (person_id, reset_at) values ($1, $2) on conflict (person_id) do update set ${columns}`,
      [reader, at],
    );
    await learnAll();
    assertSame(memory, await learnAll(new Memory()));
  };
  await ask('reset_at = $2');
  assert.equal(memory.profiles.get(person).wishes.size, 0);
  await write(visit(reader));
  await learnAll();
  const anew = memory.profiles.get(person);
  assert.ok(anew.wishes.size > 0);
  await keep(folder, memory);
  memory = (await recall(folder, silent))!;
  await ask('reset_at = $2');
  await write(visit(reader));
  await ask('reset_at = null, reset_undone_at = $2');
  const { wishes } = memory.profiles.get(person);
  for (const key of [...before.wishes.keys(), ...anew.wishes.keys()]) assert.ok(wishes.has(key), key);
  assert.ok(memory.trails.count(person) > 0);
  await ask('reset_at = $2');
  memory.asides.letGo(Infinity, memory.people);
  await w.base.pool.query(`update feed_settings set reset_at = null, reset_undone_at = reset_at`);
  await learnAll();
  assert.equal(memory.profiles.get(person).wishes.size, 0, 'what was let go does not come back');
  await w.base.pool.query('delete from feed_settings');
});

test('what was half kept is not believed: the one before is', async () => {
  await keep(folder, memory);
  const [kept] = await readdir(folder);
  assert.deepEqual(await readdir(folder), [kept], 'one is kept at a time');
  const number = Number(kept!.slice('kept-'.length));
  const half = await mkdtemp(join(folder, 'half-'));
  await keep(half, memory);
  const [other] = await readdir(half);
  await truncate(join(half, other!, 'parts'), 1000);
  assert.equal(await recall(half, silent), null);
  await writeFile(join(half, other!, 'manifest.json'), '{');
  assert.equal(await recall(half, silent), null);
  await rename(join(half, other!), join(folder, `kept-${number + 1}`));
  assertSame((await recall(folder, silent))!, memory);
});

test('of whom was erased nothing is remembered, nor kept', async () => {
  const reader = readers[4]!;
  await w.base.pool.query('delete from feed_settings');
  await write(visit(reader));
  const memory = await learnAll(new Memory());
  const person = memory.people.find(reader);
  assert.ok(memory.shown.count(person) > 0 && memory.profiles.get(person).wishes.size > 0);
  await transact(w.as(), async (tx) => tx.emit(personErased, { personId: reader }));
  await w.settle({ but: ['notes.render-card'] });
  await learnLog(w.base.db, memory);
  assert.equal(memory.profiles.get(person).wishes.size, 0);
  assert.deepEqual(
    [memory.shown.count(person), memory.trails.count(person), memory.done.count(person)],
    [0, 0, 0],
  );
  assert.deepEqual(memory.graph.trail(person).notes, []);
});
