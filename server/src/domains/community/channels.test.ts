import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

let w: World;
let ann: Somebody;
let chief: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
  chief = await w.person('chief', { role: 'administrator' });
});
after(() => w.close());

const names = { en: 'Gardens', 'zh-CN': '园艺', 'zh-TW': '園藝' };
const put = (slug: string, change: object) =>
  chief.call('PUT /channels/:slug', { params: { slug }, body: { names, ...change } });
const open = async () => (await w.visitor.call('GET /channels')).items.map(({ slug }) => slug);
const kept = async () => (await chief.call('GET /admin/channels')).items;

test('a channel that is put away is still there for administrators, who can bring it back with its notes', async () => {
  await put('gardens', { position: 5 });
  const note = await ann.call('POST /notes', { body: { title: 'Tomatoes', channel: 'gardens' } });
  assert.deepEqual((await kept())[0], { slug: 'gardens', names, position: 5, archivedAt: null });
  await put('gardens', { archived: true });
  assert.ok(!(await open()).includes('gardens'));
  await assert.rejects(
    ann.call('POST /notes', { body: { title: 'Beans', channel: 'gardens' } }),
    refused('note.channel'),
  );
  const away = (await kept()).at(-1)!;
  assert.deepEqual([away.slug, away.names], ['gardens', names]);
  assert.ok(Math.abs(Date.parse(away.archivedAt!) - Date.now()) < 60_000);
  await put('gardens', { archived: false });
  assert.equal((await open())[0], 'gardens');
  assert.equal((await kept())[0]!.archivedAt, null);
  assert.equal((await ann.call('GET /notes/:id', { params: { id: note.id } })).channel, 'gardens');
  await ann.call('POST /notes', { body: { title: 'Beans', channel: 'gardens' } });
});

test('of several put away the last one comes first, and nobody else sees the list', async () => {
  for (const slug of ['one', 'two', 'three']) await put(slug, { archived: slug !== 'two' });
  const away = (await kept()).filter(({ archivedAt }) => archivedAt !== null).map(({ slug }) => slug);
  assert.deepEqual(away, ['three', 'one']);
  await assert.rejects(ann.call('GET /admin/channels'), refused('access.denied'));
});
