import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { ShownFacet } from '@jujube/contract';
import { codeOf } from '../../testing/refused.ts';
import { until } from '../../testing/until.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

let w: World;
let [ann, bo, admin]: Somebody[] = [];
let source: Server;
/** What the address of the rates answers. */
let answer: { status: number; body: string } = { status: 200, body: '' };
before(async () => {
  source = createServer((_, response) => {
    response.writeHead(answer.status, { location: 'http://127.0.0.1:9/' }).end(answer.body);
  });
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
  const { port } = source.address() as AddressInfo;
  w = await world({ RATES_URL: `http://127.0.0.1:${port}/rates.json` });
  ann = await w.person('ann', { reads: ['en'] });
  bo = await w.person('bo', { reads: ['zh-Hans'] });
  admin = await w.person('admin', { role: 'administrator' });
});
after(async () => {
  await w.close();
  source.close();
});

const at = (id: string) => ({ params: { id } });
const post = async (body: string, language = 'zh-Hans') =>
  (await bo!.call('POST /notes', { body: { title: '。', body, language } })).id;
const marked = (text: string, facets: readonly ShownFacet[], kinds: readonly string[] = ['term', 'amount']) =>
  facets
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ start, end, kind, id }) => [Array.from(text).slice(start, end).join(''), kind, id]);
const read = async (who: Pick<Somebody, 'call'>, id: string) => {
  const { body, bodyFacets } = await who.call('GET /notes/:id', at(id));
  return marked(body, bodyFacets);
};

test('words are marked for who needs them: Chinese ones for readers of English, English ones for readers of Chinese', async () => {
  const chinese = await post('😀 被种草，又去打工人的食堂 #种草 @bo https://a.example/种草');
  assert.deepEqual(await read(ann!, chinese), [
    ['被种草', 'term', 'zh:种草'],
    ['打工人', 'term', 'zh:打工人'],
  ]);
  assert.deepEqual(await read(bo!, chinese), []);
  const english = await post('The cat tax is paid, no cap.', 'en');
  assert.deepEqual(await read(bo!, english), [
    ['cat tax', 'term', 'en:cat tax'],
    ['no cap', 'term', 'en:no cap'],
  ]);
  assert.deepEqual(await read(ann!, english), []);
});

test('comments and versions in other languages are marked too, where the word stayed', async () => {
  const id = await post('大家好');
  await bo!.call('POST /notes/:id/comments', {
    ...at(id),
    body: { body: 'yyds，这家火锅太香了', language: 'zh' },
  });
  const { items } = await ann!.call('GET /notes/:id/comments', at(id));
  assert.deepEqual(marked(items[0]!.body, items[0]!.facets)[0], ['yyds', 'term', 'zh:yyds']);
  const both = await bo!.call('POST /notes', {
    body: { title: '推荐', language: 'zh-Hans', versions: [{ language: 'en', title: 'They call it 种草' }] },
  });
  const { versions } = await ann!.call('GET /notes/:id', at(both.id));
  const english = versions.find(({ language }) => language === 'en')!;
  assert.deepEqual(marked(english.title, english.titleFacets), [['种草', 'term', 'zh:种草']]);
});

test('what is said about a board and what people say of themselves are marked, until who reads switches it off', async () => {
  const words = { name: '种草', about: '打工人的午饭，99元以内', visibility: 'public' as const };
  const board = await bo!.call('POST /boards', { body: words });
  await bo!.call('PATCH /me', { body: { bio: [{ language: 'zh-Hans', text: '普通打工人，爱吃面' }] } });
  const seen = async (who: Pick<Somebody, 'call'>) => {
    const { about, aboutFacets } = await who.call('GET /boards/:id', at(board.id));
    const { bio } = await who.call('GET /people/:person', { params: { person: bo!.id } });
    return [
      ...marked(about, aboutFacets, ['term']),
      ...bio.flatMap(({ text, facets }) => marked(text, facets)),
    ];
  };
  const worker = ['打工人', 'term', 'zh:打工人'];
  assert.deepEqual(await seen(ann!), [worker, worker]);
  assert.deepEqual(await seen(bo!), []);
  const aids = (shown: boolean) => ({
    body: { aids: { words: shown, units: 'auto' as const, currency: 'auto' } },
  });
  await ann!.call('PATCH /session', aids(false));
  assert.deepEqual(await seen(ann!), []);
  await ann!.call('PATCH /session', aids(true));
});

test('at most three words a paragraph, each once a text, and none inside what is a link, a mention or a topic', async () => {
  const words = ['内卷', '躺平', '打工人', '绝绝子', '破防'];
  const id = await post(`${words.join('，')}\n\n${words.join('，')}`);
  const found = (await read(ann!, id)).map(([word]) => word);
  assert.deepEqual(found, words);
});

test('amounts are told as the reader counts, money with the day of its rate, and who wants none has none', async () => {
  const id = await post('买了5斤枣，花了99元');
  const amounts = await read(ann!, id);
  assert.deepEqual(amounts[0], ['5斤', 'amount', '≈ 2.5 kg / 5.5 lb']);
  assert.match(amounts[1]![2]!, /^≈ (US)?\$1[45]$/u);
  const { bodyFacets } = await ann!.call('GET /notes/:id', at(id));
  assert.equal(bodyFacets.at(-1)?.name, (await ann!.call('GET /rates')).date);
  // 斤 needs no explaining where people grew up with it; a pound does.
  assert.deepEqual(await read(bo!, id), []);
  assert.deepEqual(await read(bo!, await post('重20磅，长3英寸')), [
    ['20磅', 'amount', '≈ 9.1 kg'],
    ['3英寸', 'amount', '≈ 7.6厘米'],
  ]);
  const set = (aids: object) => ann!.call('PATCH /session', { body: { aids } });
  await set({ units: 'us', currency: 'EUR' });
  const european = await read(ann!, id);
  assert.deepEqual(european[0]![2], '≈ 5.5 lb');
  assert.match(european[1]![2]!, /^≈ €13$/u);
  assert.deepEqual((await set({ units: 'off' })).aids, { words: true, units: 'off', currency: 'EUR' });
  assert.deepEqual(
    (await read(ann!, id)).map(([text, kind]) => `${text} ${kind}`),
    ['斤 term', '99元 amount'],
  );
  await set({ currency: 'off', words: false });
  assert.deepEqual(await read(ann!, id), []);
  await set({ words: true, units: 'auto', currency: 'auto' });
});

test('a visitor’s choice is kept in a cookie, and one who signs up takes it along', async () => {
  const id = await post('今天又被种草了');
  const asks = (cookie = '') =>
    w.visitor
      .fetch(`/api/v1/notes/${id}`, { headers: { 'accept-language': 'en', ...(cookie && { cookie }) } })
      .then(async (response) => ((await response.json()) as { bodyFacets: ShownFacet[] }).bodyFacets.length);
  assert.equal(await asks(), 1);
  const response = await w.visitor.fetch('/api/v1/session', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ aids: { words: false, currency: 'TWD' } }),
  });
  const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
  assert.equal(cookie, 'aids=0.auto.TWD');
  assert.equal(await asks(cookie), 0);
  for (const none of ['aids=1', 'aids=0.metric', 'aids=0.auto.gold', 'aids=__proto__'])
    assert.equal(await asks(none), 1, none);
});

test('an administrator puts another table in force, and what is no table is refused', async () => {
  const put = (table: string, base = 'USD') =>
    admin!.call('PUT /admin/rates', { body: { date: '2026-11-20', base, source: 'the bank', table } });
  for (const none of ['', 'CNY', 'CNY,0', 'CNY,6.7\nnonsense', 'CNY,-1', '<html>'])
    assert.equal(await codeOf(put(none)), 'rates.invalid', none);
  const stored = await put('currency,rate\r\nCNY,5\nTWD;30\n"EUR"\t0.9\nUSD,1');
  assert.deepEqual(stored.rates, { CNY: 5, TWD: 30, EUR: 0.9 });
  const id = await post('花了100元');
  await until('the new rates are in force', async () => /20/u.test((await read(ann!, id))[0]?.[2] ?? ''));
  const { bodyFacets } = await ann!.call('GET /notes/:id', at(id));
  assert.equal(bodyFacets[0]?.name, '2026-11-20');
  assert.equal((await ann!.call('GET /rates')).shipped, false);
});

test('rates are fetched from the operator’s address, in two shapes; all else leaves those in force', async () => {
  const fetched = () => admin!.call('POST /admin/rates/fetch', { body: {} });
  const bad = [
    '<html>',
    '{}',
    '{"date":"2026-11-21","base":"EUR","rates":{}}',
    '{"date":"soon","usd":{"cny":7}}',
    'x'.repeat(1_100_000),
  ];
  for (const body of bad) {
    answer = { status: 200, body };
    assert.equal(await codeOf(fetched()), 'rates.unreachable', body.slice(0, 40));
  }
  for (const status of [302, 404, 500]) {
    answer = { status, body: '{"date":"2026-11-21","base":"EUR","rates":{"USD":1.1}}' };
    assert.equal(await codeOf(fetched()), 'rates.unreachable', String(status));
  }
  answer = { status: 200, body: '{"date":"2026-11-21","base":"EUR","rates":{"USD":1.1,"CNY":7.7}}' };
  assert.deepEqual((await fetched()).rates, { USD: 1.1, CNY: 7.7 });
  answer.body = '{"date":"2026-11-22","usd":{"cny":7,"1inch":3,"btc":0.00001,"eur":0.9}}';
  assert.deepEqual(await fetched(), {
    date: '2026-11-22',
    base: 'USD',
    source: '127.0.0.1',
    rates: { CNY: 7, BTC: 0.00001, EUR: 0.9 },
    shipped: false,
  });
  assert.equal(await codeOf(bo!.call('POST /admin/rates/fetch', { body: {} })), 'access.denied');
});
