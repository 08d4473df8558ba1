import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { passVerdict } from '../domains/verdicts/index.ts';
import { transact } from '../kernel/transaction.ts';
import { until } from '../testing/until.ts';
import { world, type Somebody, type World } from '../testing/world.ts';

// What a request must bring along to be heard at all, and rules that hold across domains beside the matrix.

let w: World;
let ann: Somebody;
let bo: Somebody;
before(async () => {
  w = await world();
  [ann, bo] = [await w.person('ann'), await w.person('bo')];
});
after(() => w.close());

const PICTURE = join(import.meta.dirname, '../demo/pictures/parabola-1-8619c75e.webp');
const to = (person: Somebody) => ({ params: { person: person.id } });
const at = (id: string) => ({ params: { id } });

async function codeOf(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  return response.ok ? String(response.status) : ((await response.json()) as { code: string }).code;
}

async function upload(person: Somebody): Promise<{ id: string; url: string }> {
  const form = new FormData();
  form.append('file', new File([readFileSync(PICTURE)], 'a.webp', { type: 'image/webp' }));
  const response = await person.fetch('/api/v1/media', { method: 'POST', body: form });
  assert.equal(response.status, 201);
  return (await response.json()) as { id: string; url: string };
}

test('a browser on another site may change nothing, whichever header says so', async () => {
  const put = (headers: Record<string, string>) => {
    const all = { host: 'localhost:3000', ...headers };
    return codeOf(
      ann.fetch(`http://localhost:3000/api/v1/people/${bo.id}/mute`, { method: 'PUT', headers: all }),
    );
  };
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:3000.evil.example' },
    { origin: 'null' },
  ] as Record<string, string>[]) {
    assert.equal(await put(headers), 'request.cross_site', JSON.stringify(headers));
  }
  for (const headers of [
    {},
    { 'sec-fetch-site': 'same-origin' },
    { origin: 'http://localhost:3000' },
  ] as Record<string, string>[]) {
    assert.equal(await put(headers), '204', JSON.stringify(headers));
  }
  await ann.call('DELETE /people/:person/mute', to(bo));
  assert.equal(
    await codeOf(ann.fetch('/api/v1/me/mutes', { headers: { origin: 'https://evil.example' } })),
    '200',
  );
});

test('a session counts only with our signature and until it ends', async () => {
  const asks = (cookie: string) => codeOf(w.visitor.fetch('/api/v1/me/mutes', { headers: { cookie } }));
  assert.equal(await asks(ann.cookie), '200');
  const [name, value] = ann.cookie.split('=') as [string, string];
  const token = decodeURIComponent(value).split('.')[0]!;
  const forged = Buffer.alloc(32, 7).toString('base64');
  for (const cookie of [token, `${token}.`, `${token}.${forged}`]) {
    assert.equal(await asks(`${name}=${encodeURIComponent(cookie)}`), 'access.sign_in', cookie);
  }
  const guest = await w.person('guest');
  await w.base.db
    .updateTable('sessions')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('person_id', '=', guest.id)
    .execute();
  assert.equal(await codeOf(guest.fetch('/api/v1/me/mutes')), 'access.sign_in');
});

test('a members-only community shows visitors its door and nothing else', async () => {
  const ask = (path: string) => codeOf(w.visitor.fetch(`/api/v1${path}`));
  await w.base.db.updateTable('community').set({ members_only: true }).execute();
  await until('the policy is in force', async () => (await ask('/channels')) === 'access.members_only');
  for (const path of ['/feed/explore', '/search?q=a', `/people/${ann.id}`])
    assert.equal(await ask(path), 'access.members_only');
  for (const path of ['/session', '/community', '/community/rules']) assert.equal(await ask(path), '200');
  assert.equal(await codeOf(ann.fetch('/api/v1/channels')), '200');
  await w.base.db.updateTable('community').set({ members_only: false }).execute();
  await until('it is open again', async () => (await ask('/channels')) === '200');
});

test('pictures go to those who may see what they belong to', async () => {
  const guest = await w.person('picture_guest');
  const get = async (who: Pick<Somebody, 'fetch'>, url: string) => (await who.fetch(url)).status;
  const loose = await upload(ann);
  assert.deepEqual(
    [await get(ann, loose.url), await get(bo, loose.url), await get(w.visitor, loose.url)],
    [200, 404, 404],
  );
  assert.equal(await codeOf(bo.fetch(`/api/v1/media/${loose.id}`)), 'media.not_found');
  const taken = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'not mine', media: [loose.id] }),
  };
  assert.notEqual(await codeOf(bo.fetch('/api/v1/notes', taken)), '201');
  for (const [method, body] of [
    ['PATCH', '{"alt":"changed"}'],
    ['DELETE', undefined],
  ] as const) {
    const init = { method, ...(body && { body, headers: { 'content-type': 'application/json' } }) };
    assert.equal(await codeOf(bo.fetch(`/api/v1/media/${loose.id}`, init)), 'media.not_found');
  }
  const note = await ann.call('POST /notes', {
    body: { title: 'for followers', media: [loose.id], visibility: 'followers' },
  });
  const { url } = note.media[0]!;
  await guest.call('PUT /people/:person/follow', to(ann));
  assert.deepEqual([await get(guest, url), await get(bo, url), await get(w.visitor, url)], [200, 404, 404]);
  await w.base.db
    .updateTable('people')
    .set({ suspended_until: new Date(Date.now() + 60_000) })
    .where('id', '=', guest.id)
    .execute();
  assert.equal(await get(guest, url), 404);
  await ann.call('PATCH /notes/:id', { ...at(note.id), body: { visibility: 'public' } });
  assert.equal(await get(w.visitor, url), 200);
  await transact(w.as(), (tx) => passVerdict(tx, { kind: 'note', id: note.id, effect: 'remove' }));
  assert.deepEqual([await get(ann, url), await get(bo, url), await get(w.visitor, url)], [200, 404, 404]);
});

test('a verdict ends when its time is over', async () => {
  const { id } = await ann.call('POST /notes', { body: { title: 'judged for a while' } });
  const pass = (until: Date) =>
    transact(w.as(), (tx) => passVerdict(tx, { kind: 'note', id, effect: 'remove', until }));
  const status = async () => (await bo.fetch(`/api/v1/notes/${id}`)).status;
  await pass(new Date(Date.now() + 60_000));
  assert.equal(await status(), 404);
  await pass(new Date(Date.now() - 60_000));
  assert.equal(await status(), 200);
});

test('somebody muted says nothing in one’s comments and inbox, and stays where one looks for them', async () => {
  const loud = await w.person('loud');
  const note = await ann.call('POST /notes', { body: { title: 'what do you think' } });
  await loud.call('POST /notes/:id/comments', { ...at(note.id), body: { body: 'LOUD' } });
  const theirs = await loud.call('POST /notes', { body: { title: 'muted note', body: '#hushed' } });
  await w.settle({ but: ['notes.render-card'] });
  const said = async () => (await ann.call('GET /notes/:id/comments', at(note.id))).items.length;
  const heard = async () =>
    (await ann.call('GET /inbox')).items.filter(({ kind }) => kind === 'comment').length;
  const unread = async () => (await ann.call('GET /inbox/unread')).comments;
  const listed = async () =>
    (await ann.call('GET /topics/:topic/notes', { params: { topic: 'hushed' } })).items.length;
  const found = async () => (await ann.call('GET /search', { query: { q: 'hushed' } })).items.length;
  const all = async () => [await said(), await heard(), await unread(), await listed(), await found()];
  assert.deepEqual(await all(), [1, 1, 1, 1, 1]);
  await ann.call('PUT /people/:person/mute', to(loud));
  assert.deepEqual(await all(), [0, 0, 0, 0, 0]);
  assert.equal((await ann.call('GET /notes/:id', at(theirs.id))).title, 'muted note');
  assert.equal((await ann.call('GET /people/:person/notes', to(loud))).items.length, 1);
});

test('drafts, boards and unfinished uploads are their owner’s', async () => {
  const id = '0198a000-0000-7000-8000-000000000001';
  await ann.call('PUT /drafts/:id', { params: { id }, body: { content: { title: 'mine' } } });
  await assert.rejects(bo.call('PUT /drafts/:id', { params: { id }, body: { content: { title: 'taken' } } }));
  await assert.rejects(bo.call('DELETE /drafts/:id', { params: { id } }));
  assert.deepEqual((await bo.call('GET /drafts')).items, []);
  assert.deepEqual((await ann.call('GET /drafts')).items[0]!.content, { title: 'mine' });
  const board = await ann.call('POST /boards', { body: { name: 'Open board', visibility: 'public' } });
  const note = await bo.call('POST /notes', { body: { title: 'for a board' } });
  await assert.rejects(bo.call('PATCH /boards/:id', { ...at(board.id), body: { name: 'Taken' } }));
  await assert.rejects(
    bo.call('PUT /boards/:id/notes/:note', { params: { id: board.id, note: note.id }, body: {} }),
  );
  await assert.rejects(bo.call('DELETE /boards/:id', at(board.id)));
  assert.equal((await bo.call('GET /boards/:id', at(board.id))).name, 'Open board');
});

test('a block hides both ways, whoever made it', async () => {
  const [one, other] = [await w.person('one'), await w.person('other')];
  const { id } = await one.call('POST /notes', { body: { title: 'of one' } });
  const theirs = await other.call('POST /notes', { body: { title: 'of the other' } });
  await one.call('PUT /people/:person/block', to(other));
  assert.equal(await codeOf(other.fetch(`/api/v1/notes/${id}`)), 'note.not_found');
  assert.equal(await codeOf(one.fetch(`/api/v1/notes/${theirs.id}`)), 'note.not_found');
  assert.equal(await codeOf(other.fetch(`/api/v1/people/${one.id}`)), 'person.not_found');
});

test('devices and tokens are ended by their owner', async () => {
  const token = await ann.call('POST /me/tokens', { body: { name: 'Mine', scopes: ['read'] } });
  await assert.rejects(bo.call('DELETE /me/tokens/:id', at(token.id)));
  const [device] = (await ann.call('GET /me/devices')).items;
  await assert.rejects(bo.call('DELETE /me/devices/:id', at(device!.id)));
  assert.equal((await ann.call('GET /me/tokens')).items.length, 1);
});

test('comments are changed by their writer, removed by them or the team, pinned and hidden by the note’s author', async () => {
  const keeper = await w.person('keeper', { role: 'moderator' });
  const note = await ann.call('POST /notes', { body: { title: 'say something' } });
  const { id } = await bo.call('POST /notes/:id/comments', { ...at(note.id), body: { body: 'said by bo' } });
  const third = await w.person('third');
  for (const [who, keys] of [
    [
      third,
      [
        'PATCH /comments/:id',
        'DELETE /comments/:id',
        'PUT /comments/:id/pin',
        'DELETE /comments/:id/pin',
        'PUT /comments/:id/hide',
        'DELETE /comments/:id/hide',
      ],
    ],
    [ann, ['PATCH /comments/:id', 'DELETE /comments/:id']],
    [bo, ['PUT /comments/:id/pin', 'PUT /comments/:id/hide']],
  ] as const) {
    for (const key of keys) {
      const [method, path] = key.split(' ') as [string, string];
      const body =
        method === 'PATCH'
          ? { body: JSON.stringify({ body: 'changed' }), headers: { 'content-type': 'application/json' } }
          : {};
      assert.equal(
        await codeOf(who.fetch(`/api/v1${path.replace(':id', id)}`, { method, ...body })),
        'access.denied',
        `${key} by ${who.handle}`,
      );
    }
  }
  const [said] = (await ann.call('GET /notes/:id/comments', at(note.id))).items;
  assert.deepEqual([said!.body, said!.hidden, said!.pinned], ['said by bo', false, false]);
  await keeper.call('DELETE /comments/:id', at(id));
  assert.equal((await ann.call('GET /notes/:id/comments', at(note.id))).items[0]!.removed, true);
});

test('a note deleted more than 30 days ago does not come back', async () => {
  const { id } = await ann.call('POST /notes', { body: { title: 'thrown away' } });
  await ann.call('DELETE /notes/:id', at(id));
  const deleted = (days: number) =>
    w.base.pool.query(`update notes set deleted_at = now() - make_interval(days => $1) where id = $2`, [
      days,
      id,
    ]);
  await deleted(31);
  await assert.rejects(ann.call('DELETE /me/trash/:id', at(id)));
  await deleted(29);
  await ann.call('DELETE /me/trash/:id', at(id));
  assert.equal((await bo.call('GET /notes/:id', at(id))).title, 'thrown away');
});

test('an access token is nothing to the routes that let people in and out', async () => {
  const { secret } = await ann.call('POST /me/tokens', {
    body: { name: 'Program', scopes: ['read', 'write'] },
  });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  const ask = (path: string, body: object) =>
    codeOf(w.visitor.fetch(`/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
  assert.equal(await ask('/sign-in/handle', { handle: 'ann', password: 'not hers at all' }), 'access.scope');
  assert.equal(await ask('/sign-out', {}), 'access.scope');
});

test('a file over 30 MB is refused, whatever it holds', async () => {
  const form = new FormData();
  const bytes = Buffer.concat([readFileSync(PICTURE), Buffer.alloc(30 * 1024 * 1024)]);
  form.append('file', new File([bytes], 'big.webp', { type: 'image/webp' }));
  assert.equal(await codeOf(ann.fetch('/api/v1/media', { method: 'POST', body: form })), 'media.too_large');
});

test('a null character in an address is refused, not a failure', async () => {
  for (const path of [
    '/search?q=a%00b',
    '/people?q=%00',
    '/topics?q=%00',
    '/topics/a%00',
    '/people/a%00',
    '/feed/explore?channel=%00',
  ]) {
    assert.equal(await codeOf(w.visitor.fetch(`/api/v1${path}`)), 'request.invalid', path);
  }
});
