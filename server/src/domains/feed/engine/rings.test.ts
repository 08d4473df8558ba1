import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Signal } from '@jujube/contract';
import { Rings } from '@jujube/ranker';
import type { Id } from '../../../kernel/ids.ts';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { countersOf, shownOf } from './evidence.ts';
import { learnLog } from './log.ts';
import { Memory } from './memory.ts';

// A ring of two hundred does all that pushes a note, through the API as anybody would, and gains nothing by it.

const RING = 200;

let w: World;
before(async () => {
  w = await world({ TRUSTED_PROXIES: '127.0.0.1' });
});
after(() => w.close());

/** As somebody who asks from an address of their own, as a trusted proxy tells it. */
function from(address: string, who: Pick<Somebody, 'fetch'>) {
  return async (method: string, path: string, body?: object) => {
    const headers = { 'x-forwarded-for': address, 'content-type': 'application/json' };
    const response = await who.fetch(`/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
    return response.status === 204 ? null : response.json();
  };
}
type Asks = ReturnType<typeof from>;

interface Page {
  list: string;
  items: { id: Id; position: number }[];
}

/** Reads and likes some of what the first page shows, and says so. */
async function push(ask: Asks, wanted: ReadonlySet<Id>, read: ReadonlySet<Id>): Promise<void> {
  const { list, items } = (await ask('GET', '/feed/explore?limit=50')) as Page;
  const signals: Signal[] = [];
  for (const { id, position } of items) {
    const act = { position, note: id };
    signals.push({ ...act, kind: 'impression' });
    if (wanted.has(id) || read.has(id))
      signals.push({ ...act, kind: 'open' }, { ...act, kind: 'dwell', value: 60_000 });
    if (!wanted.has(id)) continue;
    await ask('PUT', `/notes/${id}/like`);
    signals.push({ ...act, kind: 'like' }, { ...act, kind: 'share' });
  }
  const { dropped } = (await ask('POST', '/signals', { lists: [{ list, signals }] })) as { dropped: number };
  assert.equal(dropped, 0);
}

async function learnt(): Promise<Memory> {
  const memory = new Memory();
  const { rows } = await w.base.pool.query<{ seq: string }>('select max(seq)::text as seq from signals');
  await until('the log is learnt', async () => {
    await learnLog(w.base.db, memory);
    return memory.place.seq === rows[0]!.seq;
  });
  return memory;
}

test('two hundred accounts that like four notes in step, a hundred behind one address and a hundred each at their own, gain nothing', async () => {
  const writers: Somebody[] = [];
  for (let index = 0; index < 9; index += 1) writers.push(await w.person(`writer_${index}`));
  const notes: Id[][] = [];
  for (const writer of writers) {
    notes.push([]);
    for (let index = 0; index < 4; index += 1)
      notes.at(-1)!.push(
        (
          await writer.call('POST /notes', {
            body: { title: `of ${writer.handle} ${index}`, channel: 'food' },
          })
        ).id,
      );
  }
  const [pushed, equal, ...others] = notes;
  const honest: Somebody[] = [];
  for (let index = 0; index < 3; index += 1) honest.push(await w.person(`honest_${index}`));
  await until('the feed knows all notes', async () => {
    const { items } = (await from('192.0.2.1', honest[0]!)('GET', '/feed/explore?limit=50')) as Page;
    return items.length === 36;
  });
  const none = new Set<Id>();
  for (const [index, person] of honest.entries()) {
    const ask = from(`192.0.2.${index + 1}`, person);
    await push(ask, new Set([pushed![0]!, equal![0]!]), none);
  }
  const before = await learnt();
  const of = (memory: Memory, note: Id) => memory.notes.numbers.find(note);
  assert.deepEqual(
    countersOf(before.notes, of(before, pushed![0]!)).likes,
    3,
    'whoever is nobody’s hand counts',
  );

  const cover = new Set(others.slice(0, 6).map(([note]) => note!));
  for (let index = 0; index < RING; index += 1) {
    const account = await w.person(`ring_${index}`, { age: 1 });
    const address = index % 2 === 0 ? '198.51.100.7' : `203.0.${100 + (index >> 8)}.${index & 255}`;
    await push(from(address, account), new Set(pushed), cover);
  }
  const ring = await learnt();
  for (const note of pushed!) {
    const counted = countersOf(ring.notes, of(ring, note));
    const earlier = countersOf(before.notes, of(before, note));
    assert.ok(counted.likes <= earlier.likes + 2, `${counted.likes} likes of ${RING} count`);
    const gained =
      ring.quality.relative(shownOf(ring.notes, of(ring, note))) /
      ring.quality.relative(shownOf(ring.notes, of(ring, equal![pushed!.indexOf(note)]!)));
    assert.ok(gained <= 1.05, `a pushed note is believed ${gained} times as good as one that nobody pushed`);
  }
  const popularity = pushed!.map((note) => ring.graph.popularity(of(ring, note)));
  assert.ok(
    Math.max(...popularity) <= 3 + 2,
    `the graph knows ${popularity.join()} readers of the pushed notes`,
  );
  let suspects = 0;
  for (let person = 0; person < ring.people.length; person += 1)
    suspects += Number(ring.rings.suspects(person));
  assert.ok(suspects >= RING * 0.9, `${suspects} are suspected`);
  assert.ok(Rings.load(ring.rings.save()).suspects(ring.people.length - 1));
});
