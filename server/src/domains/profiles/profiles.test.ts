import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { refused } from '../../testing/refused.ts';
import { world, type World } from '../../testing/world.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

const params = (person: string) => ({ params: { person } });

test('a profile has words, numbers and how one stands to the person', async () => {
  const [mei, bo] = [await w.person('mei_p'), await w.person('bo_p')];
  const bio = [
    { language: 'zh', text: ' 喜欢梨\u202e ' },
    { language: 'en', text: 'Pears.' },
    { language: 'en', text: '' },
  ];
  const changed = await mei.call('PATCH /me', {
    body: {
      name: '阿梅',
      secondName: 'Mei',
      bio,
      place: 'Taipei',
      reads: ['zh-TW', 'en'],
      writes: ['zh-TW'],
      interests: ['food', 'pets'],
      arrived: true,
    },
  });
  assert.deepEqual([changed.name, changed.interests, changed.arrived], ['阿梅', ['food', 'pets'], true]);
  await bo.call('PUT /people/:person/follow', params('mei_p'));
  await w.settle();
  const seen = await bo.call('GET /people/:person', params('Mei_P'));
  assert.deepEqual(
    { ...seen, id: '', joinedAt: '' },
    {
      id: '',
      handle: 'mei_p',
      name: '阿梅',
      secondName: 'Mei',
      avatar: null,
      picture: null,
      secondNameBy: null,
      secondNameReading: '',
      asksForName: false,
      place: 'Taipei',
      joinedAt: '',
      role: 'member',
      bio: [{ language: 'zh-Hans', text: '喜欢梨', facets: [] }],
      bioShown: null,
      reads: ['zh-Hant', 'en'],
      writes: ['zh-Hant'],
      counts: { notes: 0, followers: 1, following: 0, likes: 0 },
      relation: { self: false, following: true, followedBy: false, muted: false, blocked: false },
    },
  );
  assert.equal((await mei.call('GET /people/:person', params(mei.id))).relation.self, true);
  assert.equal((await w.visitor.call('GET /people/:person', params(mei.id))).relation.following, false);
});

test('who is blocked finds nobody; who blocked sees a name, to take it back', async () => {
  const [ann, eve] = [await w.person('ann_p'), await w.person('eve_p')];
  await ann.call('PATCH /me', { body: { place: 'Here' } });
  await eve.call('PATCH /me', { body: { place: 'There' } });
  await ann.call('PUT /people/:person/block', params('eve_p'));
  await assert.rejects(eve.call('GET /people/:person', params('ann_p')), refused('person.not_found'));
  const seen = await ann.call('GET /people/:person', params('eve_p'));
  assert.deepEqual([seen.handle, seen.place, seen.relation.blocked], ['eve_p', null, true]);
  const names = async (who: typeof ann, q: string) =>
    (await who.call('GET /people', { query: { q } })).items.map((one) => one.handle);
  assert.deepEqual([await names(eve, 'ann_p'), await names(ann, 'eve_p')], [[], []]);
});

test('mentions are suggested by handle or name, in any case; wildcards mean themselves', async () => {
  const ann = await w.person('quill', { name: '羽毛笔' });
  await w.person('quilted', { name: 'Warm' });
  const find = async (q: string) =>
    (await ann.call('GET /people', { query: { q } })).items.map((one) => one.handle);
  assert.deepEqual(await find('@QUIL'), ['quill', 'quilted']);
  assert.deepEqual(await find('羽'), ['quill']);
  assert.deepEqual([await find('%'), await find('q_i'), await find('')], [[], [], []]);
});

test('handles move, names are checked, and nothing else changes', async () => {
  const ann = await w.person('ann_q', { name: 'Ann' });
  await w.person('lola');
  const change = (body: object) => ann.call('PATCH /me', { body });
  assert.equal((await change({ handle: '@Ann_Q9' })).handle, 'ann_q9');
  await assert.rejects(change({ handle: 'l0la' }), refused('person.handle_taken'));
  await assert.rejects(change({ handle: 'api' }), refused('person.handle_reserved'));
  await assert.rejects(change({ name: '  ' }), refused('person.name_invalid'));
  await assert.rejects(change({ secondName: '官方' }), refused('person.name_confusable'));
  await assert.rejects(change({ interests: ['food', 'nothing'] }), refused('community.channel_not_found'));
  const { name, handle, secondName } = await change({ secondName: null });
  assert.deepEqual([name, handle, secondName], ['Ann', 'ann_q9', null]);
});

test('an avatar is one’s own picture, served to everybody; the one before loses its bytes', async () => {
  const [ann, bo] = [await w.person('ann_av'), await w.person('bo_av')];
  const bytes = await readFile(createRequire(import.meta.url).resolve('exif-parser/test/starfish.jpg'));
  const upload = async () => {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(bytes)], 'me.jpg'));
    return (await (await ann.fetch('/api/v1/media', { method: 'POST', body: form })).json()) as {
      id: string;
      url: string;
    };
  };
  const [first, second] = [await upload(), await upload()];
  await assert.rejects(bo.call('PATCH /me', { body: { avatar: first.id } }), refused('media.not_found'));
  const { avatar } = await ann.call('PATCH /me', { body: { avatar: first.id } });
  assert.equal((await w.visitor.fetch(avatar!)).status, 200);
  const seen = await bo.call('GET /people/:person', params('ann_av'));
  assert.deepEqual([seen.avatar, seen.picture!.id], [avatar, first.id]);
  const changed = await ann.call('PATCH /me', { body: { avatar: second.id } });
  assert.notEqual(changed.avatar, avatar);
  assert.equal((await w.visitor.fetch(avatar!)).status, 404);
  assert.equal((await ann.call('PATCH /me', { body: { avatar: null } })).avatar, null);
  assert.equal((await w.visitor.fetch(changed.avatar!)).status, 404);
});
