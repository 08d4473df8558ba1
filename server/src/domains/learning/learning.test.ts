import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { personErased } from '../people/index.ts';
import { transact } from '../../kernel/transaction.ts';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { dayIn, daysAhead, endOfDay, reviewed, type Memory } from './rules.ts';

let w: World;
let ann: Somebody;
let mei: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann', { reads: ['en'] });
  mei = await w.person('mei', { reads: ['zh-Hant'] });
});
after(() => w.close());

const params = (id: string) => ({ params: { id } });

test('a text comes apart into words with readings and meanings, English among Chinese too', async () => {
  const { items } = await ann.call('POST /learning/texts', {
    body: { text: '昨天在超市买了苹果，很 fresh 😂 @bo', language: 'zh' },
  });
  assert.equal(items.map(({ text }) => text).join(''), '昨天在超市买了苹果，很 fresh 😂 @bo');
  const of = (text: string) => items.find((one) => one.text === text)!;
  assert.deepEqual([of('超市').reading, of('超市').sense], ['chāo shì', 'supermarket']);
  assert.equal(of('买了').sense, 'bought');
  assert.deepEqual([of('fresh').language, of('fresh').reading], ['en', 'fɹɛʃ']);
  assert.ok(items.filter(({ text }) => /[，😂@]/u.test(text)).every(({ word }) => !word));
  const english = await mei.call('POST /learning/texts', {
    body: { text: 'I like Chinese noodles', language: 'en' },
  });
  const noodles = english.items.find(({ text }) => text.startsWith('noodle'))!;
  assert.match(noodles.sense, /麵/u);
  assert.equal(noodles.reading, 'ˈnudəlz');
});

test('a word is kept with its sentence and picture, found again, taken off and brought back', async () => {
  const note = await mei.call('POST /notes', {
    body: { title: '周末', body: '这家店的小笼包太好吃了', language: 'zh' },
  });
  const kept = await ann.call('POST /learning/words', {
    body: { word: '好吃', language: 'zh', sentence: '这家店的小笼包太好吃了', note: note.id },
  });
  assert.deepEqual([kept.language, kept.reading, kept.note], ['zh-Hans', 'hǎo chī', note.id]);
  assert.match(kept.meaning, /tasty|delicious/u);
  const again = await ann.call('POST /learning/words', {
    body: { word: '好吃', language: 'zh', sentence: '真好吃' },
  });
  assert.deepEqual([again.id, again.sentence, again.note], [kept.id, '真好吃', null]);
  const { items } = await ann.call('POST /learning/texts', { body: { text: '好吃', language: 'zh' } });
  assert.equal(items[0]!.mine, kept.id);
  const found = async (q: string) =>
    (await ann.call('GET /learning/words', { query: { q } })).items.map(({ word }) => word);
  assert.deepEqual([await found('HǍO'), await found('真好'), await found('%')], [['好吃'], ['好吃'], []]);
  assert.deepEqual((await mei.call('GET /learning/words')).items, []);
  for (const act of ['PUT /learning/words/:id', 'DELETE /learning/words/:id'] as const) {
    if (act.startsWith('PUT'))
      await assert.rejects(mei.call(act, params(kept.id)), refused('learning.not_found'));
    else await mei.call(act, params(kept.id));
  }
  await ann.call('DELETE /learning/words/:id', params(kept.id));
  await ann.call('DELETE /learning/words/:id', params(kept.id));
  assert.deepEqual(await found(''), []);
  assert.equal((await ann.call('PUT /learning/words/:id', params(kept.id))).id, kept.id);
  const changed = await ann.call('PATCH /learning/words/:id', {
    ...params(kept.id),
    body: { meaning: 'yum', known: true },
  });
  assert.deepEqual([changed.meaning, changed.known, changed.reading], ['yum', true, 'hǎo chī']);
  await ann.call('DELETE /learning/words/:id', params(kept.id));
});

test('nothing is no word, and nobody keeps words of what they may not see', async () => {
  const note = await mei.call('POST /notes', { body: { title: 'mine', visibility: 'me' } });
  const keep = (body: { word: string; language: string; note?: string }) =>
    ann.call('POST /learning/words', { body });
  for (const word of ['', ' 😂 ', '123', 'x'.repeat(61)])
    await assert.rejects(keep({ word, language: 'en' }), refused('learning.no_word'));
  await assert.rejects(keep({ word: 'mine', language: 'en', note: note.id }), refused('note.not_found'));
});

test('the sentence of a note that is gone stays, its picture and address do not; of who is erased, not even that', async () => {
  const gone = await w.person('gone');
  const note = await gone.call('POST /notes', { body: { title: 'Potluck tonight', language: 'en' } });
  const sentence = 'Potluck tonight';
  const kept = await mei.call('POST /learning/words', {
    body: { word: 'Potluck', language: 'en', sentence, note: note.id },
  });
  assert.deepEqual([kept.word, kept.reading, kept.note], ['potluck', 'ˈpɑtˌlʌk', note.id]);
  await gone.call('DELETE /notes/:id', params(note.id));
  const [left] = (await mei.call('GET /learning/words')).items;
  assert.deepEqual([left!.sentence, left!.note, left!.cover], [sentence, null, null]);
  await transact(w.as(), async (tx) => tx.emit(personErased, { personId: gone.id }));
  await w.settle({ but: ['notes.render-card'] });
  const [word] = (await mei.call('GET /learning/words')).items;
  assert.deepEqual([word!.word, word!.sentence], ['potluck', '']);
});

test('five words a day are reviewed, five more for who wants; of two tabs the first counts', async () => {
  const bo = await w.person('bo', { reads: ['en'] });
  for (const word of ['一', '二', '三', '四', '五', '六', '七'])
    await bo.call('POST /learning/words', { body: { word, language: 'zh' } });
  const open = (query: { more?: string } = {}) =>
    bo.call('GET /learning/review', { query: { timeZone: 'Asia/Shanghai', ...query } as object });
  const first = await open();
  assert.deepEqual([first.items.length, first.done, first.goal, first.waiting], [5, 0, 5, 7]);
  const [word] = first.items;
  assert.ok(
    word!.days[0]! <= word!.days[1]! && word!.days[1]! < word!.days[2]! && word!.days[2]! < word!.days[3]!,
  );
  const answer = (id: string, reviews = 0) =>
    bo.call('POST /learning/words/:id/reviews', { ...params(id), body: { rating: 3, reviews } });
  const both = await Promise.allSettled([answer(word!.id), answer(word!.id)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(answer(word!.id), refused('learning.reviewed'));
  for (const { id } of first.items.slice(1)) await answer(id);
  const then = await open();
  assert.deepEqual([then.items.length, then.done, then.waiting], [0, 5, 2]);
  const more = await open({ more: 'true' });
  assert.deepEqual(
    more.items.map((one) => one.word),
    ['六', '七'],
  );
  for (const { id } of more.items) await answer(id);
  const done = await open();
  assert.equal(done.waiting, 0);
  assert.ok(Date.parse(done.next!) > Date.now());
  const kept = await w.base.pool.query('select from learning_reviews where person_id = $1', [bo.id]);
  assert.equal(kept.rowCount, 7);
});

test('pinyin stands above Chinese as the person wants it: never above what they know', async () => {
  const lee = await w.person('lee', { reads: ['en'] });
  const read = async () =>
    (await lee.call('POST /learning/pinyin', { body: { texts: ['我买苹果 ok', '銀行'] } })).items;
  assert.deepEqual(await read(), [
    ['wǒ', 'mǎi', 'píng', 'guǒ', '', '', ''],
    ['yín', 'háng'],
  ]);
  const { id } = await lee.call('POST /learning/words', { body: { word: '苹果', language: 'zh' } });
  await lee.call('PATCH /learning/words/:id', { ...params(id), body: { known: true } });
  const session = await lee.call('PATCH /session', { body: { pinyin: 'unknown' } });
  assert.equal(session.pinyin, 'unknown');
  assert.deepEqual((await read())[0], ['wǒ', 'mǎi', '', '', '', '', '']);
});

test('a day ends where the person is, also on the days that clocks are changed', () => {
  const at = (iso: string) => new Date(iso);
  assert.equal(dayIn('Asia/Shanghai', at('2026-11-21T17:00:00Z')), '2026-11-22');
  assert.equal(
    endOfDay('Asia/Shanghai', at('2026-11-21T17:00:00Z')).toISOString(),
    '2026-11-22T16:00:00.000Z',
  );
  // 25 hours in New York, 23 in the spring.
  assert.equal(
    endOfDay('America/New_York', at('2026-11-01T04:30:00Z')).toISOString(),
    '2026-11-02T05:00:00.000Z',
  );
  assert.equal(
    endOfDay('America/New_York', at('2026-03-08T05:30:00Z')).toISOString(),
    '2026-03-09T04:00:00.000Z',
  );
  assert.equal(
    endOfDay('Asia/Kathmandu', at('2026-11-21T18:14:59Z')).toISOString(),
    '2026-11-21T18:15:00.000Z',
  );
});

test('what is remembered comes again later and later, what is forgotten soon', () => {
  let memory: Memory = {
    due: new Date(0),
    stability: 0,
    difficulty: 0,
    reviews: 0,
    lapses: 0,
    stage: 0,
    reviewed_at: null,
  };
  let now = new Date('2026-11-22T08:00:00Z');
  const waits: number[] = [];
  for (let time = 0; time < 4; time += 1) {
    memory = reviewed(memory, 3, now);
    waits.push(memory.due.getTime() - now.getTime());
    now = memory.due;
  }
  assert.deepEqual(
    waits,
    [...waits].sort((a, b) => a - b),
  );
  assert.ok(waits[3]! > 20 * 24 * 3600_000);
  assert.ok(daysAhead(memory, now)[0]! < daysAhead(memory, now)[2]! / 4);
  assert.equal(reviewed(memory, 1, now).lapses, 1);
});
