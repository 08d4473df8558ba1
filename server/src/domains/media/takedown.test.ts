import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { PHONE_JPEG } from '../../testing/photos.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

let w: World;
let ann: Somebody;
let mei: Somebody;
let keeper: Somebody;
before(async () => {
  w = await world();
  [ann, mei] = [await w.person('ann'), await w.person('mei')];
  keeper = await w.person('keeper', { role: 'moderator' });
});
after(() => w.close());

async function upload(): Promise<{ id: string; url: string }> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(readFileSync(PHONE_JPEG))], 'pier.jpg'));
  const response = await mei.fetch('/api/v1/media', { method: 'POST', body: form });
  return (await response.json()) as { id: string; url: string };
}

async function pictured(title: string): Promise<{ id: string; url: string }> {
  const { id } = await upload();
  const note = await mei.call('POST /notes', { body: { title, media: [id] } });
  return { id: note.id, url: note.cover!.url };
}

async function report(kind: 'note' | 'person', id: string): Promise<string> {
  return (await ann.call('POST /reports', { body: { subject: { kind, id }, reason: 'spam', words: '' } })).id;
}

const decide = (id: string, body: { state: 'open' | 'removed'; regions?: string[] }) =>
  keeper.call('PATCH /admin/reports/:id', { params: { id }, body });

async function sweptDaysLater(days: number): Promise<void> {
  await w.base.pool.query(`update verdicts set created_at = now() - make_interval(days => $1)`, [days]);
  await w.base.pool.query(`select graphile_worker.add_job('media.sweep')`);
  await w.settle();
}

const statusesOf = (urls: readonly string[]) =>
  Promise.all(urls.map(async (url) => (await mei.fetch(url)).status));

test('thirty days after a removal the bytes are gone, for the author too; what was thought over stays', async () => {
  const notes = [await pictured('taken down'), await pictured('thought over'), await pictured('abroad')];
  const urls = notes.map(({ url }) => url);
  const [gone, kept, regional] = await Promise.all(notes.map(({ id }) => report('note', id)));
  await decide(gone!, { state: 'removed' });
  await decide(kept!, { state: 'removed' });
  await decide(regional!, { state: 'removed', regions: ['DE'] });
  await sweptDaysLater(29);
  assert.deepEqual(await statusesOf(urls), [200, 200, 200], 'not a day early');
  await decide(kept!, { state: 'open' });
  await sweptDaysLater(31);
  assert.deepEqual(await statusesOf(urls), [404, 200, 200]);
  const own = await mei.call('GET /notes/:id', { params: { id: notes[0]!.id } });
  assert.deepEqual([own.title, own.cover, own.media], ['taken down', null, []]);
  const stored = await Promise.all(urls.map((url) => w.base.providers.storage.stat(url.split('/').at(-1)!)));
  assert.deepEqual(
    stored.map((file) => file !== null),
    [false, true, true],
  );
});

test('so is the face of a profile that was removed', async () => {
  const { id } = await upload();
  const { avatar } = await mei.call('PATCH /me', { body: { avatar: id } });
  await decide(await report('person', mei.id), { state: 'removed' });
  await sweptDaysLater(31);
  assert.deepEqual(await statusesOf([avatar!]), [404]);
  assert.equal((await mei.call('GET /session')).person?.avatar, null);
});
