import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { sql } from 'kysely';
import { transact } from '../../kernel/transaction.ts';
import { PHONE_JPEG } from '../../testing/photos.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { putVersions } from './index.ts';

let w: World;
let ann: Somebody;
let bo: Somebody;
before(async () => {
  ensureDictionary();
  w = await world({ TRANSLATION: '1' });
  ann = await w.person('ann', { reads: ['en'] });
  bo = await w.person('bo', { reads: ['en'] });
});
after(() => w.close());

const settle = () => w.settle({ but: ['notes.render-card'] });

/** Kinds of texts that are known. */
async function known(): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct kind from texts union select distinct kind from translations order by kind`.execute(
    w.base.db,
  );
  return rows.map(({ kind }) => kind);
}

test('with a person go their texts in every language; what others wrote stays', async () => {
  const others = await bo.call('POST /notes', {
    body: { title: '', body: 'The bread at the corner was warm.', media: [] } as never,
  });
  await settle();
  const stays = await versions('note', others.id);
  assert.ok(stays.length > 0);
  const media = await upload(ann);
  const { id: note } = await ann.call('POST /notes', {
    body: {
      title: 'A quiet street',
      body: 'We walked for two hours.',
      media: [media],
      alts: { [media]: 'A red door in a wall' },
    } as never,
  });
  const said = await ann.call('POST /notes/:id/comments', {
    params: { id: others.id },
    body: { body: 'I would like to have bread.' },
  });
  const answer = await bo.call('POST /notes/:id/comments', {
    params: { id: note },
    body: { body: 'Where is this street?' },
  });
  const board = await ann.call('POST /boards', {
    body: { name: 'Streets that I like', visibility: 'public' } as never,
  });
  await ann.call('PATCH /me', { body: { bio: [{ language: 'en', text: 'I like old streets.' }] } });
  // A translation that she gave to somebody else's note is theirs to read; only her name goes.
  await transact(w.as(ann), (tx) =>
    putVersions(tx, [
      {
        ...{ kind: 'note', id: others.id, field: 'body', language: 'zh-Hans', sourceVersion: 1 },
        ...{ state: 'human', engine: 'human', text: '街角的面包是热的。', by: ann.id },
      },
    ]),
  );
  await settle();
  assert.deepEqual(await known(), ['board', 'comment', 'note', 'person', 'picture']);
  await ann.call('DELETE /me');
  await sql`update people set closed_at = now() - interval '31 days' where id = ${ann.id}`.execute(w.base.db);
  await sql`select graphile_worker.add_job('people.daily')`.execute(w.base.db);
  await settle();
  for (const [kind, id] of [
    ['note', note],
    ['comment', said.id],
    ['comment', answer.id],
    ['board', board.id],
    ['person', ann.id],
    ['picture', media],
  ] as const)
    assert.deepEqual([...(await versions(kind, id)), ...(await texts(kind, id))], [], `${kind} ${id}`);
  const left = await versions('note', others.id);
  assert.deepEqual(
    left.filter(({ state }) => state === 'human'),
    [{ language: 'zh-Hans', state: 'human', by_id: null }],
  );
  assert.equal(left.length, stays.length + 1);
});

async function upload(who: Somebody): Promise<string> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(readFileSync(PHONE_JPEG))], 'pier.jpg'));
  const response = await who.fetch('/api/v1/media', { method: 'POST', body: form });
  return ((await response.json()) as { id: string }).id;
}

async function versions(kind: string, id: string) {
  const { rows } = await sql<{ language: string; state: string; by_id: string | null }>`
    select language, state, by_id from translations where kind = ${kind} and id = ${id}`.execute(w.base.db);
  return rows;
}

async function texts(kind: string, id: string) {
  const { rows } = await sql<{
    field: string;
  }>`select field from texts where kind = ${kind} and id = ${id}`.execute(w.base.db);
  return rows;
}
