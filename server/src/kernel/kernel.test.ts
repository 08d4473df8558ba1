import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { world, type World } from '../testing/world.ts';
import { clientAddress, limitKey } from './address.ts';
import type { Context } from './context.ts';
import { count, countersOf, exactCounter, rollUp } from './counters.ts';
import type { AppError } from './errors.ts';
import { event, subscribe, subscriptionsByEvent } from './events.ts';
import { createGate } from './gate.ts';
import { idMaker, leaseNode, shardOf, timeOf, uuidv7 } from './ids.ts';
import { drain } from './jobs.ts';
import { acceptedLanguages, localeFor, textLanguage } from './languages.ts';
import { spend } from './limits.ts';
import { readCursor, writeCursor } from './paging.ts';
import { transact } from './transaction.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

test('ids sort by time, carry their owner’s shard, and never repeat', () => {
  let now = Date.UTC(2026, 10, 21);
  const ids = idMaker({ node: 3, clock: () => now });
  const owner = ids.next();
  const made = Array.from({ length: 1000 }, (_, index) => {
    if (index % 300 === 0) now += 1;
    return ids.next(owner);
  });
  assert.equal(new Set(made).size, made.length);
  assert.ok(made.every((id) => shardOf(id) === shardOf(owner)));
  const times = made.map(timeOf);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
});

test('a burst of ids runs ahead of the clock and is no clock going back', () => {
  const ids = idMaker({ node: 1, clock: () => Date.UTC(2026, 10, 21) });
  const made = new Set(Array.from({ length: 100_000 }, () => ids.next('7')));
  assert.equal(made.size, 100_000);
});

test('a clock that goes back is refused until it has caught up', () => {
  let now = Date.UTC(2026, 10, 21);
  const ids = idMaker({ node: 0, clock: () => now });
  ids.next();
  now -= 100;
  ids.next();
  now -= 10_000;
  assert.throws(
    () => ids.next(),
    (error: AppError) => error.code === 'server.clock',
  );
  now += 20_000;
  ids.next();
});

test('two processes never lease one node, and a lease remembers its last millisecond', async () => {
  const [one, two] = await Promise.all([leaseNode(w.base.pool), leaseNode(w.base.pool)]);
  const made = new Set([one.ids.next(), two.ids.next()].map((id) => Number((BigInt(id) >> 7n) & 31n)));
  assert.equal(made.size, 2);
  await Promise.all([one.renew(), one.release(), two.release()]);
  await assert.rejects(async () => {
    await w.base.pool.query('update id_nodes set holder = null');
    await two.renew();
  }, /was lost/);
});

test('UUIDv7 sorts by time', () => {
  assert.ok(uuidv7(1000) < uuidv7(2000));
  assert.match(uuidv7(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

const happened = event<{ id: string }>('test.happened');

/** A context whose event has two subscribers: one fails until told, one counts. */
function listening(state: { fails: boolean; runs: string[] }): { ctx: Context; settle: () => Promise<void> } {
  const tasks = [
    subscribe(happened, { name: 'test.failing', maxAttempts: 1 }, async () => {
      if (state.fails) throw new Error('the subscriber fails');
    }),
    subscribe(happened, 'test.counting', async (_, { id }) => {
      state.runs.push(id);
    }),
  ];
  const ctx = {
    ...w.as(),
    subscriptions: subscriptionsByEvent(tasks),
    log: w.base.log.child({}, { level: 'silent' }),
  };
  return { ctx, settle: () => drain({ pool: w.base.pool, tasks, context: () => ctx }) };
}

const jobs = async () =>
  (
    await w.base.pool.query<{ task_identifier: string; attempts: number }>(
      `select task_identifier, attempts from graphile_worker.jobs where task_identifier like 'test.%' order by 1`,
    )
  ).rows;

test('a rollback leaves no job; a commit leaves one per subscriber', async () => {
  const { ctx, settle } = listening({ fails: false, runs: [] });
  await assert.rejects(
    transact(ctx, async (tx) => {
      tx.emit(happened, { id: 'never' });
      await tx.db.insertInto('secrets').values({ name: 'rolled-back', value: 'x' }).execute();
      throw new Error('no');
    }),
    /no/,
  );
  assert.deepEqual(await jobs(), []);
  assert.equal(
    await ctx.db.selectFrom('secrets').where('name', '=', 'rolled-back').executeTakeFirst(),
    undefined,
  );
  await transact(ctx, async (tx) => tx.emit(happened, { id: 'once' }));
  assert.equal((await jobs()).length, 2);
  await settle();
  assert.deepEqual(await jobs(), []);
});

test('one failing subscriber leaves only its own job, which can run again', async () => {
  const state = { fails: true, runs: [] as string[] };
  const { ctx, settle } = listening(state);
  await transact(ctx, async (tx) => tx.emit(happened, { id: 'a' }));
  await settle();
  assert.deepEqual(state.runs, ['a']);
  assert.deepEqual(await jobs(), [{ task_identifier: 'test.failing', attempts: 1 }]);
  state.fails = false;
  await w.base.pool.query(
    `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), now(), null, 0, 1)`,
  );
  await settle();
  assert.deepEqual(await jobs(), []);
});

test('a failure inside the commit’s own round trip fails the transaction', async () => {
  const { ctx } = listening({ fails: false, runs: [] });
  await assert.rejects(
    transact(ctx, async (tx) => {
      await tx.db.insertInto('secrets').values({ name: 'half-way', value: 'x' }).execute();
      tx.enqueue({ name: 'x'.repeat(500), run: async () => undefined }, {});
    }),
  );
  assert.equal(
    await ctx.db.selectFrom('secrets').where('name', '=', 'half-way').executeTakeFirst(),
    undefined,
  );
});

test('counters are exact at once and after being rolled up, by several at a time', async () => {
  const ctx = w.as();
  const likes = { kind: 'note', id: '77', name: 'likes' } as const;
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      transact(ctx, (tx) => count(tx, [{ ...likes, delta: index < 40 ? 1 : -1 }])),
    ),
  );
  assert.equal(await exactCounter(ctx, likes), 30);
  await Promise.all(Array.from({ length: 5 }, () => rollUp(w.base.pool)));
  assert.equal(await exactCounter(ctx, likes), 30);
  assert.deepEqual((await countersOf(ctx, 'note', ['77'])).get('77'), { likes: 30 });
});

test('limits: a bucket empties, says how long to wait, and is half for young accounts', async () => {
  const ctx = w.as();
  const viewer = { ...ctx.viewer, id: '123' };
  for (let index = 0; index < 10; index++) await spend({ ...ctx, viewer }, 'note');
  await assert.rejects(spend({ ...ctx, viewer }, 'note'), (error: AppError) => {
    assert.equal(error.code, 'limit.too_many');
    assert.ok(error.details.retryAfter! > 50 && error.details.retryAfter! <= 60);
    return true;
  });
  const young = { ...viewer, id: '124', young: true };
  for (let index = 0; index < 5; index++) await spend({ ...ctx, viewer: young }, 'note');
  await assert.rejects(spend({ ...ctx, viewer: young }, 'note'));
});

test('the gate runs so many at once, queues so many, and refuses the rest', async () => {
  const gate = createGate({ running: 2, queued: 1 });
  const releases: (() => void)[] = [];
  const hold = () => gate.pass(() => new Promise<void>((resolve) => releases.push(resolve)));
  const held = [hold(), hold(), hold()];
  await assert.rejects(hold(), (error: AppError) => error.code === 'server.busy');
  assert.deepEqual(gate.load(), { running: 2, queued: 1 });
  while (gate.load().running > 0) {
    releases.shift()?.();
    await new Promise(setImmediate);
  }
  await Promise.all(held);
});

test('a forwarded address counts only from a trusted proxy', () => {
  assert.equal(clientAddress('203.0.113.9', '198.51.100.1', ['127.0.0.1']), '203.0.113.9');
  assert.equal(
    clientAddress('::ffff:127.0.0.1', '198.51.100.1, 10.0.0.7', ['127.0.0.1', '10.0.0.0/8']),
    '198.51.100.1',
  );
  assert.equal(clientAddress('127.0.0.1', 'garbage, 10.0.0.7', ['127.0.0.1', '10.0.0.0/8']), '127.0.0.1');
  assert.equal(limitKey('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
});

test('languages: Chinese gets its script, others their language', () => {
  assert.deepEqual(acceptedLanguages('zh-TW;q=0.8, en-US, zh;q=0.5, *;q=0.1'), ['en', 'zh-Hant', 'zh-Hans']);
  assert.equal(textLanguage('zh-HK'), 'zh-Hant');
  assert.equal(localeFor(['fr', 'zh-Hant']), 'zh-TW');
  assert.equal(localeFor([]), 'en');
});

test('cursors read back what was written, and refuse everything else', () => {
  fc.assert(
    fc.property(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 62n }), (ms, id) => {
      const place = { time: new Date(ms), id: id.toString() };
      assert.deepEqual(readCursor(writeCursor(place)), place);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (/^\d{1,15}\.[0-9a-f-]{1,36}$/.test(Buffer.from(text, 'base64url').toString())) return;
      assert.throws(
        () => readCursor(text),
        (error: AppError) => error.code === 'request.cursor',
      );
    }),
  );
});
