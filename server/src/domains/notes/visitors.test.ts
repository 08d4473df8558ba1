import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { world, type Somebody, type World } from '../../testing/world.ts';

// What visitors are told of a note is shared by all who ask at once, and kept by browsers that ask whether it is still so.

let w: World;
let ann: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
});
after(() => w.close());
beforeEach(() => w.base.pool.query('delete from buckets'));

const publish = (title: string) =>
  ann.call('POST /notes', { body: { title, body: 'words', language: 'en' } });
const ask = (id: string, headers: Record<string, string> = {}, who: Pick<Somebody, 'fetch'> = w.visitor) =>
  who.fetch(`/api/v1/notes/${id}`, { headers });

async function tagOf(id: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await ask(id, headers);
  assert.equal(response.status, 200);
  await response.body?.cancel();
  return response.headers.get('etag')!;
}

test('a visitor who has the answer already is told so, until something of it changes', async () => {
  const { id } = await publish('First');
  const params = { id };
  const tag = await tagOf(id);
  assert.match(tag, /^W\/"[\w-]{20,}"$/);
  const same = await ask(id, { 'if-none-match': `"other", ${tag}` });
  assert.deepEqual([same.status, await same.text(), same.headers.get('etag')], [304, '', tag]);
  assert.equal(same.headers.get('cache-control'), 'private, no-cache');
  assert.match(same.headers.get('vary') ?? '', /accept-language.*cookie/);
  const tags = new Set([tag]);
  for (const change of [
    () => ann.call('PATCH /notes/:id', { params, body: { title: 'Second' } }),
    () => ann.call('PUT /notes/:id/like', { params }),
    () => ann.call('POST /notes/:id/comments', { params, body: { body: 'said' } }),
    () => ann.call('PATCH /me', { body: { name: 'Ann of the hills' } }),
    () =>
      ann.call('PATCH /notes/:id', {
        params,
        body: { versions: [{ language: 'zh-Hans', title: '第二', body: '' }] },
      }),
  ]) {
    const before = [...tags].at(-1)!;
    await change();
    await w.settle({ but: ['notes.render-card'] });
    const now = await ask(id, { 'if-none-match': before });
    assert.equal(now.status, 200);
    tags.add(now.headers.get('etag')!);
    await now.body?.cancel();
  }
  assert.equal(tags.size, 6);
  const inChinese = await ask(id, { 'if-none-match': [...tags].at(-1)!, 'accept-language': 'zh-CN' });
  assert.equal(inChinese.status, 200);
  assert.equal(((await inChinese.json()) as { shown: { title: string } }).shown.title, '第二');
});

test('members get no validator, and their own marks reach nobody else', async () => {
  const { id } = await publish('Liked');
  await ann.call('PUT /notes/:id/like', { params: { id } });
  const [mine, theirs] = await Promise.all([ask(id, {}, ann), ask(id)]);
  assert.equal(mine.headers.get('etag'), null);
  assert.equal(mine.headers.get('cache-control'), 'private, no-store');
  const marks = (note: unknown) => {
    const { liked, mine: own, following } = note as Record<string, boolean>;
    return [liked, own, following];
  };
  assert.deepEqual(marks(await mine.json()), [true, true, false]);
  assert.deepEqual(marks(await theirs.json()), [false, false, false]);
});

test('a note that is not public any more is told to no visitor who asks afterwards, however many are asking', async () => {
  const { id } = await publish('Now you see me');
  const params = { id };
  let asking = true;
  const crowd = Array.from({ length: 12 }, async () => {
    while (asking) await (await ask(id)).body?.cancel();
  });
  for (let round = 0; round < 12; round += 1) {
    await w.base.pool.query('delete from buckets');
    await ann.call('PATCH /notes/:id', { params, body: { visibility: 'followers' } });
    const hidden = await Promise.all(Array.from({ length: 8 }, () => ask(id)));
    assert.deepEqual(new Set(hidden.map(({ status }) => status)), new Set([404]));
    await ann.call('PATCH /notes/:id', { params, body: { visibility: 'public', title: `Round ${round}` } });
    const shown = (await (await ask(id)).json()) as { title: string };
    assert.equal(shown.title, `Round ${round}`);
  }
  asking = false;
  await Promise.all(crowd);
});
