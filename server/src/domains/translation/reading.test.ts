import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { world, type Somebody, type World } from '../../testing/world.ts';

// What readers and writers are told beside the words themselves.

let w: World;
let server: TestServer;
let ann: Somebody;
let mei: Somebody;
const sent: string[] = [];

before(async () => {
  ensureDictionary();
  server = await engineServer('libretranslate', (text, to) => {
    sent.push(text);
    return gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text;
  });
  w = await world({
    TRANSLATION: '1',
    TRANSLATION_ENGINES: 'libretranslate',
    LIBRETRANSLATE_URL: server.url,
    LIBRETRANSLATE_KEY: TEST_KEY,
  });
  ann = await w.person('ann', { reads: ['en'] });
  mei = await w.person('mei', { reads: ['zh-Hans'] });
});
after(async () => {
  await w.close();
  await server.close();
});

const settle = () => w.settle({ but: ['notes.render-card'] });
const preview = (who: Somebody, text: string, to?: string) =>
  who.call('POST /translations/preview', { body: { text, ...(to && { to }) } });

test('what somebody is about to post is shown as the other side will read it, and goes to no engine that is not for private texts', async () => {
  sent.length = 0;
  const seen = await preview(mei, '今天天气很好，我们去河边散步吧。');
  assert.equal(seen.language, 'zh-Hans');
  assert.equal(seen.to, 'en');
  assert.equal(seen.shown?.state, 'gloss');
  assert.deepEqual(sent, []);
  const same = await preview(ann, 'The same');
  assert.equal(same.to, 'zh-Hans');
  assert.deepEqual((await preview(ann, '🎉 123')).shown, null);
});

test('slang that goes wrong in the other language is pointed out, with what it means; common words are not', async () => {
  const { unsure } = await preview(mei, '这家店真的种草了，yyds');
  assert.ok(
    unsure.some(({ word, meaning }) => word.startsWith('种草') && meaning.length > 10),
    JSON.stringify(unsure),
  );
  assert.deepEqual((await preview(mei, '今天下雨，我在家看书。')).unsure, []);
});

test('the hello card has each sentence in the three written languages, with the same blanks', async () => {
  const { items } = await ann.call('GET /hello-card');
  assert.ok(items.length >= 10);
  for (const { blanks, texts } of items) {
    assert.deepEqual(Object.keys(texts).sort(), ['en', 'zh-Hans', 'zh-Hant']);
    for (const blank of blanks)
      for (const text of Object.values(texts)) assert.ok(text.includes(`{${blank}}`), text);
  }
});

test('boards, what people say of themselves, the words for pictures, rules and notices are read in one’s own language', async () => {
  const board = await mei.call('POST /boards', {
    body: { name: '周末去的地方', about: '我喜欢的咖啡馆和公园，都在99元以内。', visibility: 'public' },
  });
  await mei.call('PATCH /me', { body: { bio: [{ language: 'zh-Hans', text: '我住在成都，喜欢做饭。' }] } });
  const keeper = await w.person('keeper', { role: 'administrator' });
  await keeper.call('PATCH /community', { body: { rules: { 'zh-CN': '请友好地说话。' } } });
  const note = await ann.call('POST /notes', {
    body: { title: 'A quiet street', body: 'We walked for two hours.' },
  });
  await mei.call('POST /notes/:id/comments', {
    params: { id: note.id },
    body: { body: '这条街真漂亮，我也想去。' },
  });
  await settle();

  const read = await ann.call('GET /boards/:id', { params: { id: board.id } });
  assert.deepEqual([read.nameShown?.language, read.nameShown?.state], ['en', 'machine']);
  assert.equal(read.aboutShown?.state, 'machine');
  assert.deepEqual(
    [read.aboutFacets, read.aboutShown?.facets ?? []].map((facets) => facets.map(({ kind }) => kind)),
    [['amount'], ['amount']],
    'amounts are told in both',
  );
  assert.equal((await mei.call('GET /boards/:id', { params: { id: board.id } })).nameShown, null);

  const person = await ann.call('GET /people/:person', { params: { person: mei.id } });
  assert.deepEqual([person.bioShown?.language, person.bioShown?.state], ['en', 'machine']);
  assert.equal((await mei.call('GET /people/:person', { params: { person: mei.id } })).bioShown, null);

  const rules = await ann.call('GET /community/rules');
  assert.deepEqual([rules.language, rules.shown?.language], ['zh-Hans', 'en']);
  assert.equal((await mei.call('GET /community/rules')).shown, null);

  const [notice] = (await ann.call('GET /inbox', { query: {} })).items;
  assert.deepEqual([notice?.comment?.language, notice?.comment?.shown?.language], ['zh-Hans', 'en']);

  await ann.call('PATCH /session', { body: { untranslated: ['zh-Hans'] } });
  assert.equal((await ann.call('GET /boards/:id', { params: { id: board.id } })).nameShown, null);
  await ann.call('PATCH /session', { body: { untranslated: [] } });
});

test('who reads everything as it was written sees titles in lists so too', async () => {
  const { id } = await mei.call('POST /notes', { body: { title: '河边的小路', body: '' } });
  await settle();
  const titles = async () =>
    (await ann.call('GET /people/:person/notes', { params: { person: mei.id }, query: {} })).items.find(
      (card) => card.id === id,
    )?.shown;
  assert.equal((await titles())?.state, 'machine');
  await ann.call('PATCH /session', { body: { reading: 'original' } });
  assert.deepEqual([(await titles())?.title, (await titles())?.state], ['河边的小路', 'original']);
  await ann.call('PATCH /session', { body: { reading: 'both' } });
  assert.equal((await titles())?.state, 'machine');
});
