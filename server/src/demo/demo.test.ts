import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { world, type Somebody, type World } from '../testing/world.ts';
import { loadDemo } from './load.ts';
import { readDemo } from './read.ts';
import { removeDemo } from './remove.ts';

// The demo week comes, goes on where it was cut off, and goes without taking what real members made with it.

/** Few notes: each has to be drawn and prepared. The best ones come first. */
const NOTES = 6;

let w: World;
let guest: Somebody;
before(async () => {
  w = await world();
  await loadDemo(w.as(), { notes: 2 });
  guest = await w.person('guest', { reads: ['en', 'zh-Hans'] });
});
after(() => w.close());

async function notesThere(): Promise<string[]> {
  const { rows } = await w.base.pool.query<{ title: string }>('select title from notes order by id');
  return rows.map(({ title }) => title);
}

test('a week that was cut off goes on where it stopped, and has everything once', async () => {
  assert.equal((await notesThere()).length, 2);
  await loadDemo(w.as(), { notes: NOTES });
  await loadDemo(w.as(), { notes: NOTES });
  await w.settle();
  const { notes, commentsOf } = readDemo();
  const wanted = notes.slice(0, NOTES);
  assert.deepEqual((await notesThere()).toSorted(), wanted.map(({ title }) => title).toSorted());
  const { rows } = await w.base.pool.query('select count(*)::int as count from comments');
  const said = wanted.reduce((all, { key }) => all + (commentsOf.get(key)?.length ?? 0), 0);
  assert.equal(rows[0].count, said);
  const { items } = await guest.call('GET /feed/explore', { query: {} });
  assert.equal(items.length, NOTES);
  assert.ok(items.every(({ cover, likes }) => cover && likes > 0));
});

test('removed, it leaves what members made, the note they spoke under, and no byte of the rest', async () => {
  const { items } = await guest.call('GET /feed/explore', { query: {} });
  const [answered, liked, ...others] = items;
  const said = await guest.call('POST /notes/:id/comments', {
    params: { id: answered!.id },
    body: { body: 'I was here' },
  });
  const own = await guest.call('POST /notes', { body: { title: 'My own', body: 'Not of the demo' } });
  const board = await guest.call('POST /boards', { body: { name: 'Kept', visibility: 'public' } });
  for (const note of [liked!.id, own.id])
    await guest.call('PUT /boards/:id/notes/:note', { params: { id: board.id, note }, body: {} });
  await guest.call('PUT /notes/:id/like', { params: { id: liked!.id } });
  await guest.call('PUT /people/:person/follow', { params: { person: liked!.author.handle } });
  await w.settle();

  const first = await removeDemo(w.as());
  await w.settle();
  assert.deepEqual([first.notes, first.keptNotes], [NOTES - 1, 1]);

  assert.equal((await guest.call('GET /notes/:id', { params: { id: own.id } })).title, 'My own');
  const { items: comments } = await guest.call('GET /notes/:id/comments', {
    params: { id: answered!.id },
    query: {},
  });
  assert.deepEqual(
    comments.filter(({ author }) => author?.handle === 'guest').map(({ id, body }) => [id, body]),
    [[said.id, 'I was here']],
  );
  assert.equal((await w.visitor.fetch(answered!.cover!.url)).status, 200);
  for (const { id, cover } of [liked!, ...others]) {
    assert.equal((await guest.fetch(`/api/v1/notes/${id}`)).status, 404);
    for (const url of [cover!.url, ...cover!.sizes.map((size) => size.url)]) {
      assert.equal((await w.visitor.fetch(url)).status, 404);
      assert.equal(await w.base.providers.storage.stat(url.split('/').at(-1)!), null);
    }
  }
  const kept = await guest.call('GET /boards/:id/notes', { params: { id: board.id }, query: {} });
  assert.deepEqual(
    kept.items.map(({ id }) => id),
    [own.id],
  );
  const { rows } = await w.base.pool.query('select handle from people where demo');
  assert.deepEqual(rows, [{ handle: answered!.author.handle }]);

  const again = await removeDemo(w.as());
  assert.deepEqual(again, { notes: 0, people: 0, keptNotes: 1 });
});
