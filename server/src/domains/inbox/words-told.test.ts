import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { until } from '../../testing/until.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

// Who proposed a word hears what became of it.

let w: World;
let [ann, keeper]: Somebody[] = [];
before(async () => {
  w = await world();
  ann = await w.person('ann', { reads: ['en', 'zh-Hans'] });
  keeper = await w.person('keeper', { role: 'moderator', reads: ['en', 'zh-Hans'] });
});
after(() => w.close());
beforeEach(() => w.base.pool.query('delete from buckets; delete from notices'));

async function told(of: Somebody = ann!) {
  await w.settle();
  const { items } = await of.call('GET /inbox', { query: { kind: 'comments' } });
  return items.map(({ kind, about, people }) => [
    kind,
    about?.kind,
    about?.id,
    about?.name,
    about?.reason,
    people,
  ]);
}
const term = (of: Somebody, word: string) =>
  of.call('POST /glossary', {
    body: { term: word, fromLanguage: 'zh-Hans', language: 'en', translation: 'jujube tea' },
  });
const decideTerm = (id: string, state: 'accepted' | 'refused') =>
  keeper!.call('PATCH /glossary/:id', { params: { id }, body: { state } });

test('a word proposed for the glossary: agreed on or not, told once, and not by whom', async () => {
  const { id } = await term(ann!, '红枣茶');
  await decideTerm(id, 'accepted');
  assert.deepEqual(await told(), [['term_accepted', 'term', '红枣茶', '红枣茶', '', []]]);
  await decideTerm(id, 'accepted');
  assert.equal((await told()).length, 1);
  const { comments: unread } = await ann!.call('GET /inbox/unread');
  assert.equal(unread, 1);
  const other = await term(ann!, '绿茶');
  await decideTerm(other.id, 'refused');
  assert.deepEqual((await told())[0], ['term_refused', 'term', '绿茶', '绿茶', '', []]);
  await ann!.call('PATCH /glossary/:id', {
    params: { id: (await term(ann!, '白茶')).id },
    body: { state: 'withdrawn' },
  });
  await term(keeper!, '黑茶');
  assert.equal((await told()).length, 2, 'of what one does oneself one is not told');
  assert.deepEqual(await told(keeper!), []);
});

const entry = (name: string) => ({
  ...{
    language: 'zh' as const,
    kind: 'food' as const,
    register: 'neutral' as const,
    terms: [name],
    rules: '',
  },
  ...{
    meaning: 'A cake of dates',
    plain: '',
    example: `吃${name}`,
    translation: 'Eat it',
    source: 'common use',
  },
});
const decide = (id: string, accept: boolean, reason = '') =>
  keeper!.call('PUT /word-changes/:id/decision', { params: { id }, body: { accept, reason } });

test('what was written for the word book: taken in, or not and why; and where to read it', async () => {
  const taken = await ann!.call('POST /word-changes', { body: { words: entry('枣泥糕') } });
  await decide(taken.id, true);
  await until('the word book has it', async () => (await told())[0]?.[2] !== null);
  assert.deepEqual(await told(), [['word_accepted', 'word', 'zh:枣泥糕', '枣泥糕', '', []]]);
  const refused = await ann!.call('POST /word-changes', { body: { words: entry('枣泥饼') } });
  await decide(refused.id, false, 'Nobody says so.');
  assert.deepEqual((await told())[0], ['word_refused', 'word', null, '枣泥饼', 'Nobody says so.', []]);
  await keeper!.call('POST /word-changes', { body: { words: entry('枣泥酥') } });
  assert.deepEqual(await told(keeper!), []);
});

test('a better sentence for something that has no note leads to where it is judged', async () => {
  const board = await keeper!.call('POST /boards', { body: { name: '茶', visibility: 'public' } });
  await w.base.pool.query(
    `insert into texts (kind, id, field, version, language, open, characters, heat, written_at)
      values ('board', $1, 'name', 1, 'zh-Hans', true, 1, 0, now()) on conflict do nothing`,
    [board.id],
  );
  const { rows } = await w.base.pool.query<{ version: number }>('select version from boards where id = $1', [
    board.id,
  ]);
  await w.base.pool.query(
    `insert into translations (kind, id, field, language, source_version, engine, state, text)
      values ('board', $1, 'name', 'en', $2, 'test', 'machine', 'Tee')`,
    [board.id, rows[0]!.version],
  );
  const params = { kind: 'board' as const, text: board.id };
  const { fields } = await ann!.call('GET /texts/:kind/:text', { params, query: { language: 'en' } });
  const { sentence } = fields[0]!.sentences[0]!;
  await ann!.call('POST /texts/:kind/:text/corrections', {
    params,
    body: { field: 'name', language: 'en', sentence, instead: 'Tee', words: 'Tea' },
  });
  assert.deepEqual(
    (await told(keeper!)).map((line) => line.slice(0, 3)),
    [['correction', 'board', board.id]],
  );
});
