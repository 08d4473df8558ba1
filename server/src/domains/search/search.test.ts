import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { indexNotes } from './index.ts';
import { documentOf, queryOf } from './rules.ts';

let w: World;
let ann: Somebody;
let mei: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
  mei = await w.person('mei', { name: '小梅', reads: ['zh-Hans'] });
});
after(() => w.close());
// Limits are tested below and elsewhere; what earlier tests left to be drawn is not waited for.
beforeEach(() => w.base.pool.query('delete from buckets; delete from graphile_worker._private_jobs'));

interface Written {
  title?: string;
  body?: string;
  versions?: { language: string; title: string; body: string }[];
  visibility?: 'public' | 'followers' | 'me';
}
const write = async (person: Somebody, note: Written) =>
  (await person.call('POST /notes', { body: { media: [], ...note } })).id;
const find = (person: Pick<Somebody, 'call'>, q: string, more: { cursor?: string; limit?: number } = {}) =>
  person.call('GET /search', { query: { q, ...more } });
const titlesOf = async (person: Pick<Somebody, 'call'>, q: string) =>
  (await find(person, q)).items.map(({ title }) => title);

/** Puts many public notes there at once, oldest first, with their documents. */
async function many(person: Somebody, title: string, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) =>
    w.base.ids.at(new Date(Date.now() - (count - index) * 3_600_000), person.id),
  );
  await w.base.pool.query(
    `insert into notes (id, author_id, published_at, title, body, language, visibility, form)
     select id, $2, now() - ($4 - place) * interval '1 hour', $3 || ' ' || place, '', 'en', 'public', 'text'
     from unnest($1::bigint[]) with ordinality n(id, place)`,
    [ids, person.id, title, count],
  );
  for (let from = 0; from < ids.length; from += 500) await indexNotes(w.as(), ids.slice(from, from + 500));
}

test('every stretch of a Chinese text finds it, in either script, and words of others in any case', async () => {
  await write(mei, { title: '成都火锅地图', body: '冬天一定要去的三家店' });
  await write(ann, { title: 'Where to eat Sichuan hot pot', body: "Ann's list of cafés, for Chén too" });
  await w.settle();
  for (const q of ['火锅', '火鍋', '锅地', '要去的三家', '成都火锅地图'])
    assert.deepEqual(await titlesOf(ann, q), ['成都火锅地图'], q);
  for (const q of ['HOT pot', 'cafes', 'café ann', 'sich', 'ｓｉｃｈｕａｎ', 'chen'])
    assert.deepEqual(await titlesOf(mei, q), ['Where to eat Sichuan hot pot'], q);
  for (const q of ['火锅店吗', 'hot soup', 'otpo']) assert.deepEqual(await titlesOf(ann, q), [], q);
});

test('the author’s other languages and every name of a topic find a note too', async () => {
  const keeper = await w.person('keeper', { role: 'moderator' });
  await write(ann, { title: 'first', body: 'of #dumplings' });
  await keeper.call('PUT /topics/:topic/names/:name', {
    params: { topic: 'dumplings', name: '饺子' },
    body: { language: 'zh-Hans' },
  });
  await write(ann, {
    title: 'An evening of dough',
    body: '#dumplings',
    versions: [{ language: 'zh-Hant', title: '麵團之夜', body: '三十個人' }],
  });
  await w.settle();
  assert.deepEqual(await titlesOf(mei, '面团'), ['An evening of dough']);
  assert.deepEqual(await titlesOf(mei, '麵團 evening'), ['An evening of dough']);
  assert.deepEqual((await titlesOf(mei, '饺子')).sort(), ['An evening of dough', 'first']);
  await write(ann, { title: 'third', body: '#gyoza' });
  await keeper.call('PUT /topics/:topic/names/:name', {
    params: { topic: 'dumplings', name: 'gyoza' },
    body: {},
  });
  await w.settle();
  assert.deepEqual((await titlesOf(mei, '饺子')).sort(), ['An evening of dough', 'first', 'third']);
});

test('edits, deletions and returns are found as they are', async () => {
  const id = await write(ann, { title: 'quincequince' });
  await w.settle();
  await ann.call('PATCH /notes/:id', { params: { id }, body: { title: 'medlarmedlar' } });
  await w.settle();
  assert.deepEqual(
    [await titlesOf(mei, 'quincequince'), await titlesOf(mei, 'medlarmedlar')],
    [[], ['medlarmedlar']],
  );
  await ann.call('DELETE /notes/:id', { params: { id } });
  assert.deepEqual(await titlesOf(mei, 'medlarmedlar'), []);
  await w.settle();
  assert.equal((await w.base.pool.query(`select from search_documents where id = $1`, [id])).rowCount, 0);
  await ann.call('DELETE /me/trash/:id', { params: { id } });
  await w.settle();
  assert.deepEqual(await titlesOf(mei, 'medlarmedlar'), ['medlarmedlar']);
});

test('nobody finds what they may not see; its author does', async () => {
  await write(ann, { title: 'moonberry open' });
  await write(ann, { title: 'moonberry followers', visibility: 'followers' });
  await write(ann, { title: 'moonberry mine', visibility: 'me' });
  await w.settle();
  const all = ['moonberry followers', 'moonberry mine', 'moonberry open'];
  assert.deepEqual((await titlesOf(ann, 'moonberry')).sort(), all);
  assert.deepEqual(await titlesOf(mei, 'moonberry'), ['moonberry open']);
  assert.deepEqual(await titlesOf(w.visitor, 'moonberry'), ['moonberry open']);
  await mei.call('PUT /people/:person/follow', { params: { person: 'ann' } });
  assert.deepEqual((await titlesOf(mei, 'moonberry')).sort(), ['moonberry followers', 'moonberry open']);
  await mei.call('PUT /people/:person/mute', { params: { person: 'ann' } });
  assert.deepEqual(await titlesOf(mei, 'moonberry'), []);
  await mei.call('DELETE /people/:person/mute', { params: { person: 'ann' } });
  await ann.call('PUT /people/:person/block', { params: { person: 'mei' } });
  assert.deepEqual(await titlesOf(mei, 'moonberry'), []);
  await ann.call('DELETE /people/:person/block', { params: { person: 'mei' } });
});

test('a word in the title stands above one in the text, and the new above the old', async () => {
  const body = await write(ann, { title: 'about something', body: 'with a persimmon in it' });
  const title = await write(ann, { title: 'persimmon' });
  await w.settle();
  assert.deepEqual(await titlesOf(mei, 'persimmon'), ['persimmon', 'about something']);
  await w.base.pool.query(
    `update search_documents set published_at = now() - interval '200 days' where id = $1`,
    [title],
  );
  assert.deepEqual(
    (await find(mei, 'persimmon')).items.map(({ id }) => id),
    [body, title],
  );
});

test('pages go on until truly finished, nothing twice, though much may not be seen', async () => {
  const bo = await w.person('bo');
  await many(bo, 'pangolin', 2300);
  await w.base.pool.query(`update notes set visibility = 'me' where author_id = $1 and title !~ '7$'`, [
    bo.id,
  ]);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await find(mei, 'pangolin', { limit: 100, ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ title }) => title));
    if (seen.length === 100) await write(ann, { title: 'pangolin, brand new' });
    cursor = page.cursor ?? undefined;
  } while (cursor);
  assert.equal(seen.length, 230);
  assert.equal(new Set(seen).size, 230);
  assert.deepEqual([seen[0], seen.at(-1)], ['pangolin 2297', 'pangolin 7']);
});

test('the first page has people and topics whose name begins so', async () => {
  await write(ann, { title: 'x', body: '#annular eclipse' });
  await w.settle();
  const first = await find(mei, 'ann', { limit: 1 });
  assert.deepEqual(
    first.people.map(({ handle }) => handle),
    ['ann'],
  );
  assert.deepEqual(
    first.topics.map(({ name }) => name),
    ['annular'],
  );
  const next = await find(mei, 'ann', { limit: 1, cursor: first.cursor! });
  assert.deepEqual([next.people, next.topics], [[], []]);
  assert.deepEqual(
    (await find(ann, '小梅')).people.map(({ handle }) => handle),
    ['mei'],
  );
});

test('what says nothing finds nothing, and hostile words are words', async () => {
  for (const q of ['', '   ', '!!! ？', '\u200b']) {
    assert.deepEqual(
      await find(mei, q),
      { items: [], cursor: null, people: [], topics: [] },
      JSON.stringify(q),
    );
  }
  const title = `'); drop table notes; -- & | ! :* <-> \\ <b>x</b>`;
  await write(ann, { title });
  await w.settle();
  assert.deepEqual(await titlesOf(mei, title), [title]);
  assert.deepEqual(await titlesOf(mei, `drop' & | !(table) :* \\`), [title]);
  await assert.rejects(find(mei, 'x'.repeat(201)), refused('request.invalid'));
  assert.deepEqual(await titlesOf(mei, '汉'.repeat(200)), []);
  for (const cursor of [
    'zzz',
    Buffer.from('9223372036854775808').toString('base64url'),
    Buffer.from('5:x:5').toString('base64url'),
  ])
    await assert.rejects(find(mei, 'x', { cursor }), refused('request.cursor'));
});

test('visitors and members have a limit each', async () => {
  await w.base.pool.query(
    `insert into buckets (owner, name, tokens, filled_at) values ($1, 'search', 0, now())`,
    [`p${mei.id}`],
  );
  await assert.rejects(find(mei, 'x'), refused('limit.too_many'));
  await find(w.visitor, 'x');
  await w.base.pool.query(`update buckets set tokens = 0, filled_at = now() where name = 'visitor_search'`);
  await assert.rejects(find(w.visitor, 'x'), refused('limit.too_many'));
  await find(ann, 'x');
});

test('the backfill finds what has no document', async () => {
  const id = await write(ann, { title: 'overlookedword' });
  await w.settle();
  await w.base.pool.query(`delete from search_documents`);
  await w.base.pool.query(`select graphile_worker.add_job('search.backfill')`);
  await w.settle();
  assert.deepEqual(
    (await find(mei, 'overlookedword')).items.map((item) => item.id),
    [id],
  );
});

test('documents and queries in PostgreSQL’s form', () => {
  const parts = [
    { weight: 'A', text: "It's" },
    { weight: 'B', text: 'its its 猫咪' },
  ] as const;
  assert.equal(documentOf(parts), `'it':1A 'its':2B '猫':4B '猫咪':5B '咪':6B`);
  assert.equal(queryOf('猫咪 Cats'), `'猫' & '猫咪' & '咪' & ('cats':* | 'cat')`);
  assert.equal(queryOf('box berry at it'), `('box' | 'boxes') & ('berry' | 'berries') & 'at' & 'it'`);
  assert.equal(queryOf('кошк'), `'кошк':*`);
  assert.equal(queryOf('…'), null);
  assert.equal(
    queryOf(Array.from({ length: 90 }, (_, index) => `w${index}`).join(' '))?.split(' & ').length,
    50,
  );
});
