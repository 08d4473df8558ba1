import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { sql } from 'kysely';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

// A text is asked for now, and its owner keeps it as it is.

let w: World;
let server: TestServer;
let ann: Somebody;
let mei: Somebody;

before(async () => {
  ensureDictionary();
  server = await engineServer('libretranslate', (text, to) => {
    return gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text;
  });
  w = await world({
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate' },
    ...{ LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY },
  });
  ann = await w.person('ann', { reads: ['en'] });
  mei = await w.person('mei', { reads: ['zh-Hans'] });
});
after(async () => {
  await w.close();
  await server.close();
});

const settle = () => w.settle({ but: ['notes.render-card'] });
const job = async (id: string) =>
  (
    await sql<{ priority: number; soon: boolean }>`
      select priority, run_at <= now() as soon from waiting_jobs where key = ${`text:note:${id}`}`.execute(
      w.base.db,
    )
  ).rows[0];

const lock = (
  who: Somebody,
  params: { kind: 'note' | 'comment' | 'board' | 'person'; text: string },
  locked = true,
) => who.call('PUT /texts/:kind/:text/lock', { params, body: { language: 'zh-Hans', locked } });

const publish = (body: string) =>
  ann.call('POST /notes', { body: { title: '', body, media: [] } as never }).then(({ id }) => id);

test('a text that has only a gloss is translated before all others when somebody asks, and they see when it is there', async () => {
  server.manner = 'broken';
  const id = await publish('The bread was warm this morning.');
  await settle();
  const params = { id };
  const before = await mei.call('GET /notes/:id/translation', { params });
  assert.deepEqual(
    before.versions.map(({ field, language, state }) => [field, language, state]),
    [
      ['body', 'zh-Hans', 'gloss'],
      ['body', 'zh-Hant', 'gloss'],
    ],
  );
  assert.equal(await job(id), undefined);
  server.manner = 'well';
  await sql`delete from waiting_jobs`.execute(w.base.db);
  const asked = await mei.call('PUT /notes/:id/translation', { params });
  assert.equal(asked.waiting, true);
  assert.deepEqual(await job(id), { priority: -10, soon: true });
  await mei.call('PUT /notes/:id/translation', { params });
  await settle();
  const { versions, waiting } = await mei.call('GET /notes/:id/translation', { params });
  assert.equal(waiting, false);
  assert.equal(versions[0]!.state, 'machine');
  assert.equal(versions[0]!.by, 'LibreTranslate');
  assert.ok(versions[0]!.pairs!.length > 0);
  await mei.call('PUT /notes/:id/translation', { params });
  assert.equal(await job(id), undefined, 'what is as good as it can be is not made again');
});

test('nothing is made for who reads the original, and nothing of what one alone sees', async () => {
  const id = await publish('The river is high today.');
  await settle();
  await sql`update texts set made_by = 'others' where id = ${id}`.execute(w.base.db);
  const { waiting } = await ann.call('PUT /notes/:id/translation', { params: { id } });
  assert.equal(waiting, false);
  const own = await ann.call('POST /notes', {
    body: { title: '', body: 'Only for me.', visibility: 'me' } as never,
  });
  const answer = await ann.call('PUT /notes/:id/translation', { params: { id: own.id } });
  assert.deepEqual(answer, { versions: [], waiting: false });
});

test('visitors may ask too, as often as an address may; members as often as a member may', async () => {
  const id = await publish('Noodles again.');
  const path = `/api/v1/notes/${id}/translation`;
  for (const who of [w.visitor, mei]) assert.equal((await who.fetch(path, { method: 'PUT' })).status, 200);
  await sql`update buckets set tokens = 0`.execute(w.base.db);
  for (const who of [w.visitor, mei]) assert.equal((await who.fetch(path, { method: 'PUT' })).status, 429);
  await sql`delete from buckets`.execute(w.base.db);
});

test('the author keeps a translation as it is until the text is another one; a stranger cannot', async () => {
  const id = await publish('The bread is on the table.');
  await settle();
  await assert.rejects(lock(mei, { kind: 'note', text: id }), refused('access.denied'));
  await lock(ann, { kind: 'note', text: id });
  const hers = await ann.call('GET /notes/:id/translation', { params: { id } });
  assert.deepEqual(hers.versions, [], 'she reads the original');
  const seen = await mei.call('GET /notes/:id/translation', { params: { id } });
  assert.deepEqual(
    seen.versions.map(({ language, locked: kept }) => [language, kept]),
    [
      ['zh-Hans', true],
      ['zh-Hant', false],
    ],
  );
  await sql`update translations set state = 'gloss', parts = null, text = '很旧' where id = ${id}`.execute(
    w.base.db,
  );
  await sql`update texts set made_by = 'others' where id = ${id}`.execute(w.base.db);
  await mei.call('PUT /notes/:id/translation', { params: { id } });
  await settle();
  const kept = await mei.call('GET /notes/:id/translation', { params: { id } });
  assert.deepEqual(
    kept.versions.map(({ text, state }) => [text === '很旧', state]),
    [
      [false, 'machine'],
      [true, 'gloss'],
    ],
  );
  await lock(ann, { kind: 'note', text: id }, false);
  await settle();
  const changed = await mei.call('GET /notes/:id/translation', { params: { id } });
  assert.deepEqual(
    changed.versions.map(({ text, state, locked: still }) => [text === '很旧', state, still]),
    [
      [false, 'machine', false],
      [false, 'machine', false],
    ],
  );
});

test('comments, boards and what people say of themselves are asked for and kept in the same way', async () => {
  const note = await publish('A table and a chair.');
  const comment = await ann.call('POST /notes/:id/comments', {
    params: { id: note },
    body: { body: 'The chair was too low for me.' },
  });
  const board = await ann.call('POST /boards', {
    body: { name: 'Chairs of this city', visibility: 'public' },
  });
  await ann.call('PATCH /me', {
    body: { bio: [{ language: 'en', text: 'I collect old chairs.' }] } as never,
  });
  await settle();
  const answers = [
    await mei.call('PUT /comments/:id/translation', { params: { id: comment.id } }),
    await mei.call('PUT /boards/:id/translation', { params: { id: board.id } }),
    await mei.call('PUT /people/:person/translation', { params: { person: ann.id } }),
  ];
  assert.deepEqual(
    answers.map(({ versions: [first] }) => [first!.kind, first!.field, first!.state, first!.locked]),
    [
      ['comment', 'body', 'machine', false],
      ['board', 'name', 'machine', false],
      ['person', 'bio', 'machine', false],
    ],
  );
  await lock(ann, { kind: 'comment', text: comment.id });
  await lock(ann, { kind: 'board', text: board.id });
  await lock(ann, { kind: 'person', text: ann.id });
  const { rows } = await sql<{ kind: string }>`
    select kind from translations where locked and language = 'zh-Hans' and kind <> 'note' order by kind`.execute(
    w.base.db,
  );
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['board', 'comment', 'person'],
  );
});
