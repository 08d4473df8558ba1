import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Signal, SignalKind } from '@jujube/contract';
import type { Feed, ListRequest } from '../../../providers/feed/feed.ts';
import { refused } from '../../../testing/refused.ts';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { SHAPE_BYTES, SOURCES, unpackShape } from '../shape.ts';

let w: World;
let ann: Somebody;
/** The real feed, and what it was asked. */
let real: Feed;
let asked: ListRequest[] = [];
before(async () => {
  w = await world();
  ann = await w.person('ann');
  for (let index = 0; index < 24; index += 1) {
    const writer = await w.person(`writer_${index}`);
    for (const channel of ['food', 'pets'])
      await writer.call('POST /notes', { body: { title: `${channel} of ${index}`, channel } });
  }
  real = w.base.providers.feed;
  await until('the feed ranks', async () => (await page()).items.length === 10);
});
/** Of whom nothing is known in each test: what somebody saw on an earlier visit does not come again. */
let readers = 0;
beforeEach(async () => {
  ann = await w.person(`reader_${(readers += 1)}`);
  asked = [];
  w.base.providers.feed = {
    list: (request) => {
      asked.push(request);
      return real.list(request);
    },
    stop: () => real.stop(),
  };
});
after(() => w.close());

const page = (cursor?: string | null) =>
  ann.call('GET /feed/explore', { query: { limit: 10, ...(cursor && { cursor }) } });
type Page = Awaited<ReturnType<typeof page>>;

const idsOf = ({ items }: Page) => items.map(({ id }) => id);
const act = ({ list, items }: Page, kind: SignalKind, value?: number) => {
  const signal: Signal = { position: items[0]!.position!, note: items[0]!.id, kind };
  const signals = [{ ...signal, ...(value !== undefined && { value }) }];
  return ann.call('POST /signals', { body: { lists: [{ list, signals }] } });
};

async function row(list: string) {
  const { rows } = await w.base.pool.query<{
    ids: string[];
    trail: string[];
    shapes: Buffer;
    stale: boolean;
    served: number;
  }>('select ids::text[], trail::text[], shapes, stale, served from feed_lists where token = $1', [
    list.split('.')[0],
  ]);
  return rows[0]!;
}

test('what says what a reader wants has the rest of their list ranked again; what says little has not', async () => {
  for (const [kind, value, tells] of [
    ['impression', undefined, false],
    ['dwell', 4999, false],
    ['swipe', 3, false],
    ['dwell', 5000, true],
    ['open', undefined, true],
    ['share', undefined, true],
    ['less', undefined, true],
    ['more', undefined, true],
  ] as const) {
    const first = await page();
    assert.deepEqual(await act(first, kind, value), { counted: 1, dropped: 0 });
    assert.equal((await row(first.list)).stale, tells, `${kind} ${value}`);
    asked = [];
    const next = await page(first.cursor);
    assert.equal(asked.length, tells ? 1 : 0, `${kind} ${value}`);
    assert.equal(new Set([...idsOf(first), ...idsOf(next)]).size, 20);
  }
});

test('what was shown stays in its place, the feed is told it and what is left, and both pages’ signals count', async () => {
  const first = await page();
  const before = await row(first.list);
  await act(first, 'open');
  asked = [];
  const next = await page(first.cursor);
  assert.deepEqual(asked[0]!.seen, idsOf(first));
  assert.deepEqual(asked[0]!.tail!.ids, before.ids.slice(10));
  assert.equal(
    asked[0]!.tail!.shapes.replaceAll('\n', ''),
    before.shapes.subarray(10 * SHAPE_BYTES).toString('base64'),
  );
  const now = await row(first.list);
  assert.deepEqual([now.stale, now.served], [false, 20]);
  assert.deepEqual(now.ids.slice(0, 10), before.ids.slice(0, 10));
  assert.deepEqual(now.ids.slice(10, 20), idsOf(next));
  assert.equal(now.shapes.length, now.ids.length * SHAPE_BYTES);
  assert.deepEqual(await act(first, 'impression'), { counted: 1, dropped: 0 });
  assert.deepEqual(await act(next, 'impression'), { counted: 1, dropped: 0 });
  let left = next.cursor;
  const all = [...idsOf(first), ...idsOf(next)];
  while (left) {
    const more = await page(left);
    all.push(...idsOf(more));
    left = more.cursor;
  }
  assert.equal(all.length, 48, 'the visit ends where all was shown');
  assert.equal(new Set(all).size, 48, 'and nothing came twice');
});

test('a page that was shown is the same when it is asked for again, whatever its reader did since', async () => {
  const first = await page();
  await act(first, 'open');
  const next = await page(first.cursor);
  await act(next, 'open');
  asked = [];
  assert.deepEqual(idsOf(await page(first.cursor)), idsOf(next));
  assert.equal(asked.length, 0);
  await page(next.cursor);
  assert.equal(asked.length, 1);
});

test('who asks for one page many times at once is shown one order', async () => {
  const first = await page();
  await act(first, 'open');
  const pages = await Promise.all(Array.from({ length: 8 }, () => page(first.cursor)));
  const { ids } = await row(first.list);
  for (const shown of pages) assert.deepEqual(idsOf(shown), ids.slice(10, 20));
  for (const shown of pages.slice(0, 1))
    assert.deepEqual(await act(shown, 'impression'), { counted: 1, dropped: 0 });
});

test('what was sent and never seen gives way to what one wants now; what was seen stays', async () => {
  const first = await page();
  await act(first, 'open');
  const behind = (list: string, after: number) =>
    ann.call('GET /feed/explore', { query: { limit: 10, list, after } });
  asked = [];
  const instead = await behind(first.list, 3);
  assert.deepEqual(asked[0]!.seen, idsOf(first).slice(0, 4));
  assert.equal(asked[0]!.tail!.ids.length, 44);
  const now = await row(first.list);
  assert.deepEqual(now.ids.slice(0, 14), [...idsOf(first).slice(0, 4), ...idsOf(instead)]);
  assert.deepEqual(
    instead.items.map(({ position }) => position),
    Array.from({ length: 10 }, (_, index) => index + 4),
  );
  assert.deepEqual(await act(instead, 'impression'), { counted: 1, dropped: 0 });
  const next = await page(instead.cursor);
  assert.deepEqual(now.ids.slice(14, 24), idsOf(next));
  asked = [];
  assert.deepEqual(idsOf(await behind(instead.list, 13)), idsOf(next), 'nothing was done since');
  assert.equal(asked.length, 0);
  for (const [list, after] of [
    [first.list, 10],
    [instead.list, 2],
    [`${first.list}x`, 3],
  ] as const)
    await assert.rejects(behind(list, after), refused('request.cursor'));
  const theirs = await w.visitor.call('GET /feed/explore', {
    query: { limit: 10, list: first.list, after: 3 },
  });
  assert.notEqual(
    theirs.list.split('.')[0],
    first.list.split('.')[0],
    'another’s list leads to one of one’s own',
  );
});

test('without the feed the list goes on as it was, and the next page asks again', async () => {
  const first = await page();
  await act(first, 'open');
  const before = await row(first.list);
  w.base.providers.feed = { list: () => Promise.reject(new Error('away')), stop: () => real.stop() };
  const quiet = w.base.log.level;
  w.base.log.level = 'silent';
  const next = await page(first.cursor);
  w.base.log.level = quiet;
  assert.deepEqual(idsOf(next), before.ids.slice(10, 20));
  w.base.providers.feed = real;
  await page(next.cursor);
  assert.equal((await row(first.list)).stale, false);
});

test('a reason goes on pointing to its note when the rest is ranked by later acts', async () => {
  const pointing = (trail: string[]): Feed => ({
    async list(request) {
      const list = await real.list(request);
      const shapes = Buffer.from(list.shapes, 'base64');
      for (let at = 0; at < shapes.length; at += SHAPE_BYTES) {
        shapes[at] = SOURCES.indexOf((at / SHAPE_BYTES) % 2 ? 'topic' : 'graph');
        shapes[at + 1] = 1;
      }
      return { ...list, trail, shapes: shapes.toString('base64') };
    },
    stop: () => real.stop(),
  });
  w.base.providers.feed = pointing(['11', '12']);
  const first = await page();
  w.base.providers.feed = pointing(['21', '11', '12']);
  await act(first, 'open');
  const next = await page(first.cursor);
  w.base.providers.feed = pointing(['21', '11', '12', '31']);
  await act(next, 'open');
  await page(next.cursor);
  const { trail, shapes } = await row(first.list);
  const reason = (at: number) => {
    const { source, because } = unpackShape(shapes, at);
    return source === 'graph' ? trail[because!] : because;
  };
  assert.deepEqual([0, 1, 10, 11, 20, 21].map(reason), ['12', 1, '11', 1, '11', 1]);
});
