import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { testDatabase } from '../../../testing/database.ts';
import { world, type World } from '../../../testing/world.ts';
import { arrivals } from '../reach/queries.ts';
import { learnLog } from './log.ts';
import { Memory } from './memory.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

test('transactions are read in the order of their numbers, not of how these are written', async () => {
  const ids = [1, 2, 3].map((hour) => w.base.ids.at(new Date(Date.now() - hour * 3_600_000)));
  const transactions = ['9', '10', '100'];
  for (const [index, tx] of transactions.entries()) {
    await w.base.pool.query(
      `insert into feed_notes (note_id, revision, author_id, published_at, language, terms, weights, tx)
       values ($1, 0, 1, now(), 'en', '{1}', '{1}', $2::xid8)`,
      [ids[index], tx],
    );
    await w.base.pool.query(
      `insert into signals (day, list, position, kind, reader, note_id, shape, model, tx)
       values (current_date, gen_random_uuid(), 0, 0, 7, $1, decode(repeat('00', 14), 'hex'), 0, $2::xid8)`,
      [ids[index], tx],
    );
  }
  const memory = new Memory();
  assert.equal(await learnLog(w.base.db, memory), 6);
  assert.equal(memory.place.tx, '100');
  assert.equal(await learnLog(w.base.db, memory), 0, 'nothing is learnt twice');
  const came = await arrivals(w.base, { after: { era: 0, tx: '0', seq: '0' }, limit: 2 });
  assert.deepEqual(
    came.map(({ tx }) => tx),
    ['9', '10'],
  );
});

/** Begins a transaction that has a number, and answers how to end it. */
async function busyIn(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('begin');
  await client.query('select pg_current_xact_id()');
  return () => client.end();
}

test('a transaction that may still write is waited for, and one of another database of the cluster is not', async () => {
  const written = (hour: number) =>
    w.base.pool.query(
      `insert into feed_notes (note_id, revision, author_id, published_at, language, terms, weights)
       values ($1, 0, 1, now(), 'en', '{1}', '{1}')`,
      [w.base.ids.at(new Date(Date.now() - hour * 3_600_000))],
    );
  const { tx } = (await arrivals(w.base, { after: { era: 0, tx: '0', seq: '0' }, limit: 9 })).at(-1)!;
  const come = async () =>
    (await arrivals(w.base, { after: { era: 0, tx, seq: String(2n ** 62n) }, limit: 9 })).length;
  const learnt = () => learnLog(w.base.db, new Memory());
  const before = await learnt();
  const other = await testDatabase();
  const endOther = await busyIn(other.url);
  await written(4);
  assert.deepEqual([(await learnt()) - before, await come()], [1, 1]);
  const endOwn = await busyIn(w.databaseUrl);
  await written(5);
  assert.deepEqual([(await learnt()) - before, await come()], [1, 1]);
  await endOwn();
  assert.deepEqual([(await learnt()) - before, await come()], [2, 2]);
  await endOther();
  await other.drop();
});
