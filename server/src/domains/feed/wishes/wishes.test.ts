import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MOST_WISHES, PRESET_SLIDERS } from '@jujube/contract';
import { transact } from '../../../kernel/transaction.ts';
import { refused } from '../../../testing/refused.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { personErased } from '../../people/index.ts';
import { nameTopic } from '../../topics/index.ts';
import { admits, interestsFrom, withoutWords } from './apply.ts';
import { MIDDLE, readAsksAndChoices } from './asks.ts';

let w: World;
let ann: Somebody;
let topic: string;
before(async () => {
  w = await world();
  ann = await w.person('ann', { name: 'Ann', reads: ['en'] });
  const note = await ann.call('POST /notes', {
    body: { title: 'Noodles', body: '#hotpot', channel: 'food' },
  });
  topic = note.topics[0]!.id;
});
after(() => w.close());

const settingsOf = (who: Somebody) => who.call('GET /feed/settings');
const asksOf = async (who: Somebody) => (await readAsksAndChoices(w.base, who.id)).asks;
const say = (who: Somebody, key: string, said: 'more' | 'less') =>
  who.call('PUT /feed/wishes', { body: { kind: 'topic', key, say: said } });

test('who asked for nothing has the house’s feed: a resident’s dial at 20, a newcomer’s at 60', async () => {
  const reader = await w.person('resident');
  const newcomer = await w.person('newcomer', { age: 13 });
  assert.deepEqual(await settingsOf(reader), {
    off: false,
    dial: null,
    dialDefault: 20,
    sliders: MIDDLE,
    preset: 'balanced',
    name: null,
    words: [],
    takeBackUntil: null,
    wishes: [],
  });
  assert.equal((await settingsOf(newcomer)).dialDefault, 60);
  assert.deepEqual(await asksOf(reader), {
    hidden: new Set(),
    wishes: [],
    picked: [],
    place: null,
    words: null,
    off: false,
    foreignShare: 0.2,
    sliders: MIDDLE,
    resetAt: null,
  });
  assert.equal((await asksOf(newcomer)).foreignShare, 0.6);
});

test('more and less go step by step to five, and opposite steps cancel', async () => {
  const reader = await w.person('stepper');
  const values: number[] = [];
  for (let n = 0; n < 6; n += 1) values.push((await say(reader, topic, 'less')).value);
  assert.deepEqual(values, [-1, -2, -3, -4, -5, -5]);
  assert.deepEqual(await say(reader, 'hotpot', 'more'), { value: -4, was: -5 });
  assert.deepEqual((await asksOf(reader)).wishes, [{ kind: 'topic', key: topic, value: -4 }]);
  const undone = await reader.call('PUT /feed/wishes', { body: { kind: 'topic', key: topic, value: 0 } });
  assert.deepEqual(undone, { value: 0, was: -4 });
  assert.deepEqual((await settingsOf(reader)).wishes, []);
});

test('steps that come at once are all counted', async () => {
  const reader = await w.person('quick');
  await Promise.all(Array.from({ length: 4 }, () => say(reader, topic, 'less')));
  assert.equal((await asksOf(reader)).wishes[0]!.value, -4);
});

test('a topic, an author and a channel are asked for by any of their names, and read by the reader’s', async () => {
  const reader = await w.person('namer', { reads: ['zh-Hans'] });
  await transact(w.as(ann), (tx) =>
    nameTopic(tx, { topic, name: '火锅', language: 'zh-Hans', primary: true }),
  );
  await say(reader, 'hotpot', 'more');
  await reader.call('PUT /feed/wishes', { body: { kind: 'author', key: 'ann', say: 'less' } });
  await reader.call('PUT /feed/wishes', { body: { kind: 'channel', key: 'food', value: 5 } });
  const response = await reader.fetch('/api/v1/feed/settings', { headers: { 'x-locale': 'zh-TW' } });
  const { wishes } = (await response.json()) as Awaited<ReturnType<typeof settingsOf>>;
  assert.deepEqual(wishes, [
    { kind: 'channel', key: 'food', name: '美食', handle: null, value: 5 },
    { kind: 'author', key: ann.id, name: 'Ann', handle: 'ann', value: -1 },
    { kind: 'topic', key: topic, name: '火锅', handle: null, value: 1 },
  ]);
  await reader.call('DELETE /feed/wishes/:kind/:key', { params: { kind: 'author', key: ann.id } });
  assert.deepEqual(
    (await settingsOf(reader)).wishes.map(({ kind }) => kind),
    ['channel', 'topic'],
  );
});

test('what is not there is not asked for', async () => {
  const ask = (kind: 'topic' | 'author' | 'channel', key: string) =>
    ann.call('PUT /feed/wishes', { body: { kind, key, say: 'less' } });
  await assert.rejects(ask('topic', 'never named'), refused('topic.not_found'));
  await assert.rejects(ask('author', 'nobody_here'), refused('person.not_found'));
  await assert.rejects(ask('channel', 'nowhere'), refused('feed.channel'));
  await assert.rejects(w.visitor.call('GET /feed/settings'), refused('access.sign_in'));
});

test('a person who blocked the reader is not named to them', async () => {
  const reader = await w.person('blocked_reader');
  const writer = await w.person('blocking_writer');
  await reader.call('PUT /feed/wishes', { body: { kind: 'author', key: writer.id, say: 'less' } });
  await writer.call('PUT /people/:person/block', { params: { person: reader.id } });
  assert.deepEqual((await settingsOf(reader)).wishes, []);
});

test('so many wishes and no more, but those that stand can still be changed', async () => {
  const reader = await w.person('wishful');
  await w.base.pool.query(
    `insert into feed_wishes (person_id, kind, key, value) select $1, 'topic', gen_random_uuid()::text, 1 from generate_series(2, $2)`,
    [reader.id, MOST_WISHES],
  );
  await say(reader, topic, 'more');
  await assert.rejects(
    reader.call('PUT /feed/wishes', { body: { kind: 'channel', key: 'food', say: 'more' } }),
    refused('feed.wishes_full'),
  );
  assert.equal((await say(reader, topic, 'more')).value, 2);
});

test('dial, order of time, sliders and words are kept one by one, and the dial can go back to the house’s', async () => {
  const reader = await w.person('chooser');
  const change = (body: Parameters<typeof reader.call<'PATCH /feed/settings'>>[1]['body']) =>
    reader.call('PATCH /feed/settings', { body });
  await change({ dial: 75 });
  await change({ off: true });
  await change({ sliders: PRESET_SLIDERS.deep });
  const settings = await change({ words: [' 剧透 ', 'spoiler', 'spoiler', ''] });
  assert.deepEqual(
    [settings.dial, settings.off, settings.preset, settings.words],
    [75, true, 'deep', ['剧透', 'spoiler']],
  );
  const asks = await asksOf(reader);
  assert.deepEqual([asks.foreignShare, asks.off, asks.sliders.interests], [0.75, true, 2]);
  await change({ dial: null, off: false, words: [] });
  assert.deepEqual([(await asksOf(reader)).foreignShare, (await asksOf(reader)).words], [0.2, null]);
});

test('a word without a letter, one that is too long, and too many of them are refused', async () => {
  const put = (words: string[]) => ann.call('PATCH /feed/settings', { body: { words } });
  await assert.rejects(put(['!!!']), refused('feed.word'));
  await assert.rejects(put(['长'.repeat(41)]), refused('feed.words_full'));
  await assert.rejects(put(Array.from({ length: 101 }, (_, n) => `word ${n}`)), refused('feed.words_full'));
  assert.deepEqual((await settingsOf(ann)).words, []);
});

test('words keep away notes that have them, in either language, and no others', async () => {
  const reader = await w.person('careful');
  const write = async (title: string) => (await ann.call('POST /notes', { body: { title } })).id;
  const ids = {
    spoiler: await write('Spoilers for the last episode'),
    chinese: await write('这一集有剧透'),
    category: await write('A category of its own'),
    cat: await write('My CATS at home'),
    apart: await write('Cold noodles, hot tea'),
    plain: await write('Nothing at all'),
  };
  await w.settle({ but: ['notes.render-card'] });
  const kept = async (words: string[]) => {
    await reader.call('PATCH /feed/settings', { body: { words } });
    const notes = Object.values(ids).map((id) => ({ id }));
    const left = await withoutWords(w.base, await asksOf(reader), notes);
    return Object.entries(ids).flatMap(([name, id]) => (left.some((note) => note.id === id) ? [name] : []));
  };
  assert.deepEqual(await kept(['spoiler', '剧透']), ['category', 'cat', 'apart', 'plain']);
  assert.deepEqual(await kept(['cat']), ['spoiler', 'chinese', 'category', 'apart', 'plain']);
  assert.deepEqual(await kept(['hot tea', '没有这个词']), ['spoiler', 'chinese', 'category', 'cat', 'plain']);
  assert.equal((await kept([])).length, 6);
});

test('said five times, nothing of it comes; in its own channel a channel does', () => {
  const note = { id: '1', authorId: '2', channel: 'food', topics: ['a', 'b'] };
  const asks = (value: number, kind: 'topic' | 'author' | 'channel', key: string) => ({
    hidden: new Set<string>(),
    wishes: [{ kind, key, value }],
  });
  for (const [kind, key] of [
    ['topic', 'b'],
    ['author', '2'],
    ['channel', 'food'],
  ] as const) {
    assert.equal(admits(asks(-4, kind, key))(note), true);
    assert.equal(admits(asks(-5, kind, key))(note), false);
    assert.equal(admits(asks(-5, kind, 'other'))(note), true);
    assert.equal(admits(asks(-5, kind, key), 'food')(note), kind === 'channel');
  }
  assert.equal(admits({ hidden: new Set(['1']), wishes: [] })(note), false);
  const [more, less] = [4, -4].map((value) => interestsFrom(asks(value, 'topic', 'a'))[0]!.weight);
  assert.ok(more === 0.8 && less === -1.2, `${more} ${less}`);
});

test('after a change what the reader has not come to is chosen anew, and nobody else’s', async () => {
  const reader = await w.person('listed');
  await Promise.all([reader, ann].map((who) => who.call('GET /feed/explore')));
  const chosenAnew = async () => {
    const { rows } = await w.base.pool.query<{ viewer_id: string }>(
      'update feed_lists set asked = false where asked returning viewer_id',
    );
    return rows.map((row) => row.viewer_id);
  };
  const acts: (() => Promise<unknown>)[] = [
    () => say(reader, topic, 'less'),
    () => reader.call('DELETE /feed/wishes/:kind/:key', { params: { kind: 'topic', key: topic } }),
    () => reader.call('PATCH /feed/settings', { body: { dial: 40 } }),
    () => reader.call('PUT /feed/algorithm', { body: { name: 'Deep', sliders: PRESET_SLIDERS.deep } }),
    () => reader.call('POST /feed/reset'),
  ];
  for (const act of acts) {
    await act();
    assert.deepEqual(await chosenAnew(), [reader.id], String(act));
  }
});

test('a reset forgets what was learnt before it, and keeps what was asked', async () => {
  const reader = await w.person('fresh_start');
  await say(reader, topic, 'less');
  const before = Date.now();
  await reader.call('POST /feed/reset');
  const { resetAt, wishes } = await asksOf(reader);
  assert.ok(resetAt! >= before - 1000 && resetAt! <= Date.now() + 1000);
  assert.equal(wishes.length, 1);
});

test('a reset can be taken back for some minutes, several in a row at once, and then not any more', async () => {
  const reader = await w.person('second_thoughts');
  const reset = () => reader.call('POST /feed/reset');
  const takeBack = () => reader.call('DELETE /feed/reset');
  const earlier = (minutes: number) =>
    w.base.pool.query(
      'update feed_settings set reset_at = reset_at - make_interval(mins => $2) where person_id = $1',
      [reader.id, minutes],
    );
  await assert.rejects(takeBack(), refused('feed.reset_over'));
  await reset();
  await reset();
  const { takeBackUntil } = await reader.call('GET /feed/settings');
  const minutes = (Date.parse(takeBackUntil!) - Date.now()) / 60_000;
  assert.ok(minutes > 9 && minutes < 10.1, `${minutes} minutes`);
  await takeBack();
  assert.equal((await asksOf(reader)).resetAt, null);
  assert.equal((await reader.call('GET /feed/settings')).takeBackUntil, null);
  await reset();
  await earlier(60);
  await assert.rejects(takeBack(), refused('feed.reset_over'));
  const first = (await asksOf(reader)).resetAt;
  await reset();
  await earlier(5);
  await reset();
  await takeBack();
  assert.equal((await asksOf(reader)).resetAt, first, 'what was forgotten before stays forgotten');
});

test('an algorithm goes from one person to another as a file, and has nothing else in it', async () => {
  const reader = await w.person('giver');
  const other = await w.person('taker');
  await reader.call('PATCH /feed/settings', { body: { sliders: PRESET_SLIDERS.wide, name: '看得远' } });
  const file = await reader.call('GET /feed/algorithm');
  assert.deepEqual(file, { name: '看得远', sliders: PRESET_SLIDERS.wide });
  const settings = await other.call('PUT /feed/algorithm', { body: file });
  assert.deepEqual([settings.name, settings.preset], ['看得远', 'wide']);
  assert.equal((await ann.call('GET /feed/algorithm')).name, 'balanced');
  for (const wrong of [
    { ...file, words: ['x'] },
    { ...file, sliders: { ...file.sliders, fame: 2 } },
    { ...file, sliders: { ...file.sliders, quality: 3 } },
    { ...file, sliders: { quality: 1 } },
    { sliders: file.sliders },
  ]) {
    const response = await other.fetch('/api/v1/feed/algorithm', {
      method: 'PUT',
      body: JSON.stringify(wrong),
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(response.status, 400, JSON.stringify(wrong));
  }
});

test('what was asked of two topics that are one is asked of the one', async () => {
  const reader = await w.person('merged');
  const other = (await ann.call('POST /notes', { body: { title: 'Broth', body: '#broth' } })).topics[0]!.id;
  for (let n = 0; n < 3; n += 1) await say(reader, topic, 'less');
  for (let n = 0; n < 4; n += 1) await say(reader, other, 'less');
  await transact(w.as(ann), (tx) => nameTopic(tx, { topic, name: 'broth' }));
  await w.settle({ but: ['notes.render-card'] });
  assert.deepEqual((await asksOf(reader)).wishes, [{ kind: 'topic', key: topic, value: -5 }]);
});

test('nothing of what an erased person asked is kept', async () => {
  const reader = await w.person('leaving');
  await say(reader, topic, 'less');
  await reader.call('PATCH /feed/settings', { body: { words: ['secret'] } });
  await transact(w.as(reader), async (tx) => tx.emit(personErased, { personId: reader.id }));
  await w.settle({ but: ['notes.render-card'] });
  const { rows } = await w.base.pool.query(
    `select person_id from feed_wishes where person_id = $1 union all select person_id from feed_settings where person_id = $1`,
    [reader.id],
  );
  assert.deepEqual(rows, []);
});
