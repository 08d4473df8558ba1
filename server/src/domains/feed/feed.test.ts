import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refused } from '../../testing/refused.ts';
import { until } from '../../testing/until.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

let w: World;
let people: Somebody[];
before(async () => {
  w = await world();
  people = await Promise.all(
    Array.from({ length: 12 }, (_, index) => w.person(`writer_${index}`, { reads: ['en', 'zh-Hans'] })),
  );
  for (const [index, person] of people.entries()) {
    for (const channel of ['food', 'pets', 'travel', 'home']) {
      await person.call('POST /notes', {
        body: { title: `${channel} of ${index}`, channel, language: index % 2 ? 'en' : 'zh' },
      });
    }
  }
});
after(() => w.close());

type Call = Pick<Somebody, 'call'>;

async function walk(who: Call, query: { channel?: string; limit?: number } = {}): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { id: string }[]; cursor: string | null } = await who.call('GET /feed/explore', {
      query: { limit: 10, ...query, ...(cursor && { cursor }) },
    });
    pages.push(page.items.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor);
  return pages;
}

/** The thread has ranked (and not the fallback answered) once a list is there within its limit. */
const ranked = () =>
  until('the feed answers within its limit', async () => {
    const list = await w.base.providers.feed.list({
      viewerId: null,
      languages: [],
      channel: null,
      seen: [],
      seenFingerprints: [],
    });
    return list.ids.length === 48;
  });

test('a visit is paged to its honest end: every note once, nothing twice', async () => {
  await ranked();
  const pages = await walk(people[0]!);
  assert.equal(new Set(pages.flat()).size, 48);
  assert.equal(pages.flat().length, 48);
});

test('no more than two of an author in any twenty, while there are others', async () => {
  const { items } = await people[1]!.call('GET /feed/explore', { query: { limit: 20 } });
  const counts = Map.groupBy(items, ({ author }) => author.id);
  assert.ok([...counts.values()].every((notes) => notes.length <= 2));
});

test('a channel holds its own notes; one that does not exist is not found', async () => {
  const pages = await walk(w.visitor, { channel: 'pets' });
  assert.equal(pages.flat().length, 12);
  await assert.rejects(
    w.visitor.call('GET /feed/explore', { query: { channel: 'nowhere' } }),
    refused('feed.channel'),
  );
});

test('what one picked and liked comes first', async () => {
  const reader = await w.person('reader');
  await reader.call('PATCH /me', { body: { interests: ['travel'] } });
  const { items } = await reader.call('GET /feed/explore', { query: { limit: 8 } });
  const channels = await Promise.all(
    items.map(async ({ id }) => (await reader.call('GET /notes/:id', { params: { id } })).channel),
  );
  assert.ok(channels.filter((channel) => channel === 'travel').length >= 5, channels.join());
});

test('a hidden note leaves the lists, and comes back when asked', async () => {
  const reader = await w.person('picky');
  const [first] = (await walk(reader)).flat();
  await reader.call('PUT /notes/:id/hide', { params: { id: first! } });
  assert.ok(!(await walk(reader)).flat().includes(first!));
  await reader.call('DELETE /notes/:id/hide', { params: { id: first! } });
  assert.ok((await walk(reader)).flat().includes(first!));
});

test('a page is topped up when notes of its list may not be seen any more', async () => {
  const reader = await w.person('blocking');
  const start = await reader.call('GET /feed/explore', { query: { limit: 5 } });
  for (const writer of people.slice(0, 9))
    await reader.call('PUT /people/:person/block', { params: { person: writer.id } });
  const next = await reader.call('GET /feed/explore', { query: { limit: 5, cursor: start.cursor! } });
  assert.equal(next.items.length, 5);
  const blocked = new Set(people.slice(0, 9).map(({ id }) => id));
  assert.ok(next.items.every(({ author }) => !blocked.has(author.id)));
});

test('a lost list goes on without what was seen; a cursor of somebody’s own making is refused', async () => {
  const reader = await w.person('patient');
  const first = await reader.call('GET /feed/explore', { query: { limit: 20 } });
  await w.base.pool.query('truncate feed_lists');
  const rest = await reader.call('GET /feed/explore', { query: { limit: 28, cursor: first.cursor! } });
  const seen = new Set(first.items.map(({ id }) => id));
  assert.ok(rest.items.length >= 27 && rest.items.every(({ id }) => !seen.has(id)));
  const forged = first.cursor!.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  await assert.rejects(
    reader.call('GET /feed/explore', { query: { cursor: forged } }),
    refused('request.cursor'),
  );
  const theirs = await people[2]!.call('GET /feed/explore', { query: { limit: 5, cursor: first.cursor! } });
  assert.ok(theirs.items.length > 0, 'a cursor of another person begins a list of one’s own');
});

test('a new note is in its readers’ lists within five seconds', async () => {
  const { id } = await people[3]!.call('POST /notes', { body: { title: 'just now', channel: 'food' } });
  await until('the note is found', async () => (await walk(w.visitor)).flat().includes(id), 5000);
});

test('following is in order of time, newest first', async () => {
  const fan = await w.person('fan');
  for (const writer of people.slice(4, 6))
    await fan.call('PUT /people/:person/follow', { params: { person: writer.id } });
  const { items } = await fan.call('GET /feed/following');
  assert.equal(items.length, 8);
  const times = items.map(({ publishedAt }) => publishedAt);
  assert.deepEqual(times, [...times].sort().reverse());
  assert.deepEqual(
    new Set(items.map(({ author }) => author.id)),
    new Set(people.slice(4, 6).map(({ id }) => id)),
  );
});

test('without the feed there is the best of the day', async () => {
  const { feed } = w.base.providers;
  w.base.providers.feed = { list: () => Promise.reject(new Error('away')), stop: async () => undefined };
  const quiet = w.base.log.level;
  w.base.log.level = 'silent';
  const { items } = await people[0]!.call('GET /feed/explore');
  w.base.providers.feed = feed;
  w.base.log.level = quiet;
  assert.equal(items.length, 30);
});
