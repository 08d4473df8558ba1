import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { world, type Somebody, type World } from '../../testing/world.ts';

// How many readers a new note is promised is the operator's to say, and the ledger's to print.

let w: World;
let writer: Somebody;
before(async () => {
  w = await world({ FIRST_READERS: '3' });
  writer = await w.person('writer');
});
after(() => w.close());

async function publish(title: string): Promise<string> {
  const { id } = await writer.call('POST /notes', { body: { title, language: 'en' } });
  await w.settle({ but: ['notes.render-card'] });
  return id;
}

const promised = async (id: string) =>
  (await writer.call('GET /notes/:id/reach', { params: { id } })).guarantee.promised;

/** The ledger as it would be a while later: open days are made anew once a minute. */
async function ledger() {
  await w.base.pool.query(`update fairness_days set made_at = made_at - interval '1 hour'`);
  return w.visitor.call('GET /fairness');
}

test('the ledger prints what the operator set, and its change with the date; what was promised before stands', async () => {
  const first = await ledger();
  assert.equal(first.guarantee.impressions, 3);
  assert.equal(first.weights.now['guarantee.impressions'], '3');
  assert.deepEqual(first.weights.changes, []);
  const before = await publish('Promised three');
  assert.equal(await promised(before), 3);
  // A restart with another setting, an hour later.
  await w.base.pool.query(`update fairness_weights set at = at - interval '1 hour'`);
  await w.base.pool.query(`update notes set published_at = published_at - interval '10 minutes'`);
  w.base.config.firstReaders = 5;
  const second = await ledger();
  assert.equal(second.guarantee.impressions, 5);
  assert.deepEqual(second.weights.changes, [
    { at: second.weights.since, name: 'guarantee.impressions', from: '3', to: '5' },
  ]);
  assert.ok(Math.abs(Date.parse(second.weights.since!) - Date.now()) < 60_000);
  assert.equal(await promised(before), 3);
  assert.equal(await promised(await publish('Promised five')), 5);
  const today = await w.visitor.call('GET /fairness/days/:day', {
    params: { day: new Date().toISOString().slice(0, 10) },
  });
  assert.equal(today.guarantee.impressions, 5);
});

test('a note that had as many readers as it was promised is kept, though later ones are promised more', async () => {
  await w.base.pool.query('delete from fairness_notes');
  await w.base.pool.query(
    `update fairness_weights set at = case weights->>'guarantee.impressions' when '3' then now() - interval '60 hours' else now() - interval '27 hours' end`,
  );
  await w.base.pool.query(`update fairness_ledger set begun_at = now() - interval '60 hours'`);
  await w.base.pool.query(
    `insert into fairness_notes (note_id, author_id, published_at, day, followers, age, language, region, channel, admission)
     select id, author_id, now() - case title when 'Promised three' then interval '30 hours' else interval '26 hours' end,
       current_date - 1, '0-9', '0-2d', 'en', 'none', 'none', 'eligible' from notes`,
  );
  await w.base.pool.query(
    `insert into signals (day, list, position, kind, reader, note_id, shape, model, at)
     select (now() - interval '25 hours')::date, gen_random_uuid(), n, 0, 900 + n, id, decode(repeat('00', 14), 'hex'), 0, now() - interval '25 hours'
     from notes, generate_series(1, 4) n`,
  );
  await ledger();
  const { rows } = await w.base.pool.query<{ title: string; outcome: string }>(
    'select n.title, f.outcome from fairness_notes f join notes n on n.id = f.note_id order by 1',
  );
  assert.deepEqual(rows, [
    { title: 'Promised five', outcome: 'too_few_readers' },
    { title: 'Promised three', outcome: 'kept' },
  ]);
});
