import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refused } from '../../testing/refused.ts';
import { world, type World } from '../../testing/world.ts';
import { isIn, wantedScript } from './rules.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

const to = (person: string) => ({ params: { person } });
const of = (id: string) => ({ params: { id } });

test('who has no second name asks for one, people propose, one is taken with thanks', async () => {
  const [ann, mei, bo] = [
    await w.person('ann', { name: 'Ann Lee' }),
    await w.person('mei'),
    await w.person('bo'),
  ];
  const asked = await ann.call('PUT /me/name-request', { body: { words: 'I like tea and rain.' } });
  assert.deepEqual([asked.script, asked.words], ['Han', 'I like tea and rain.']);
  assert.equal((await mei.call('GET /people/:person', to('ann'))).asksForName, true);
  const { items } = await mei.call('GET /names');
  assert.deepEqual(
    items.map(({ handle, proposals }) => [handle, proposals]),
    [['ann', 0]],
  );
  const propose = (who: typeof mei, name: string, meaning = '') =>
    who.call('POST /people/:person/names', { ...to('ann'), body: { name, meaning } });
  const made = await propose(mei, '单雨茶', '雨天的茶');
  assert.deepEqual(
    made.characters.map(({ text, reading, strokes }) => [text, reading, strokes]),
    [
      ['单', 'shàn', 8],
      ['雨', 'yǔ', 8],
      ['茶', 'chá', 9],
    ],
  );
  assert.equal(made.reading, 'shàn yǔ chá');
  await propose(mei, '单雨茶', '茶和雨');
  await assert.rejects(propose(bo, 'Annie'), refused('name.script'));
  await assert.rejects(propose(ann, '李安'), refused('name.own'));
  for (const name of ['李安', '李雨']) await propose(bo, name);
  await propose(bo, '李茶');
  await assert.rejects(propose(bo, '李李'), refused('name.enough'));
  await w.settle();
  const told = (await ann.call('GET /inbox')).items.filter(({ kind }) => kind === 'name_proposed');
  assert.equal(told.length, 4);
  await assert.rejects(
    mei.call('PUT /names/:id/accept', { ...of(made.id), body: {} }),
    refused('name.not_found'),
  );
  const taken = await ann.call('PUT /names/:id/accept', { ...of(made.id), body: { reading: 'Shàn Yǔchá' } });
  assert.equal(taken.reading, 'Shàn Yǔchá');
  await w.settle();
  const seen = await bo.call('GET /people/:person', to('ann'));
  assert.deepEqual(
    [seen.secondName, seen.secondNameBy?.handle, seen.secondNameReading, seen.asksForName],
    ['单雨茶', 'mei', 'Shàn Yǔchá', false],
  );
  const thanked = (await mei.call('GET /inbox')).items.filter(({ kind }) => kind === 'name_accepted');
  assert.deepEqual(
    thanked.map(({ people }) => people[0]!.handle),
    ['ann'],
  );
  await assert.rejects(propose(mei, '李梅'), refused('name.not_asked'));
  await assert.rejects(ann.call('PUT /me/name-request', { body: {} }), refused('name.has_one'));
  await ann.call('PATCH /me', { body: { secondName: '别的' } });
  assert.equal((await bo.call('GET /people/:person', to('ann'))).secondNameBy, null);
});

test('names say what they sound like, whose they are and how they are written', async () => {
  const who = await w.person('looker');
  const look = async (name: string) => (await who.call('POST /names/look', { body: { name } })).warnings;
  const kinds = async (name: string) => (await look(name)).map(({ kind, part }) => `${kind}:${part}`);
  assert.deepEqual(await kinds('李安'), []);
  assert.deepEqual(await kinds('李思'), []);
  assert.deepEqual(
    (await look('李肆')).map(({ kind, like }) => [kind, like]),
    [['sounds_like', '四（死）']],
  );
  assert.deepEqual(await kinds('习近平'), ['leader:习近平', 'leader:近平', 'surname:习']);
  assert.deepEqual(await kinds('梅财'), ['sounds_like:梅财']);
  assert.deepEqual(await kinds('陳龍'), []);
  assert.ok((await kinds('李鬼')).includes('looks_bad:鬼'));
  assert.ok((await kinds('李鑫鑫鑫')).includes('many_strokes:李鑫鑫鑫'));
  assert.deepEqual(await kinds('Ann'), []);
});

test('the script that is asked for is the one that a name is not in', () => {
  assert.deepEqual([wantedScript('Ann'), wantedScript('阿梅'), wantedScript('Аня')], ['Han', 'Latin', 'Han']);
  assert.deepEqual([isIn('阿梅', 'Han'), isIn('May', 'Latin'), isIn('梅 May', 'Latin')], [true, true, false]);
});

test('who is blocked neither proposes nor is seen; a name that was reported and removed is gone', async () => {
  const [lia, eve, kim] = [await w.person('lia'), await w.person('eve'), await w.person('kim')];
  const keeper = await w.person('keeper', { role: 'moderator' });
  await lia.call('PUT /me/name-request', { body: {} });
  const bad = await eve.call('POST /people/:person/names', {
    ...to('lia'),
    body: { name: '李鬼', meaning: '' },
  });
  const names = async (who: typeof kim) =>
    (await who.call('GET /people/:person/names', to('lia'))).items.map(({ name }) => name);
  assert.deepEqual(await names(kim), ['李鬼']);
  await kim.call('POST /reports', {
    body: { subject: { kind: 'name', id: bad.id }, reason: 'abuse', words: '' },
  });
  const { items } = await keeper.call('GET /admin/reports');
  assert.deepEqual(
    [items[0]!.subject.kind, items[0]!.excerpt, items[0]!.about!.handle],
    ['name', '李鬼', 'eve'],
  );
  await keeper.call('PATCH /admin/reports/:id', { params: { id: items[0]!.id }, body: { state: 'removed' } });
  assert.deepEqual([await names(kim), await names(lia)], [[], []]);
  await assert.rejects(
    lia.call('PUT /names/:id/accept', { ...of(bad.id), body: {} }),
    refused('name.not_found'),
  );
  await w.settle();
  await lia.call('PUT /people/:person/block', to('kim'));
  const propose = kim.call('POST /people/:person/names', {
    ...to('lia'),
    body: { name: '李梅', meaning: '' },
  });
  await assert.rejects(propose, refused('person.not_found'));
  assert.ok(!(await kim.call('GET /names')).items.some(({ handle }) => handle === 'lia'));
});

test('a proposal is taken back by who made it and declined by who got it, by nobody else', async () => {
  const [rob, sue, tom] = [await w.person('rob'), await w.person('sue'), await w.person('tom')];
  await rob.call('PUT /me/name-request', { body: {} });
  const made = [];
  for (const name of ['李一', '李二'])
    made.push(await sue.call('POST /people/:person/names', { ...to('rob'), body: { name, meaning: '' } }));
  await tom.call('DELETE /names/:id', of(made[0]!.id));
  const left = async () => (await tom.call('GET /people/:person/names', to('rob'))).items.length;
  assert.equal(await left(), 2);
  await sue.call('DELETE /names/:id', of(made[0]!.id));
  await rob.call('DELETE /names/:id', of(made[1]!.id));
  assert.equal(await left(), 0);
  await rob.call('DELETE /me/name-request');
  assert.equal((await tom.call('GET /people/:person', to('rob'))).asksForName, false);
});
