import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Id } from '../../../kernel/ids.ts';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { forgetOrigins } from '../signals/days.ts';
import { admission } from './admit.ts';
import { learnLog } from './log.ts';
import { Memory } from './memory.ts';
import { STANDING } from './notes.ts';

// Many accounts of one device are promised no more readers than one of them.

const ACCOUNTS = 20;
const NOTES = 5;
let w: World;
let memory: Memory;
const notes = { flood: [] as Id[], alone: [] as Id[], unknown: [] as Id[] };
const writers = new Map<Id, Somebody>();

before(async () => {
  w = await world();
  const accounts = await Promise.all(Array.from({ length: ACCOUNTS }, (_, n) => w.person(`account_${n}`)));
  const [alone, unknown] = [await w.person('alone'), await w.person('unknown')];
  for (let n = 0; n < NOTES; n += 1) {
    for (const account of accounts) notes.flood.push(await publish(account, 'd'.repeat(32)));
    notes.alone.push(await publish(alone, 'e'.repeat(32)));
    notes.unknown.push(await publish(unknown));
  }
  memory = new Memory();
  await admission(w.base.db, () => memory).fresh();
  await until('the log is learnt', async () => {
    await learnLog(w.base.db, memory);
    return memory.notes.there === (ACCOUNTS + 2) * NOTES;
  });
});
after(() => w.close());

async function publish(by: Somebody, device?: string): Promise<Id> {
  const cookie = device === undefined ? by.cookie : `${by.cookie}; jujube.device=${device}`;
  const answer = await w.visitor.fetch('/api/v1/notes', {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: w.base.config.publicUrl },
    body: JSON.stringify({ title: `By ${by.handle}`, language: 'en' }),
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  const { id } = (await answer.json()) as { id: Id };
  writers.set(id, by);
  return id;
}

const eligible = (of: Memory, ids: readonly Id[]) =>
  ids.filter((id) => of.notes.standing[of.notes.numbers.find(id)] === STANDING.eligible).length;

test('twenty accounts of one device flooding are promised no more than one account', async () => {
  assert.equal(eligible(memory, notes.alone), NOTES);
  assert.equal(eligible(memory, notes.unknown), NOTES, 'where no device is known its limit is not asked');
  assert.equal(eligible(memory, notes.flood), eligible(memory, notes.alone));
  const again = new Memory();
  await learnLog(w.base.db, again);
  assert.equal(eligible(again, notes.flood), NOTES, 'a rebuild finds the same');
});

test('the ledger counts the same, and each author is told of their own', async () => {
  const whys = new Map<string, number>();
  for (const id of notes.flood) {
    const { guarantee } = await writers.get(id)!.call('GET /notes/:id/reach', { params: { id } });
    const why = guarantee.why ?? guarantee.standing;
    whys.set(why, (whys.get(why) ?? 0) + 1);
  }
  assert.deepEqual(Object.fromEntries(whys), { open: NOTES, device_limit: (ACCOUNTS - 1) * NOTES });
  const own = notes.alone.at(-1)!;
  const { guarantee } = await writers.get(own)!.call('GET /notes/:id/reach', { params: { id: own } });
  assert.equal(guarantee.standing, 'open');
});

test('what a note was written from is forgotten: at once where the feed has it, in the log with that of signals', async () => {
  const known = async (table: string) => {
    const { rows } = await w.base.pool.query(`select from ${table} where device is not null`);
    return rows.length;
  };
  assert.equal(await known('feed_notes'), (ACCOUNTS + 1) * NOTES);
  const { rows } = await w.base.pool.query<{ device: number }>('select distinct device from feed_notes');
  assert.ok(rows.every(({ device }) => device === null || Number.isInteger(device)));
  await forgetOrigins(w.as());
  assert.equal(await known('feed_notes'), (ACCOUNTS + 1) * NOTES, 'not before their time');
  await w.base.pool.query(`update feed_notes set at = at - interval '91 days'`);
  await forgetOrigins(w.as());
  assert.equal(await known('feed_notes'), 0);
  await w.base.pool.query(`update note_devices set at = at - interval '3 days'`);
  await w.base.pool.query(`update fairness_notes set published_at = published_at - interval '3 days'`);
  for (const task of ['notes.forget-devices', 'fairness.keep'])
    await w.base.pool.query('select graphile_worker.add_job($1)', [task]);
  await w.settle({ but: ['notes.render-card'] });
  assert.deepEqual([await known('note_devices'), await known('fairness_notes')], [0, 0]);
});
