import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { world, type Somebody, type World } from '../../../testing/world.ts';

// Lists that nobody ranks, for who keeps words away and does not want to see some notes.

let w: World;
let writer: Somebody;
let reader: Somebody;
/** Ids by title. */
const notes = new Map<string, string>();

before(async () => {
  w = await world();
  const writers: Somebody[] = [];
  for (let n = 0; n < 4; n += 1) writers.push(await w.person(`writer_${n}`, { reads: ['en'] }));
  reader = await w.person('reader', { reads: ['en'] });
  for (const { id } of writers) await reader.call('PUT /people/:person/follow', { params: { person: id } });
  writer = writers[3]!;
  for (let n = 0; n < 40; n += 1) {
    const title = `${n % 4 === 3 ? 'Calm' : 'Spoiler'} ${n}`;
    const { id } = await writers[n % 4]!.call('POST /notes', {
      body: { title, body: '#films', channel: 'food', language: 'en' },
    });
    notes.set(title, id);
  }
  await w.settle({ but: ['notes.render-card'] });
});
after(() => w.close());

type List = 'GET /feed/following' | 'GET /topics/:topic/notes';

async function page(who: Somebody, list: List, cursor?: string) {
  const query = { limit: 6, ...(cursor !== undefined && { cursor }) };
  const { items, cursor: next } = await (list === 'GET /feed/following'
    ? who.call(list, { query })
    : who.call(list, { params: { topic: 'films' }, query }));
  return { titles: items.map(({ shown }) => shown.title), next };
}

const keep = (words: string[]) => reader.call('PATCH /feed/settings', { body: { words } });

for (const list of ['GET /feed/following', 'GET /topics/:topic/notes'] as const)
  test(`${list}: words that are kept away are, pages are full all the same, and nothing is passed over`, async () => {
    await keep([]);
    assert.deepEqual((await page(reader, list)).titles.slice(0, 2), ['Calm 39', 'Spoiler 38']);
    await keep(['spoilers']);
    const first = await page(reader, list);
    assert.deepEqual(
      first.titles,
      [39, 35, 31, 27, 23, 19].map((n) => `Calm ${n}`),
    );
    const second = await page(reader, list, first.next!);
    assert.deepEqual(
      second.titles,
      [15, 11, 7, 3].map((n) => `Calm ${n}`),
    );
    assert.equal(second.next, null);
    const others = await page(writer, 'GET /topics/:topic/notes');
    assert.deepEqual(others.titles.slice(0, 2), ['Calm 39', 'Spoiler 38']);
  });

test('a note that is not for somebody leaves these lists too, and comes back when that is taken back', async () => {
  await keep([]);
  const id = notes.get('Calm 39')!;
  await reader.call('PUT /notes/:id/hide', { params: { id } });
  for (const list of ['GET /feed/following', 'GET /topics/:topic/notes'] as const)
    assert.equal((await page(reader, list)).titles[0], 'Spoiler 38');
  await reader.call('DELETE /notes/:id/hide', { params: { id } });
  assert.equal((await page(reader, 'GET /feed/following')).titles[0], 'Calm 39');
});

test('about a topic that is called by the word its notes are what was asked for; so are what is searched for and a person’s own', async () => {
  await keep(['film', 'calm']);
  const about = await page(reader, 'GET /topics/:topic/notes');
  assert.equal(about.titles.length, 6);
  assert.ok(about.titles.every((title) => title.startsWith('Spoiler')));
  assert.deepEqual((await page(reader, 'GET /feed/following')).titles, []);
  const found = await reader.call('GET /search', { query: { q: 'calm' } });
  assert.equal(found.items.length, 10);
  const own = await reader.call('GET /people/:person/notes', { params: { person: writer.id } });
  assert.equal(own.items[0]!.shown.title, 'Calm 39');
});

test('beside an open note, too, nothing says such a word', async () => {
  const params = { id: notes.get('Calm 39')! };
  await keep([]);
  const all = await reader.call('GET /notes/:id/related', { params });
  assert.ok(all.items.some(({ shown }) => shown.title.startsWith('Spoiler')));
  await keep(['spoiler']);
  const some = await reader.call('GET /notes/:id/related', { params });
  assert.ok(some.items.length > 0 && some.items.every(({ shown }) => shown.title.startsWith('Calm')));
});
