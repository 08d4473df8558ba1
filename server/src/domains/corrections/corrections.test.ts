import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { sql } from 'kysely';
import { transact } from '../../kernel/transaction.ts';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { personErased } from '../people/index.ts';
import { wantTranslations } from '../translation/index.ts';
import { WAIT_MS } from './rules.ts';

let w: World;
let server: TestServer;
let mei: Somebody;
let ann: Somebody;
let wang: Somebody;
let bo: Somebody;
let mod: Somebody;
const BOTH = ['zh-Hans', 'en'];

before(async () => {
  ensureDictionary();
  server = await engineServer(
    'libretranslate',
    (text, to) => gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text,
  );
  w = await world({
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate' },
    ...{ LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY },
  });
  mei = await w.person('mei', { reads: ['zh-Hans'] });
  ann = await w.person('ann', { reads: BOTH });
  wang = await w.person('wang', { reads: BOTH });
  bo = await w.person('bo', { reads: ['en'] });
  mod = await w.person('mod', { reads: BOTH, role: 'moderator' });
});
after(async () => {
  await w.close();
  await server.close();
});

const settle = () => w.settle({ but: ['notes.render-card'] });

const BODY = '我今天在上海喝了一杯红枣茶。明天我还想再去一次。';

async function noteOf(who: Somebody, body = BODY, visibility: 'public' | 'followers' | 'me' = 'public') {
  const note = await who.call('POST /notes', { body: { title: '', body, visibility } });
  await settle();
  return note.id;
}

const versions = (who: Pick<Somebody, 'call'>, text: string, kind: 'note' | 'comment' = 'note') =>
  who.call('GET /texts/:kind/:text', { params: { kind, text }, query: { language: 'en' } });

async function give(
  who: Somebody,
  text: string,
  { at = 0, words = '', kind = 'note' as 'note' | 'comment' },
) {
  const { fields } = await versions(who, text, kind);
  const { field, sentences } = fields.find((one) => one.field === 'body')!;
  const { sentence, words: instead } = sentences[at]!;
  return who.call('POST /texts/:kind/:text/corrections', {
    params: { kind, text },
    body: { field, language: 'en', sentence, instead, words },
  });
}

const vote = (who: Somebody, id: string, said: 'for' | 'against') =>
  who.call('PUT /corrections/:id/vote', { params: { id }, body: { vote: said } });

const decide = (who: Somebody, id: string, state: 'accepted' | 'refused' | 'reverted' | 'withdrawn') =>
  who.call('PATCH /corrections/:id', { params: { id }, body: { state } });

const read = (who: Pick<Somebody, 'call'>, id: string) =>
  who.call('GET /corrections/:id', { params: { id } });

async function standing(who: Somebody, many: number) {
  await sql`insert into correctors (person_id, stayed, standing) values (${who.id}, ${many}, ${many})
    on conflict (person_id) do update set standing = excluded.standing`.execute(w.base.db);
}

/** A day later for one suggestion. */
async function dayLater(id: string) {
  await sql`update corrections set opened_at = opened_at - make_interval(secs => ${WAIT_MS / 1000 + 60}) where id = ${id}`.execute(
    w.base.db,
  );
  await transact(w.as(), async (tx) => tx.enqueue({ name: 'corrections.reconsider' }, { id }));
  await settle();
}

test('a sentence that moderators accept stands in the version, under the giver’s name, and the rest stays', async () => {
  const id = await noteOf(mei);
  const before = await versions(ann, id);
  assert.equal(before.why, null);
  const machine = before.fields[0]!.sentences[1]!.words;
  const given = await give(ann, id, { words: 'Today I had a cup of jujube tea in Shanghai.' });
  assert.deepEqual([given.state, given.by?.handle, given.mine], ['open', 'ann', true]);
  await decide(mod, given.id, 'accepted');
  const after = await versions(bo, id);
  const [first, second] = after.fields[0]!.sentences;
  assert.deepEqual([first!.words.trim(), first!.state, first!.by?.handle], [given.words, 'human', 'ann']);
  assert.equal(second!.words, machine);
  const note = await bo.call('GET /notes/:id', { params: { id } });
  const version = note.versions.find(({ language }) => language === 'en')!;
  assert.ok(version.body.startsWith('Today I had a cup of jujube tea in Shanghai. '), version.body);
  assert.deepEqual(
    version.people?.map(({ handle }) => handle),
    ['ann'],
  );
  const credit = await bo.call('GET /people/:person/corrections', { params: { person: 'ann' } });
  assert.deepEqual([credit.total, credit.items[0]!.words], [1, given.words]);
});

test('an edit of the source keeps what was mended, sentence by sentence, and a machine never replaces it', async () => {
  const id = await noteOf(mei, `${BODY}天气很好。`);
  const given = await give(ann, id, { at: 1, words: 'Tomorrow I want to go again.' });
  await decide(mod, given.id, 'accepted');
  await mei.call('PATCH /notes/:id', {
    params: { id },
    body: { body: '我今天在北京喝茶。明天我还想再去一次。' },
  });
  await settle();
  const { fields } = await versions(ann, id);
  const kept = fields[0]!.sentences.find(({ words }) => words.trim() === 'Tomorrow I want to go again.');
  assert.deepEqual([kept?.state, kept?.by?.handle], ['human', 'ann']);
  await transact(w.as(), async (tx) => wantTranslations(tx, { kind: 'note', id }));
  await settle();
  assert.ok((await versions(ann, id)).fields[0]!.sentences.some(({ state }) => state === 'human'));
});

test('who reads one language alone can neither suggest nor vote, visitors are asked to sign in', async () => {
  const id = await noteOf(mei);
  assert.equal((await versions(bo, id)).why, 'languages');
  assert.equal((await versions(w.visitor, id)).why, 'sign_in');
  await assert.rejects(give(bo, id, { words: 'Mine.' }), refused('correction.languages'));
  const given = await give(ann, id, { words: 'I drank tea.' });
  await assert.rejects(vote(bo, given.id, 'for'), refused('correction.languages'));
  await assert.rejects(vote(ann, given.id, 'for'), refused('correction.own'));
  // An author who cannot read it does not accept it at a word.
  await assert.rejects(decide(mei, given.id, 'accepted'), refused('access.denied'));
});

test('an author who reads both accepts at once, refuses, reverts; their own words need nobody', async () => {
  const id = await noteOf(wang);
  const given = await give(ann, id, { words: 'Today I drank jujube tea in Shanghai.' });
  assert.equal((await decide(wang, given.id, 'accepted')).state, 'accepted');
  const back = await decide(wang, given.id, 'reverted');
  assert.equal(back.state, 'reverted');
  assert.notEqual((await versions(ann, id)).fields[0]!.sentences[0]!.words.trim(), given.words);
  const own = await give(wang, id, { words: 'I had tea in Shanghai.' });
  assert.equal(own.state, 'accepted');
  await settle();
  const told = await ann.call('GET /inbox', { query: {} });
  assert.ok(
    told.items.some(({ kind, people }) => kind === 'correction_accepted' && people[0]?.handle === 'wang'),
  );
  const heard = await wang.call('GET /inbox', { query: {} });
  assert.ok(heard.items.some(({ kind, people }) => kind === 'correction' && people[0]?.handle === 'ann'));
});

test('votes of people of standing bring it into force after a day; an objection within the review takes it back', async () => {
  const voters = [];
  for (const name of ['v_one', 'v_two', 'v_three']) {
    const one = await w.person(name, { reads: BOTH });
    await standing(one, 5);
    voters.push(one);
  }
  const id = await noteOf(mei, '这家店的面条非常好吃。老板人也很好。');
  const machine = (await versions(ann, id)).fields[0]!.sentences[0]!.words;
  const given = await give(ann, id, { words: 'The noodles in this shop are delicious.' });
  for (const one of voters.slice(0, 2)) await vote(one, given.id, 'for');
  assert.equal((await read(ann, given.id)).state, 'open');
  await dayLater(given.id);
  assert.equal((await read(ann, given.id)).state, 'accepted');
  assert.equal((await versions(bo, id)).fields[0]!.sentences[0]!.by?.handle, 'ann');
  const held = await vote(voters[2]!, given.id, 'against');
  assert.equal(held.state, 'held');
  assert.equal((await versions(bo, id)).fields[0]!.sentences[0]!.words, machine);
  const again = await voters[2]!.call('DELETE /corrections/:id/vote', { params: { id: given.id } });
  assert.equal(again.state, 'accepted');
  const asked = await voters[2]!.call('GET /corrections', { query: {} });
  assert.ok(!asked.items.some((one) => one.id === given.id), 'what is decided is asked of nobody');
  for (const one of voters) await standing(one, 0);
});

test('stale: an original or a version that changed meanwhile is told, and nothing is overwritten', async () => {
  const id = await noteOf(wang);
  const { fields } = await versions(ann, id);
  const seen = fields[0]!.sentences[0]!;
  const sending = (who: Somebody, words: string) =>
    who.call('POST /texts/:kind/:text/corrections', {
      params: { kind: 'note', text: id },
      body: { field: 'body', language: 'en', sentence: seen.sentence, instead: seen.words, words },
    });
  const [first, twice] = await Promise.all([
    sending(ann, 'I had jujube tea.'),
    sending(ann, 'I had jujube tea.'),
  ]);
  assert.equal(first.id, twice.id, 'the same again is the same suggestion');
  const other = await sending(mod, 'Jujube tea it was.');
  await decide(wang, first.id, 'accepted');
  assert.equal((await read(ann, other.id)).state, 'gone');
  await assert.rejects(sending(mod, 'Tea.'), refused('correction.moved'));
  await assert.rejects(sending(ann, first.words), refused('correction.moved'));
  await wang.call('PATCH /notes/:id', { params: { id }, body: { body: '完全不同的一句话。' } });
  await settle();
  await assert.rejects(sending(ann, 'Other.'), refused('correction.gone'));
});

test('an author’s lock holds against everybody, and can be lifted', async () => {
  const id = await noteOf(wang);
  const before = await give(ann, id, { words: 'Jujube tea today.' });
  const lock = (who: Somebody, locked: boolean) =>
    who.call('PUT /texts/:kind/:text/lock', {
      params: { kind: 'note', text: id },
      body: { language: 'en', locked },
    });
  await assert.rejects(lock(ann, true), refused('access.denied'));
  await lock(wang, true);
  assert.equal((await versions(ann, id)).why, 'locked');
  await assert.rejects(give(ann, id, { words: 'No.' }), refused('correction.locked'));
  await assert.rejects(decide(mod, before.id, 'accepted'), refused('correction.locked'));
  await lock(wang, false);
  assert.equal((await decide(mod, before.id, 'accepted')).state, 'accepted');
});

test('limits: so many that wait, nothing empty, nothing the same, nothing out of proportion', async () => {
  const many = await w.person('many', { reads: BOTH });
  const id = await noteOf(mei);
  await assert.rejects(give(many, id, { words: ' ' }), refused('correction.empty'));
  await assert.rejects(give(many, id, { words: 'so long '.repeat(200) }), refused('correction.long'));
  const now = (await versions(many, id)).fields[0]!.sentences[0]!.words;
  await assert.rejects(give(many, id, { words: now }), refused('correction.same'));
  for (const at of [1, 2, 3, 4, 5]) await give(many, id, { words: `Tea number ${at}.` });
  await assert.rejects(give(many, id, { words: 'One more.' }), refused('correction.many'));
});

test('a malicious one is reported, put back, and its giver has no say any more', async () => {
  const vandal = await w.person('vandal', { reads: BOTH });
  const id = await noteOf(wang);
  const given = await give(vandal, id, { words: 'Wang hates everybody.' });
  const other = await give(vandal, id, { at: 1, words: 'Wang is mean.' });
  await decide(wang, given.id, 'accepted');
  const { id: report } = await ann.call('POST /reports', {
    body: { subject: { kind: 'correction', id: given.id }, reason: 'mistranslation' },
  });
  const decided = await mod.call('PATCH /admin/reports/:id', {
    params: { id: report },
    body: { state: 'removed' },
  });
  assert.match(decided.excerpt, /Wang hates everybody/);
  assert.equal((await read(ann, given.id)).state, 'reverted');
  assert.equal((await read(ann, other.id)).state, 'refused');
  assert.ok(!(await versions(bo, id)).fields[0]!.sentences.some(({ by }) => by !== null));
  await assert.rejects(give(vandal, id, { words: 'Again.' }), refused('correction.many'));
});

test('comments, too; what may not be seen is not found, and a removed one takes its suggestions along', async () => {
  const id = await noteOf(wang);
  const said = await mei.call('POST /notes/:id/comments', {
    params: { id },
    body: { body: '这个茶我也喝过，味道特别香。' },
  });
  await settle();
  const given = await give(ann, said.id, {
    kind: 'comment',
    words: 'I have had this tea too, it smells wonderful.',
  });
  await decide(mod, given.id, 'accepted');
  const { items } = await bo.call('GET /notes/:id/comments', { params: { id } });
  const shown = items.find((one) => one.id === said.id)!.shown;
  assert.deepEqual([shown.body, shown.state, shown.people?.[0]?.handle], [given.words, 'human', 'ann']);
  await mei.call('PUT /people/:person/block', { params: { person: bo.id } });
  await assert.rejects(read(bo, given.id), refused('correction.not_found'));
  await assert.rejects(versions(bo, said.id, 'comment'), refused('text.not_found'));
  await mei.call('DELETE /comments/:id', { params: { id: said.id } });
  await settle();
  await assert.rejects(read(ann, given.id), refused('correction.not_found'));
  const hidden = await noteOf(wang, BODY, 'me');
  await assert.rejects(versions(ann, hidden), refused('text.not_found'));
});

test('of somebody erased the words stay, under nobody’s name', async () => {
  const gone = await w.person('gone', { reads: BOTH });
  const id = await noteOf(wang);
  const given = await give(gone, id, { words: 'Today it was jujube tea.' });
  const waits = await give(gone, id, { at: 1, words: 'Tomorrow again.' });
  await decide(wang, given.id, 'accepted');
  await transact(w.as(), async (tx) => tx.emit(personErased, { personId: gone.id }));
  await settle();
  const [first] = (await versions(ann, id)).fields[0]!.sentences;
  assert.deepEqual([first!.words.trim(), first!.state, first!.by], [given.words, 'human', null]);
  assert.equal((await read(ann, given.id)).by, null);
  await assert.rejects(read(ann, waits.id), refused('correction.not_found'));
  const { rows } = await w.base.pool.query(
    `select from translations where parts::text like '%' || $1 || '%'`,
    [gone.id],
  );
  assert.equal(rows.length, 0);
});
