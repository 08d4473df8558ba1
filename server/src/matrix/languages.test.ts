import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { world, type Somebody, type World } from '../testing/world.ts';

// A page can say `lang` of everything people wrote only where the answer says in which language it is.

let w: World;
let ann: Somebody;
let mei: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann', { reads: ['en'] });
  mei = await w.person('mei', { reads: ['zh-Hans'] });
});
after(() => w.close());

test('the inbox says in which language a title is shown, and a comment written', async () => {
  const note = await mei.call('POST /notes', {
    body: {
      title: '周末的红枣茶',
      body: '一壶就够了',
      language: 'zh-Hans',
      versions: [{ language: 'en', title: 'Jujube tea at the weekend', body: 'One pot is enough' }],
    },
  });
  const params = { id: note.id };
  await ann.call('POST /notes/:id/comments', { params, body: { body: 'How long does it simmer?' } });
  await ann.call('PUT /notes/:id/like', { params });
  await w.settle({ but: ['notes.render-card'] });
  for (const reads of [['zh-Hans'], ['en']]) {
    await mei.call('PATCH /session', { body: { languages: reads } });
    const { items } = await mei.call('GET /inbox');
    assert.deepEqual(
      items.map(({ kind, note: about }) => [kind, about?.language]),
      [
        ['like', reads[0]],
        ['comment', reads[0]],
      ],
    );
    assert.equal(items[1]!.comment!.language, 'en');
  }
});

test('topics say in which language their name is shown: in search, in lists, on a note', async () => {
  const note = await mei.call('POST /notes', { body: { title: '雨天', body: '#咖啡', language: 'zh-Hans' } });
  const keeper = await w.person('keeper', { role: 'moderator' });
  await keeper.call('PUT /topics/:topic/names/:name', {
    params: { topic: '咖啡', name: 'coffee' },
    body: { language: 'en', primary: true },
  });
  await w.settle({ but: ['notes.render-card'] });
  for (const [who, name, language] of [
    [ann, 'coffee', 'en'],
    [mei, '咖啡', 'zh-Hans'],
  ] as const) {
    await who.call('PATCH /session', { body: { languages: [language] } });
    const told = ({ name: shown, language: tag }: { name: string; language: string }) => [shown, tag];
    const params = { topic: 'coffee' };
    assert.deepEqual(told(await who.call('GET /topics/:topic', { params })), [name, language]);
    const { topics } = await who.call('GET /search', { query: { q: '咖啡' } });
    assert.deepEqual(topics.map(told), [[name, language]]);
    const listed = await who.call('GET /topics', { query: { q: 'cof' } });
    assert.deepEqual(listed.items.map(told), [[name, language]]);
    const read = await who.call('GET /notes/:id', { params: { id: note.id } });
    assert.deepEqual(read.topics.map(told), [[name, language]]);
  }
});

test('a board may be named in one language and described in another', async () => {
  const board = await mei.call('POST /boards', {
    body: {
      name: '想去的地方',
      about: 'Places that friends of mine keep talking about',
      visibility: 'public',
    },
  });
  assert.deepEqual([board.language, board.aboutLanguage], ['zh-Hans', 'en']);
  const [listed] = (await ann.call('GET /people/:person/boards', { params: { person: 'mei' } })).items;
  assert.equal(listed!.aboutLanguage, 'en');
  const bare = await mei.call('POST /boards', { body: { name: '早饭吃什么' } });
  assert.equal(bare.aboutLanguage, bare.language);
});
