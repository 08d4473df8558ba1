import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { madeName, spaced } from './rules.ts';

// What a topic is called in languages in which nobody named it.

let w: World;
let server: TestServer;
let sent: string[] = [];
let ann: Somebody;
let mei: Somebody;
let keeper: Somebody;
before(async () => {
  ensureDictionary();
  server = await engineServer('libretranslate', (text, to) => {
    sent.push(text);
    return gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text;
  });
  w = await world({
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate' },
    ...{ LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY },
  });
  ann = await w.person('ann', { reads: ['en'] });
  mei = await w.person('mei', { reads: ['zh-Hans'] });
  keeper = await w.person('keeper', { role: 'moderator' });
});
after(async () => {
  await w.close();
  await server.close();
});

const publish = async (body: string, more: object = {}) => {
  await ann.call('POST /notes', { body: { title: '', body, ...more } as never });
  await w.settle({ but: ['notes.render-card'] });
};
const called = async (who: Somebody, topic: string) => {
  const { name, language } = await who.call('GET /topics/:topic', { params: { topic } });
  return [name, language];
};

test('a topic is called in the reader’s language what an engine makes of it, until somebody of that language names it', async () => {
  await publish('We ate noodles at the night market #StreetFood', { language: 'en' });
  assert.ok(sent.includes('Street Food'), 'as words');
  const [name, language] = await called(mei, 'StreetFood');
  assert.equal(language, 'zh-Hans');
  assert.match(name!, /小吃/);
  assert.deepEqual(await called(ann, 'StreetFood'), ['StreetFood', 'en']);
  const refused = await mei.fetch(`/api/v1/topics/${encodeURIComponent(name!)}`);
  assert.equal(refused.status, 404, 'a proposal claims no name');
  await keeper.call('PUT /topics/:topic/names/:name', {
    params: { topic: 'StreetFood', name: '路边摊' },
    body: { language: 'zh-Hans', primary: true },
  });
  await w.settle({ but: ['notes.render-card'] });
  assert.deepEqual(await called(mei, 'StreetFood'), ['路边摊', 'zh-Hans']);
});

test('who types the proposed name names a topic of their own, and both stay what they are', async () => {
  await publish('A walk along the river #riverside');
  const [name] = await called(mei, 'riverside');
  await mei.call('POST /notes', { body: { title: '', body: `散步 #${name}` } as never });
  await w.settle({ but: ['notes.render-card'] });
  const own = await mei.call('GET /topics/:topic', { params: { topic: name! } });
  const other = await mei.call('GET /topics/:topic', { params: { topic: 'riverside' } });
  assert.notEqual(own.id, other.id);
});

test('what only its author sees is sent nowhere, and with a first public note it is', async () => {
  sent = [];
  await publish('#moonlight alone', { visibility: 'me' });
  assert.ok(!sent.includes('moonlight'));
  assert.deepEqual(await called(mei, 'moonlight'), ['moonlight', 'en']);
  await publish('#moonlight for everybody');
  assert.ok(sent.includes('moonlight'));
  assert.equal((await called(mei, 'moonlight'))[1], 'zh-Hans');
});

test('names are cut into words and put together again', () => {
  assert.equal(spaced('StreetFood'), 'Street Food');
  assert.equal(spaced('NYCFood'), 'NYC Food');
  assert.equal(spaced('street_food'), 'street food');
  assert.equal(spaced('街头小吃'), '街头小吃');
  assert.equal(madeName('street food', 'en'), 'StreetFood');
  assert.equal(madeName('街头，小吃。', 'zh-Hans'), '街头小吃');
  assert.equal(madeName('…', 'en'), null);
  assert.equal(madeName('a very long sentence that is by no means a name of anything', 'en'), null);
});
