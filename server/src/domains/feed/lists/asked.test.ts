import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';

let w: World;
let reader: Somebody;
before(async () => {
  w = await world();
  const writers = await Promise.all(Array.from({ length: 10 }, (_, n) => w.person(`writer_${n}`)));
  for (const writer of writers) {
    for (const channel of ['food', 'pets', 'home'])
      await writer.call('POST /notes', { body: { title: `${channel} by ${writer.handle}`, channel } });
  }
  reader = await w.person('reader');
  await until('the notes are ranked', async () => (await page({ limit: 30 })).items.length === 30);
});
after(() => w.close());

const page = (query: object) => reader.call('GET /feed/explore', { query });
const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
const ask = () => reader.call('PUT /feed/wishes', { body: { kind: 'channel', key: 'home', say: 'less' } });

test('who asked for something is shown another list from the next page on: all that they have not seen, nothing twice', async () => {
  const first = await page({ limit: 10 });
  await ask();
  const next = await page({ limit: 30, cursor: first.cursor! });
  assert.equal(next.items[0]!.position, 0, 'another list');
  assert.deepEqual(new Set([...ids(first), ...ids(next)]).size, 30);
  assert.equal(next.items.length, 20);
});

test('from a card on which was sent and not seen, too, in the same channel', async () => {
  const first = await page({ channel: 'pets', limit: 8 });
  await ask();
  const next = await page({ list: first.list, after: 2, limit: 30 });
  assert.deepEqual(new Set([...ids(first).slice(0, 3), ...ids(next)]).size, 10);
  assert.equal(next.items.length, 7);
  const channels = await Promise.all(
    ids(next).map(async (id) => (await reader.call('GET /notes/:id', { params: { id } })).channel),
  );
  assert.deepEqual(new Set(channels), new Set(['pets']));
});
