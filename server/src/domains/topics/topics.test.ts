import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { subscribe, subscriptionsByEvent } from '../../kernel/events.ts';
import { transact } from '../../kernel/transaction.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { countTopicNotes, rollUpTopics, topicMerged, topicsOfNames, type TypedTopic } from './index.ts';

let w: World;
let ann: Somebody;
let keeper: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
  keeper = await w.person('keeper', { role: 'moderator' });
});
after(() => w.close());

const inText = (language: string, ...names: string[]): TypedTopic[] =>
  names.map((name) => ({ name, language }));
const idsOf = (typed: TypedTopic[]) => transact(w.as(ann), (tx) => topicsOfNames(tx, typed));
const idOf = async (name: string, language = 'und') => (await idsOf(inText(language, name))).get(name)!;
const told = (topicId: string, delta: number, at = new Date()) =>
  transact(w.as(ann), (tx) => countTopicNotes(tx, [{ topicId, delta, at }]));
const counted = async (...change: Parameters<typeof told>) => {
  await told(...change);
  await rollUpTopics(w.base.pool);
};

test('one topic however it is typed, and both scripts keep their own spelling', async () => {
  const found = await idsOf([
    ...inText('zh-Hant', '貓'),
    ...inText('zh-Hans', '猫'),
    ...inText('en', 'cat', 'ＣＡＴ', 'Cat'),
  ]);
  assert.equal(found.get('貓'), found.get('猫'));
  assert.equal(new Set([found.get('cat'), found.get('ＣＡＴ'), found.get('Cat')]).size, 1);
  assert.notEqual(found.get('cat'), found.get('貓'));
  await idsOf(inText('zh-Hans', '猫'));
  const hans = await w.visitor.fetch('/api/v1/topics/%E8%B2%93', { headers: { 'accept-language': 'zh-CN' } });
  const hant = await w.visitor.fetch('/api/v1/topics/%E7%8C%AB', { headers: { 'accept-language': 'zh-TW' } });
  assert.equal(((await hans.json()) as { name: string }).name, '猫');
  assert.equal(((await hant.json()) as { name: string }).name, '貓');
});

test('any name finds a topic, its id too; nobody’s name is a 404', async () => {
  const id = await idOf('StreetFood', 'en');
  for (const topic of [id, 'streetfood', 'Street Food', '#streetFOOD', 'ＳtreetFood']) {
    assert.equal((await w.visitor.call('GET /topics/:topic', { params: { topic } })).id, id);
  }
  for (const topic of ['nothing', '###', '%', '01890000-0000-7000-8000-000000000000']) {
    const response = await w.visitor.fetch(`/api/v1/topics/${encodeURIComponent(topic)}`);
    assert.equal(response.status, 404, topic);
    assert.equal(((await response.json()) as { code: string }).code, 'topic.not_found');
  }
});

test('the same new topic by twenty at once is one topic', async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, index) => idsOf(inText('en', `race`, `own${index}`, 'crowd', 'Race'))),
  );
  assert.equal(new Set(all.map((found) => found.get('race'))).size, 1);
  assert.equal(new Set(all.map((found) => found.get('crowd'))).size, 1);
  const { rows } = await w.base.pool.query(
    `select t.id from topics t where not exists (select from topic_names n where n.topic_id = t.id)`,
  );
  assert.deepEqual(rows, [], 'no nameless topic is left behind');
});

test('a rollback leaves no topic', async () => {
  const failing = transact(w.as(ann), async (tx) => {
    await topicsOfNames(tx, inText('en', 'vanishing'));
    throw new Error('half-way');
  });
  await assert.rejects(failing, /half-way/);
  assert.equal((await w.visitor.fetch('/api/v1/topics/vanishing')).status, 404);
});

test('suggestions by any name, most used first; topics without public notes are not told', async () => {
  const [brunch, bread, secret] = [await idOf('brunch'), await idOf('bread'), await idOf('brandnewsecret')];
  await counted(brunch, 2);
  await counted(bread, 5, new Date(Date.now() - 90 * 24 * 3600_000));
  const { items } = await w.visitor.call('GET /topics', { query: { q: 'BR' } });
  assert.deepEqual(
    items.map(({ id }) => id),
    [bread, brunch],
  );
  assert.ok(!items.some(({ id }) => id === secret));
  const { items: now } = await w.visitor.call('GET /topics', {});
  assert.equal(now[0]?.id, brunch, 'what is written about these days stands first');
  await counted(brunch, -2);
  assert.deepEqual((await w.visitor.call('GET /topics', { query: { q: 'brunch' } })).items, []);
  assert.deepEqual((await w.visitor.call('GET /topics', { query: { q: '%' } })).items, []);
});

test('what many notes tell at once is added up exactly, by however many processes', async () => {
  const topicId = await idOf('rolledup');
  const noon = Date.UTC(2026, 10, 1, 12);
  await Promise.all(
    Array.from({ length: 40 }, (_, at) => told(topicId, at % 4 === 3 ? -1 : 1, new Date(noon + at))),
  );
  const moved = await Promise.all(Array.from({ length: 4 }, () => rollUpTopics(w.base.pool)));
  while ((await rollUpTopics(w.base.pool)) > 0);
  assert.ok(moved.some((count) => count > 0));
  const { rows } = await w.base.pool.query<{ notes: number; heat: number }>(
    'select notes, heat from topics where id = $1',
    [topicId],
  );
  assert.equal(rows[0]!.notes, 20);
  const each = (noon / (3 * 24 * 3600_000)) * Math.LN2;
  assert.ok(Math.abs(rows[0]!.heat - (each + Math.log(30))) < 1e-3, 'thirty notes came, however many left');
});

test('a moderator gives names; a topic that had the name is merged, once', async () => {
  const [landed, chinese] = [await idOf('JustLanded', 'en'), await idOf('初来乍到')];
  const merged: object[] = [];
  const listener = subscribe(topicMerged, 'test.merged', async (_, payload) => void merged.push(payload));
  const ctx = { ...w.as(keeper), subscriptions: subscriptionsByEvent([listener]) };
  assert.ok(ctx.subscriptions.size === 1);
  const params = { topic: landed, name: '初來乍到' };
  const topic = await keeper.call('PUT /topics/:topic/names/:name', {
    params,
    body: { language: 'zh-TW', primary: true },
  });
  assert.equal(topic.id, landed);
  await keeper.call('PUT /topics/:topic/names/:name', { params, body: {} });
  const names = topic.names.map(({ name, language }) => [name, language]);
  assert.deepEqual(
    names.sort(),
    [
      ['JustLanded', 'en'],
      ['初來乍到', 'zh-Hant'],
      ['初来乍到', 'zh-Hans'],
    ].sort(),
  );
  for (const [old, language] of [
    [chinese, 'zh-CN'],
    ['初来乍到', 'zh-CN'],
    ['justlanded', 'zh-CN'],
  ]) {
    const answer = await w.visitor.fetch(`/api/v1/topics/${encodeURIComponent(old!)}`, {
      headers: { 'accept-language': language! },
    });
    const seen = (await answer.json()) as { id: string; name: string };
    assert.deepEqual([seen.id, seen.name], [landed, '初来乍到']);
  }
  assert.equal(await idOf('初来乍到'), landed, 'whoever writes the old name finds the merged topic');
  const audits = await w.base.pool.query(`select 1 from audit where action = 'topic.named'`);
  assert.equal(audits.rowCount, 2);
});

test('two moderators who merge two topics into each other at once end with one', async () => {
  const [one, two] = [await idOf('tea'), await idOf('茶')];
  await Promise.all([
    keeper.call('PUT /topics/:topic/names/:name', { params: { topic: one, name: '茶' }, body: {} }),
    keeper.call('PUT /topics/:topic/names/:name', { params: { topic: two, name: 'tea' }, body: {} }),
  ]);
  const [a, b] = await Promise.all(
    ['tea', '茶'].map((topic) => w.visitor.call('GET /topics/:topic', { params: { topic } })),
  );
  assert.equal(a?.id, b?.id);
  assert.equal(a?.names.length, 2);
  const { rows } = await w.base.pool.query('select count(*)::int as n from topics where merged_into = id');
  assert.deepEqual(rows, [{ n: 0 }]);
});

test('members and visitors cannot name topics, and a name needs something to read', async () => {
  const id = await idOf('plants');
  const put = (by: Pick<Somebody, 'fetch'>, name: string) =>
    by.fetch(`/api/v1/topics/${id}/names/${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
  assert.equal((await put(ann, '植物')).status, 403);
  assert.equal((await put(w.visitor, '植物')).status, 401);
  for (const nothing of ['\u200b \u2060', '!!!', '。，', '#']) {
    const refusal = await put(keeper, nothing);
    assert.equal(((await refusal.json()) as { code: string }).code, 'topic.name_invalid', nothing);
  }
});
