import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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
