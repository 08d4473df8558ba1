import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WORD_KINDS, WORD_REGISTERS } from '@jujube/contract';
import { cultureCards } from '@jujube/lingua';
import { transact } from '../../kernel/transaction.ts';
import { codeOf } from '../../testing/refused.ts';
import { until } from '../../testing/until.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { personErased } from '../people/index.ts';

let w: World;
let [ann, bo, keeper]: Somebody[] = [];
before(async () => {
  w = await world({ TRANSLATION: '1' });
  ann = await w.person('ann', { reads: ['en'] });
  bo = await w.person('bo', { reads: ['zh-Hans'] });
  keeper = await w.person('keeper', { role: 'moderator', reads: ['en', 'zh-Hans'] });
});
after(() => w.close());

const words = {
  language: 'zh' as const,
  kind: 'slang' as const,
  register: 'slang' as const,
  terms: ['枣友', '枣友们'],
  rules: '',
  meaning: 'People of this community, "jujube friends"',
  plain: '这个社区里的人',
  example: '各位枣友，今天吃什么',
  translation: 'Jujube friends, what are we eating today',
  source: 'common use',
};
const at = (id: string) => ({ params: { id } });
const propose = (who: Somebody, given: object = {}, more: object = {}) =>
  who.call('POST /word-changes', { body: { words: { ...words, ...given }, ...more } });

test('the word book knows the kinds and registers of the cards, and both languages have some of each kind', () => {
  for (const language of ['zh', 'en'] as const) {
    const cards = cultureCards().filter((card) => card.language === language);
    assert.deepEqual(new Set(cards.map(({ kind }) => kind)), new Set(WORD_KINDS));
    assert.deepEqual(
      new Set(cards.map(({ register }) => register)).difference(new Set(WORD_REGISTERS)),
      new Set(),
    );
  }
});

test('the word book is read page by page, each word once, and searched in both languages and scripts', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ann!.call('GET /words', { query: { limit: 100, ...(cursor && { cursor }) } });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.cursor ?? undefined;
  } while (cursor);
  assert.ok(seen.length >= 700);
  assert.equal(new Set(seen).size, seen.length);
  const first = async (q: string) => (await ann!.call('GET /words', { query: { q } })).items[0]?.id;
  assert.equal(await first('种草'), 'zh:种草');
  assert.equal(await first('種草'), 'zh:种草');
  assert.equal(await first('Cat Tax'), 'en:cat tax');
  const english = await ann!.call('GET /words', { query: { language: 'en', kind: 'exam' } });
  assert.ok(english.items.length > 0 && english.items.every(({ id }) => id.startsWith('en:')));
  assert.equal(await codeOf(ann!.call('GET /words', { query: { cursor: 'bm9uZQ' } })), 'request.cursor');
});

test('a word is told in the reader’s language and script, and each part of it says its language', async () => {
  const read = (who: Pick<Somebody, 'call'>, id: string) => who.call('GET /words/:id', at(id));
  const english = await read(ann!, 'zh:种草');
  assert.match(english.explanation, /plant grass/);
  assert.deepEqual(
    [english.language, english.explanationLanguage, english.translationLanguage],
    ['zh-Hans', 'en', 'en'],
  );
  const own = await read(bo!, 'zh:种草');
  assert.deepEqual([own.explanation, own.explanationLanguage], ['推荐一样东西，让人想买', 'zh-Hans']);
  const taipei = await w.person('taipei', { reads: ['zh-Hant'] });
  const traditional = await read(taipei, 'zh:种草');
  assert.deepEqual([traditional.term, traditional.language], ['種草', 'zh-Hant']);
  assert.equal(await codeOf(read(ann!, 'zh:没有')), 'word.not_found');
});

test('what a member proposes waits; one who keeps the rules accepts it, and texts are marked with it within seconds', async () => {
  const note = await bo!.call('POST /notes', {
    body: { title: '早', body: '各位枣友早上好', language: 'zh-Hans' },
  });
  const marks = async () =>
    (await ann!.call('GET /notes/:id', at(note.id))).bodyFacets.map(({ kind, id }) => `${kind} ${id}`);
  assert.deepEqual(await marks(), []);
  const waiting = await propose(ann!, {}, { why: 'everybody here says it' });
  assert.deepEqual([waiting.state, waiting.word, waiting.own], ['waiting', 'zh:枣友', true]);
  assert.equal((await keeper!.call('GET /word-changes')).items[0]?.id, waiting.id);
  assert.equal(await codeOf(propose(bo!, {}, { word: 'zh:枣友' })), 'word.not_found');
  const decided = await keeper!.call('PUT /word-changes/:id/decision', {
    ...at(waiting.id),
    body: { accept: true },
  });
  assert.deepEqual([decided.state, decided.decidedBy?.handle], ['accepted', 'keeper']);
  await until('the note is marked', async () => (await marks()).includes('term zh:枣友'));
  assert.equal(
    await codeOf(
      keeper!.call('PUT /word-changes/:id/decision', { ...at(waiting.id), body: { accept: false } }),
    ),
    'word.decided',
  );
  await w.settle();
  const taipei = await w.person('taipei_2', { reads: ['zh-Hant'] });
  assert.equal((await taipei.call('GET /words/:id', at('zh:枣友'))).term, '棗友');
});

test('an edit has a history; undoing it brings the words from before back, and a stale proposal is refused', async () => {
  const card = await ann!.call('GET /words/:id', at('zh:安利'));
  const better = { ...card.words, meaning: 'To recommend with enthusiasm' };
  const first = await propose(ann!, better, { word: card.id, version: card.version });
  const second = await propose(bo!, { ...better, plain: '推荐' }, { word: card.id });
  await keeper!.call('PUT /word-changes/:id/decision', { ...at(first.id), body: { accept: true } });
  assert.equal(
    await codeOf(
      keeper!.call('PUT /word-changes/:id/decision', { ...at(second.id), body: { accept: true } }),
    ),
    'word.changed_meanwhile',
  );
  assert.equal(
    await codeOf(propose(ann!, better, { word: card.id, version: card.version })),
    'word.changed_meanwhile',
  );
  const changed = await ann!.call('GET /words/:id', at(card.id));
  assert.deepEqual([changed.explanation, changed.ours, changed.waiting], [better.meaning, true, 1]);
  await keeper!.call('PUT /word-changes/:id/revert', at(first.id));
  assert.equal((await ann!.call('GET /words/:id', at(card.id))).explanation, card.explanation);
  const { items } = await ann!.call('GET /words/:id/changes', at(card.id));
  assert.deepEqual(
    items.map(({ action, state }) => `${action} ${state}`),
    ['revert accepted', 'edit waiting', 'edit reverted'],
  );
  await bo!.call('DELETE /word-changes/:id', at(second.id));
  assert.equal(
    await codeOf(bo!.call('PUT /word-changes/:id/vote', { ...at(second.id), body: { vote: 'for' } })),
    'word.own_vote',
  );
});

test('votes decide only when they are of people whose own proposals were accepted, and none of those is against', async () => {
  const voters: Somebody[] = [];
  for (let n = 0; n < 4; n += 1) voters.push(await w.person(`voter_${n}`));
  const vote = (who: Somebody, id: string, given: 'for' | 'against' = 'for') =>
    who.call('PUT /word-changes/:id/vote', { ...at(id), body: { vote: given } });
  const { id } = await propose(bo!, { terms: ['枣园'], example: '我们枣园见' });
  assert.equal(await codeOf(vote(bo!, id)), 'word.own_vote');
  for (const voter of voters) await vote(voter, id);
  assert.deepEqual((await vote(voters[0]!, id)).votes, { for: 4, against: 0 });
  assert.equal((await vote(voters[0]!, id)).state, 'waiting');
  for (const [n, voter] of voters.entries()) {
    for (const part of ['甲', '乙', '丙']) {
      const term = `枣${part}${'一二三四'[n]}`;
      const change = await propose(voter, { terms: [term], example: `这是${term}啊` });
      await keeper!.call('PUT /word-changes/:id/decision', { ...at(change.id), body: { accept: true } });
    }
  }
  assert.equal((await vote(voters[3]!, id, 'against')).state, 'waiting');
  assert.equal((await vote(voters[0]!, id)).state, 'waiting');
  await voters[3]!.call('DELETE /word-changes/:id/vote', at(id));
  assert.equal((await vote(voters[1]!, id)).state, 'accepted');
});

test('what cannot be a word is refused by name', async () => {
  const code = (given: object) => codeOf(propose(ann!, given));
  assert.equal(await code({ terms: [] }), 'word.term');
  assert.equal(await code({ terms: ['的'] }), 'word.term');
  assert.equal(await code({ terms: ['种草'], example: '被种草了' }), 'word.exists');
  assert.equal(await code({ terms: ['枣糕'], example: '没有这个词' }), 'word.example');
  assert.equal(await code({ terms: ['枣糕'], example: '吃枣糕', rules: 'whenever' }), 'word.rules');
  assert.equal(await code({ terms: ['枣糕'], example: '吃枣糕', meaning: ' ' }), 'word.length');
  assert.equal(await code({ terms: ['枣糕'], example: '吃枣糕', meaning: 'x'.repeat(301) }), 'word.length');
});

test('a hidden word is marked nowhere and read by those who keep the rules alone', async () => {
  const note = await bo!.call('POST /notes', { body: { title: '这本书绝绝子' } });
  const marks = async () => (await ann!.call('GET /notes/:id', at(note.id))).titleFacets.map(({ id }) => id);
  assert.deepEqual(await marks(), ['zh:绝绝子']);
  await keeper!.call('PUT /words/:id/hide', at('zh:绝绝子'));
  await until('no longer marked', async () => (await marks()).length === 0);
  assert.equal(await codeOf(ann!.call('GET /words/:id', at('zh:绝绝子'))), 'word.not_found');
  assert.equal((await keeper!.call('GET /words/:id', at('zh:绝绝子'))).hidden, true);
  await keeper!.call('DELETE /words/:id/hide', at('zh:绝绝子'));
  await until('marked again', async () => (await marks()).length === 1);
  const { items } = await ann!.call('GET /words/:id/changes', at('zh:绝绝子'));
  assert.deepEqual(
    items.map(({ action }) => action),
    ['show', 'hide'],
  );
});

test('of who left, what was accepted stays without their name, and the rest goes', async () => {
  const gone = await w.person('gone');
  const kept = await propose(gone, { terms: ['枣汤'], example: '喝枣汤' }, { why: 'mine' });
  await keeper!.call('PUT /word-changes/:id/decision', { ...at(kept.id), body: { accept: true } });
  const waiting = await propose(gone, { terms: ['枣茶'], example: '喝枣茶' });
  const voted = await propose(ann!, { terms: ['枣酒'], example: '喝枣酒' });
  await gone.call('PUT /word-changes/:id/vote', { ...at(voted.id), body: { vote: 'for' } });
  for (let twice = 0; twice < 2; twice += 1) {
    await transact(w.as(), async (tx) => tx.emit(personErased, { personId: gone.id }));
    await w.settle({ but: ['notes.render-card'] });
  }
  const { items } = await ann!.call('GET /words/:id/changes', at('zh:枣汤'));
  assert.deepEqual([items[0]?.by, items[0]?.why, items[0]?.after?.terms], [null, '', ['枣汤']]);
  assert.equal(
    await codeOf(keeper!.call('PUT /word-changes/:id/vote', { ...at(waiting.id), body: { vote: 'for' } })),
    'word.change_not_found',
  );
  assert.equal(await codeOf(ann!.call('GET /words/:id/changes', at(voted.word))), 'word.not_found');
  const again = await keeper!.call('PUT /word-changes/:id/decision', {
    ...at(voted.id),
    body: { accept: true },
  });
  assert.deepEqual(again.votes, { for: 0, against: 0 });
});

test('who proposed a word is not told to somebody they blocked', async () => {
  const shy = await w.person('shy');
  const change = await propose(shy, { terms: ['枣饼'], example: '吃枣饼' });
  await shy.call('PUT /people/:person/block', { params: { person: ann!.id } });
  const of = async (who: Somebody) =>
    (await who.call('GET /word-changes')).items.find(({ id }) => id === change.id)?.by;
  assert.equal(await of(ann!), null);
  assert.equal((await of(bo!))?.handle, 'shy');
});
