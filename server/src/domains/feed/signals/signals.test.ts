import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { SIGNAL_KINDS, type Signal, type SignalKind } from '@jujube/contract';
import { uuidv7 } from '../../../kernel/ids.ts';
import { refused } from '../../../testing/refused.ts';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { writeStretch } from '../lists/tokens.ts';
import { SHAPE_BYTES, unpackShape } from '../shape.ts';

let w: World;
let ann: Somebody;
let bo: Somebody;
let writers: Somebody[];
before(async () => {
  w = await world({ TRUSTED_PROXIES: '127.0.0.1' });
  [ann, bo] = [await w.person('ann'), await w.person('bo')];
  writers = await Promise.all(Array.from({ length: 8 }, (_, index) => w.person(`writer_${index}`)));
  for (const writer of writers)
    for (const channel of ['food', 'pets', 'travel', 'home'])
      await writer.call('POST /notes', { body: { title: `${channel} of ${writer.handle}`, channel } });
  await until('the feed ranks', async () => (await page(ann)).items.length === 10);
});
beforeEach(async () => {
  await w.base.pool.query('delete from signals; delete from signal_drops; delete from buckets');
});
after(() => w.close());

type Caller = Pick<Somebody, 'call' | 'fetch'>;

const page = (who: Caller, cursor?: string) =>
  who.call('GET /feed/explore', { query: { limit: 10, ...(cursor && { cursor }) } });
type Page = Awaited<ReturnType<typeof page>>;

const of = ({ items }: Page, index: number, kind: SignalKind): Signal => ({
  position: items[index]!.position!,
  note: items[index]!.id,
  kind,
});
const impressions = (shown: Page) => shown.items.map((_, index) => of(shown, index, 'impression'));

const send = (who: Caller, list: string, signals: Signal[]) =>
  who.call('POST /signals', { body: { lists: [{ list, signals }] } });

async function drops(): Promise<Record<string, number>> {
  const { rows } = await w.base.pool.query<{ reason: string; count: string }>(
    'select reason, count from signal_drops order by reason',
  );
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, Number(count)]));
}

const logged = async () =>
  (
    await w.base.pool.query<{
      list: string;
      position: number;
      kind: number;
      reader: string;
      note_id: string;
      value: number;
      shape: Buffer;
      network: number | null;
      device: number | null;
      tx: string;
      seq: string;
    }>('select * from signals order by era, tx, seq')
  ).rows;

/** Somebody at another address, as a trusted proxy tells it. */
const at = (address: string, who: Caller = w.visitor): Caller => {
  const fetch = (path: string, init: RequestInit = {}) =>
    who.fetch(path, { ...init, headers: { ...init.headers, 'x-forwarded-for': address } });
  const call = async (_: string, { body }: { body: unknown }) =>
    (
      await fetch('/api/v1/signals', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
    ).json();
  return { fetch, call: call as Somebody['call'] };
};

test('what a reader was shown is appended once, with what the ranking knew of it', async () => {
  const shown = await page(ann);
  assert.deepEqual(await send(ann, shown.list, impressions(shown)), { counted: 10, dropped: 0 });
  const rows = await logged();
  assert.deepEqual(
    rows.map(({ position, note_id }) => [position, note_id]),
    shown.items.map(({ position, id }) => [position, id]),
  );
  for (const { reader, shape, network, device } of rows) {
    assert.equal(reader, ann.id);
    assert.equal(shape.length, SHAPE_BYTES);
    assert.ok(unpackShape(shape).propensity > 0);
    assert.equal(typeof network, 'number');
    assert.equal(device, null, 'this cookie was not given by signing in');
  }
  const { rows: lists } = await w.base.pool.query<{ shapes: Buffer }>(
    'select shapes from feed_lists where token = $1',
    [rows[0]!.list],
  );
  assert.deepEqual(
    Buffer.concat(rows.map(({ shape }) => shape)),
    lists[0]!.shapes.subarray(0, 10 * SHAPE_BYTES),
  );
  assert.deepEqual(await send(ann, shown.list, impressions(shown)), { counted: 0, dropped: 10 });
  assert.equal((await logged()).length, 10);
  assert.deepEqual(await drops(), { twice: 10 });
  assert.deepEqual(await send(ann, shown.list, [of(shown, 0, 'open'), of(shown, 0, 'open')]), {
    counted: 1,
    dropped: 1,
  });
});

test('what was not served to whoever sends it does not count, and is told apart', async () => {
  const [shown, theirs] = [await page(ann), await page(bo)];
  const [first] = impressions(shown);
  const next = await page(ann, shown.cursor!);
  const forged = shown.list.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const longer = shown.list.replace('.0.10.', '.0.30.');
  assert.notEqual(longer, shown.list);
  const old = writeStretch(w.base.secrets, {
    list: uuidv7(Date.now() - 25 * 3600_000),
    from: 0,
    to: 10,
    reader: ann.id,
    model: 0,
  });
  for (const [list, signal, reason] of [
    ['', first!, 'forged'],
    ['nonsense', first!, 'forged'],
    [forged, first!, 'forged'],
    [longer, of(next, 0, 'impression'), 'forged'],
    [old, first!, 'expired'],
    [theirs.list, of(theirs, 0, 'impression'), 'reader'],
    [shown.list, of(next, 0, 'impression'), 'place'],
    [shown.list, { ...first!, position: 3 }, 'lost'],
    [shown.list, { ...first!, note: next.items[0]!.id }, 'lost'],
    [shown.list, of(shown, 0, 'like'), 'untrue'],
  ] as const) {
    await w.base.pool.query('delete from signal_drops');
    assert.deepEqual(await send(ann, list, [signal]), { counted: 0, dropped: 1 }, reason);
    assert.deepEqual(await drops(), { [reason]: 1 });
  }
  await w.base.pool.query('truncate feed_lists');
  assert.deepEqual(await send(ann, shown.list, [first!]), { counted: 0, dropped: 1 });
  assert.deepEqual(await logged(), []);
});

test('a thousand forged impressions for another author’s guarantee count for nothing', async () => {
  const note = await bo.call('POST /notes', { body: { title: 'owed to many' } });
  const shown = await page(ann);
  const place = (position: number): Signal => ({ position, note: note.id, kind: 'impression' });
  const forge = (list: string, from: number) =>
    send(
      ann,
      list,
      Array.from({ length: 200 }, (_, index) => place(from + index)),
    );
  const made = writeStretch(
    { ...w.base.secrets, sign: () => 'A'.repeat(43) },
    {
      ...{ list: uuidv7(), from: 0, to: 9999, reader: ann.id, model: 0 },
    },
  );
  const unlisted = shown.items.every(({ id }) => id !== note.id);
  assert.ok(unlisted);
  for (const list of [shown.list, made, shown.list.replace('.0.10.', '.0.999.'), (await page(bo)).list, '..'])
    assert.deepEqual(await forge(list, 0), { counted: 0, dropped: 200 });
  const { rows } = await w.base.pool.query('select from signals where note_id = $1', [note.id]);
  assert.equal(rows.length, 0);
  assert.equal(
    Object.values(await drops()).reduce((sum, count) => sum + count, 0),
    1000,
  );
});

test('an act that leaves something behind counts while that is there', async () => {
  const shown = await page(ann);
  const [liked, saved, said, followed, hidden] = shown.items;
  const acts: [number, SignalKind, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      0,
      'like',
      () => ann.call('PUT /notes/:id/like', { params: { id: liked!.id } }),
      () => ann.call('DELETE /notes/:id/like', { params: { id: liked!.id } }),
    ],
    [
      1,
      'save',
      () => ann.call('PUT /notes/:id/save', { params: { id: saved!.id }, body: {} } as never),
      () => ann.call('DELETE /notes/:id/save', { params: { id: saved!.id } }),
    ],
    [
      2,
      'comment',
      () => ann.call('POST /notes/:id/comments', { params: { id: said!.id }, body: { body: 'well said' } }),
      () => w.base.pool.query('update comments set removed_at = now() where author_id = $1', [ann.id]),
    ],
    [
      3,
      'follow',
      () => ann.call('PUT /people/:person/follow', { params: { person: followed!.author.id } }),
      () => ann.call('DELETE /people/:person/follow', { params: { person: followed!.author.id } }),
    ],
    [
      4,
      'hide',
      () => ann.call('PUT /notes/:id/hide', { params: { id: hidden!.id } }),
      () => ann.call('DELETE /notes/:id/hide', { params: { id: hidden!.id } }),
    ],
  ];
  for (const [index, kind, act, undo] of acts) {
    const say = () => send(ann, shown.list, [of(shown, index, kind)]);
    assert.deepEqual(await say(), { counted: 0, dropped: 1 }, kind);
    await act();
    await undo();
    assert.deepEqual(await say(), { counted: 0, dropped: 1 }, kind);
    await act();
    assert.deepEqual(await say(), { counted: 1, dropped: 0 }, kind);
    await undo();
  }
  assert.deepEqual(await drops(), { untrue: 10 });
  const visitors = await page(w.visitor);
  assert.deepEqual(await send(w.visitor, visitors.list, [of(visitors, 0, 'like')]), {
    counted: 0,
    dropped: 1,
  });
});

test('of who switched the feed off only what was shown is counted', async () => {
  const cy = await w.person('cy');
  await w.base.pool.query('insert into feed_settings (person_id, off) values ($1, true)', [cy.id]);
  const shown = await page(cy);
  const acts = [of(shown, 0, 'impression'), of(shown, 0, 'open'), of(shown, 1, 'dwell')];
  assert.deepEqual(await send(cy, shown.list, acts), { counted: 1, dropped: 2 });
  assert.deepEqual(await drops(), { off: 2 });
});

test('values are held within what can be', async () => {
  const shown = await page(ann);
  const given = (['dwell', 'dwell', 'swipe', 'open'] as const).map((kind, index) => of(shown, index, kind));
  const values = [1e12, -5, 3.4, 77];
  await send(
    ann,
    shown.list,
    given.map((one, index) => ({ ...one, value: values[index] })),
  );
  assert.deepEqual(
    (await logged()).map(({ kind, value }) => [SIGNAL_KINDS[kind], value]),
    [
      ['dwell', 1_800_000],
      ['dwell', 0],
      ['swipe', 3],
      ['open', 0],
    ],
  );
});

test('visitors share a first page, and each network counts once; later pages are one’s own', async () => {
  const shown = await page(w.visitor);
  const one = [of(shown, 0, 'impression')];
  const [here, there] = [at('198.51.100.7'), at('2001:db8:1:2::9')];
  assert.deepEqual(await send(here, shown.list, one), { counted: 1, dropped: 0 });
  assert.deepEqual(await send(here, shown.list, one), { counted: 0, dropped: 1 });
  assert.deepEqual(await send(there, shown.list, one), { counted: 1, dropped: 0 });
  assert.deepEqual(await send(at('2001:db8:1:2::77'), shown.list, one), { counted: 0, dropped: 1 });
  assert.deepEqual(await send(ann, shown.list, one), { counted: 0, dropped: 1 });
  const readers = new Set((await logged()).map(({ reader }) => reader));
  assert.equal(readers.size, 2);
  assert.ok([...readers].every((reader) => BigInt(reader) < 0n));
  const next = await page(w.visitor, shown.cursor!);
  const more = [of(next, 0, 'impression')];
  assert.deepEqual(await send(there, next.list, more), { counted: 0, dropped: 1 });
  assert.deepEqual(await send(w.visitor, next.list, more), { counted: 1, dropped: 0 });
  assert.deepEqual(await drops(), { reader: 2, twice: 2 });
});

test('accounts that share a browser share a number, which says nothing of it; so do those behind one address', async () => {
  const [shown, theirs] = [await page(ann), await page(bo)];
  const device = 'd'.repeat(32);
  const from = (who: Somebody, address: string, cookie: string) => {
    const fetch = (path: string, init: RequestInit = {}) =>
      w.visitor.fetch(path, {
        ...init,
        headers: { ...init.headers, cookie: `${who.cookie}; jujube.device=${cookie}` },
      });
    return at(address, { fetch, call: who.call });
  };
  await send(from(ann, '198.51.100.7', device), shown.list, [of(shown, 0, 'impression')]);
  await send(from(bo, '198.51.100.7', device), theirs.list, [of(theirs, 0, 'impression')]);
  await send(from(bo, '198.51.100.8', 'e'.repeat(32)), theirs.list, [of(theirs, 1, 'impression')]);
  await send(from(bo, '198.51.100.8', 'short'), theirs.list, [of(theirs, 2, 'impression')]);
  const [a, b, c, d] = await logged();
  assert.deepEqual([a!.network, a!.device], [b!.network, b!.device]);
  assert.notEqual(c!.network, a!.network);
  assert.notEqual(c!.device, a!.device);
  assert.equal(d!.device, null);
});

test('half of a batch is none of it; so are more than a batch holds and kinds nobody knows', async () => {
  const shown = await page(ann);
  const post = (body: string, type = 'application/json') =>
    ann.fetch('/api/v1/signals', { method: 'POST', body, headers: { 'content-type': type } });
  const whole = JSON.stringify({ lists: [{ list: shown.list, signals: impressions(shown) }] });
  const many = Array.from({ length: 201 }, () => of(shown, 0, 'impression'));
  for (const body of [
    whole.slice(0, whole.length / 2),
    '',
    'null',
    '[]',
    JSON.stringify({ lists: [] }),
    JSON.stringify({ lists: Array.from({ length: 21 }, () => ({ list: shown.list, signals: [] })) }),
    JSON.stringify({ lists: [{ list: shown.list, signals: many }] }),
    whole.replace('impression', 'stare'),
    whole.replace('"position":0', '"position":-1'),
    whole.replace('"position":0', '"position":1e9'),
  ]) {
    const answer = await post(body);
    assert.equal(answer.status, 400, body);
    assert.equal(((await answer.json()) as { code: string }).code, 'request.invalid');
  }
  assert.deepEqual(await logged(), []);
  assert.deepEqual(await (await post(whole)).json(), { counted: 10, dropped: 0 });
});

test('whoever sends too many batches is told to wait, and nothing of these is appended', async () => {
  const shown = await page(ann);
  const spent = `insert into buckets (owner, name, tokens, filled_at) values ($1, $2, -1000, now())`;
  await w.base.pool.query(spent, [`p${ann.id}`, 'signals']);
  const forged = [...impressions(shown), { ...of(shown, 0, 'open'), position: 99 }];
  await assert.rejects(send(ann, shown.list, forged), refused('limit.too_many'));
  await w.base.pool.query(spent, ['a:127.0.0.1', 'visitor_signals']);
  const visitors = await page(w.visitor);
  await assert.rejects(send(w.visitor, visitors.list, impressions(visitors)), refused('limit.too_many'));
  assert.deepEqual(await logged(), []);
  assert.deepEqual(await drops(), {});
  assert.deepEqual(await send(bo, (await page(bo)).list, []), { counted: 0, dropped: 0 });
});
