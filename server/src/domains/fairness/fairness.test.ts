import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FairnessDay } from '@jujube/contract';
import type { Id } from '../../kernel/ids.ts';
import { eraseNotes } from '../notes/index.ts';
import { insertPeople } from '../../testing/people.ts';
import { insertFeedNotes, insertImpressions, type FeedNote } from '../../testing/signals.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { addDays, dayOf, startOf } from './calendar.ts';
import { keepLedger } from './commands.ts';

const HOUR = 3_600_000;
const RECOMPUTE = join(import.meta.dirname, '../../../../web/static/fairness/recompute.mjs');

let w: World;
let readers: Id[];
/** Three days before, when hardly anybody was there; and from before the ledger. */
let lonely: Id;
let old: Id;
const flood: Id[] = [];
let ann: Somebody;
let bea: Somebody;
/** Midday of a day whose notes have their 24 hours behind them at `NOW`. */
const TODAY = dayOf(new Date());
const DAY = addDays(TODAY, -1);
const NOON = new Date(startOf(DAY).getTime() + 12 * HOUR);
let now = new Date(startOf(addDays(DAY, 1)).getTime() + 20 * HOUR);

before(async () => {
  w = await world();
  w.base.now = () => now;
  await w.base.pool.query(`update fairness_ledger set begun_at = $1`, [
    new Date(NOON.getTime() - 5 * 24 * HOUR),
  ]);
  [ann, bea] = [await w.person('ann', { region: 'TW' }), await w.person('bea', { age: 400 })];
  readers = (await insertPeople(w.base, { count: 60, prefix: 'reader' })).map(({ id }) => id);
  for (const [index, reader] of readers.slice(0, 12).entries()) {
    const at = new Date(NOON.getTime() - 48 * HOUR + index);
    await w.base.pool.query(
      `insert into follows (id, person_id, followed_id, created_at) values ($1, $2, $3, $4)`,
      [w.base.ids.at(at), reader, bea.id, at],
    );
  }
  const at = new Date(NOON.getTime() - 3 * 24 * HOUR);
  lonely = await published(ann, { at });
  await saw(lonely, readers.slice(0, 3), { at: new Date(at.getTime() + HOUR) });
  for (let index = 0; index < 7; index += 1)
    flood.push(await published(bea, { at: new Date(at.getTime() + index * 1000) }));
  old = await published(ann, { at: new Date(NOON.getTime() - 6 * 24 * HOUR), cameAt: NOON });
});
after(() => w.close());

/** A note as if it had been published then, and known to the feed. */
async function published(by: Somebody, note: Partial<FeedNote> & { at?: Date } = {}): Promise<Id> {
  await w.base.pool.query('delete from buckets');
  const { at = NOON, ...rest } = note;
  const { id } = await by.call('POST /notes', { body: { title: 'a note 一篇笔记' } });
  await w.base.pool.query('update notes set published_at = $2 where id = $1', [id, at]);
  await insertFeedNotes(w.base.pool, [{ id, authorId: by.id, publishedAt: at, ...rest }]);
  return id;
}

const saw = (
  noteId: Id,
  who: readonly Id[],
  rest: { at?: Date; source?: 'fresh' | 'near' | 'guarantee' } = {},
) =>
  insertImpressions(
    w.base.pool,
    who.map((reader) => ({ noteId, reader, at: new Date(NOON.getTime() + HOUR), ...rest })),
  );

const fileOf = async (day: string) => {
  const response = await w.visitor.fetch(`/api/v1/fairness/days/${day}`);
  assert.equal(response.status, 200);
  return response.text();
};

test('a day of the ledger: who was shown, by bands as of publication, and how the guarantee ended', async () => {
  const kept = await published(ann, { language: 'zh-Hant', channel: 'food' });
  const missed = await published(bea, { channel: 'pets' });
  const withdrawn = await published(bea);
  const few = await published(ann);
  await saw(few, readers.slice(0, 5));
  await saw(kept, readers.slice(0, 40), { source: 'guarantee' });
  // Again, on another list and by another source: of a reader the first counts.
  await saw(kept, readers.slice(0, 10), { source: 'near', at: new Date(NOON.getTime() + 2 * HOUR) });
  await saw(missed, readers.slice(0, 25));
  await saw(missed, [bea.id]);
  await saw(missed, readers.slice(25, 45), { at: new Date(NOON.getTime() + 25 * HOUR) });
  await bea.call('DELETE /notes/:id', { params: { id: withdrawn } });
  await keepLedger(w.as());

  const file = JSON.parse(await fileOf(DAY)) as FairnessDay;
  assert.equal(file.final, false);
  assert.deepEqual(file.dimensions, {
    followers: [
      { band: '0-9', notes: 2, impressions: 45 },
      { band: '10-99', notes: 1, impressions: 25 },
    ],
    age: [
      { band: '30-364d', notes: 2, impressions: 45 },
      { band: '365d+', notes: 1, impressions: 25 },
    ],
    language: [
      { band: 'en', notes: 2, impressions: 30 },
      { band: 'zh-Hant', notes: 1, impressions: 40 },
    ],
    region: [
      { band: 'TW', notes: 2, impressions: 45 },
      { band: 'none', notes: 1, impressions: 25 },
    ],
    channel: [
      { band: 'food', notes: 1, impressions: 40 },
      { band: 'none', notes: 1, impressions: 5 },
      { band: 'pets', notes: 1, impressions: 25 },
    ],
  });
  assert.deepEqual(
    file.notes
      .map(({ source, band, impressions }) => ({ source, band, impressions }))
      .sort((a, b) => b.impressions - a.impressions),
    [
      { source: 'guarantee', band: '0-9', impressions: 40 },
      { source: 'fresh', band: '10-99', impressions: 25 },
    ],
  );
  assert.deepEqual(file.merged, [{ source: 'fresh', band: '0-9', notes: 1, impressions: 5 }]);
  assert.equal(file.ineligible.withdrawn, 1);
  // Their 24 hours ended the day after.
  const next = JSON.parse(await fileOf(addDays(DAY, 1))) as FairnessDay;
  assert.deepEqual(next.ended, { kept: 1, too_few_readers: 0, not_shown: 2, earlier: 0 });
  assert.deepEqual(next.firstDay, { zero: 0, few: 1, exact: [25, 40] });
  assert.equal(next.dimensions.followers.find(({ band }) => band === '10-99')?.impressions, 20);
});

test('no reader, no note and no author stands in a file, and every number in it is an integer', async () => {
  const file = await fileOf(DAY);
  const { rows } = await w.base.pool.query<{ id: string }>(
    'select id from people union select id from notes',
  );
  for (const { id } of rows) assert.ok(!file.includes(id), `${id} stands in the file`);
  JSON.parse(file, (name, value: unknown) => {
    if (typeof value === 'number') assert.ok(Number.isInteger(value), `${name} is ${value}`);
    return value;
  });
});

test('the page’s figures are those that recompute gets from the downloaded files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jujube-ledger-'));
  try {
    for (const days of ['1', '7', '28'] as const) {
      const page = await w.visitor.call('GET /fairness', { query: { days } });
      const paths = await Promise.all(
        page.files.map(async ({ day }) => {
          const path = join(folder, `${day}.json`);
          writeFileSync(path, await fileOf(day));
          return path;
        }),
      );
      const answer = execFileSync(process.execPath, [RECOMPUTE, '--json', ...paths], { encoding: 'utf8' });
      assert.deepEqual(JSON.parse(answer), page.figures);
      assert.equal(page.files.length, page.figures.days);
    }
    const { figures } = await w.visitor.call('GET /fairness', { query: { days: '7' } });
    assert.deepEqual([figures.impressions, figures.notes, figures.ended.keptShare], [90, 9, '11.11']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an author sees who was shown their note, by day and source, and where the promise stands; nobody else does', async () => {
  const { rows } = await w.base.pool.query<{ id: Id; author: Id }>(
    'select note_id as id, author_id as author from fairness_notes where outcome = any($1) order by note_id',
    [['kept', 'not_shown']],
  );
  const [kept, missed] = rows.map(({ id }) => id) as [Id, Id];
  const reach = await ann.call('GET /notes/:id/reach', { params: { id: kept } });
  assert.deepEqual(reach.days, [
    { day: DAY, total: 40, sources: [{ source: 'guarantee', impressions: 40 }] },
  ]);
  assert.deepEqual(reach.guarantee, {
    ...{ standing: 'kept', given: 40, owed: 0, promised: 30, hours: 24, perAuthor: 5, why: null },
    endsAt: new Date(NOON.getTime() + 24 * HOUR).toISOString(),
  });
  const other = await bea.call('GET /notes/:id/reach', { params: { id: missed } });
  assert.deepEqual(
    [other.guarantee.standing, other.guarantee.why, other.guarantee.owed],
    ['missed', 'not_shown', 5],
  );
  assert.deepEqual([other.total, other.days.length], [45, 2]);
  assert.equal((await bea.fetch(`/api/v1/notes/${kept}/reach`)).status, 403);
  assert.equal((await w.visitor.fetch(`/api/v1/notes/${kept}/reach`)).status, 401);
});

test('where too few readers came, that is why; what only some may see is promised nothing; five notes of one author are', async () => {
  const { id: quiet } = await ann.call('POST /notes', { body: { title: 'mine', visibility: 'me' } });
  await keepLedger(w.as());
  const standing = async (by: Somebody, id: Id) => {
    const { guarantee } = await by.call('GET /notes/:id/reach', { params: { id } });
    return [guarantee.standing, guarantee.why];
  };
  assert.deepEqual(await standing(ann, lonely), ['missed', 'too_few_readers']);
  assert.deepEqual(await standing(bea, flood[4]!), ['missed', 'too_few_readers']);
  assert.deepEqual(await standing(bea, flood[5]!), ['ineligible', 'author_limit']);
  assert.deepEqual(await standing(ann, old), ['ineligible', 'earlier']);
  assert.deepEqual(await standing(ann, quiet), ['ineligible', 'not_public']);
  const fresh = await published(ann, { at: new Date(now.getTime() - HOUR) });
  await saw(fresh, readers.slice(0, 4), { at: new Date(now.getTime() - 60_000) });
  const page = await w.visitor.call('GET /fairness', { query: { days: '28' } });
  assert.equal(
    page.figures.notes,
    10,
    'what is older than the ledger is one of the notes that might be seen',
  );
  const { guarantee } = await ann.call('GET /notes/:id/reach', { params: { id: fresh } });
  assert.deepEqual([guarantee.standing, guarantee.given, guarantee.owed], ['open', 4, 26]);
});

test('fewer than twenty impressions in a day are not told at all', async () => {
  const day = addDays(DAY, -3);
  const file = JSON.parse(await fileOf(day)) as FairnessDay;
  assert.equal(file.withheld, true);
  assert.ok(file.dimensions.followers.every(({ impressions }) => impressions === 0));
  assert.deepEqual([file.notes, file.merged], [[], []]);
});

test('an open day is made anew at most once a minute, and once for all who ask at once', async () => {
  const madeAt = async () => {
    const { rows } = await w.base.pool.query<{ at: Date }>(
      'select made_at as at from fairness_days where day = $1',
      [dayOf(now)],
    );
    return rows[0]!.at.getTime();
  };
  await w.visitor.call('GET /fairness/days');
  const before = await madeAt();
  now = new Date(now.getTime() + 30_000);
  await w.visitor.call('GET /fairness');
  assert.equal(await madeAt(), before);
  now = new Date(now.getTime() + 40_000);
  await Promise.all(Array.from({ length: 8 }, () => w.visitor.call('GET /fairness')));
  assert.equal(await madeAt(), now.getTime());
});

test('24 hours after its end a day closes: its bytes stay, its key is thrown away, and authors keep their figures', async () => {
  const open = JSON.parse(await fileOf(DAY)) as FairnessDay;
  const { rows: notes } = await w.base.pool.query<{ id: Id }>(
    `select note_id as id from fairness_notes where outcome = 'kept'`,
  );
  const own = () => ann.call('GET /notes/:id/reach', { params: { id: notes[0]!.id } });
  const before = await own();
  now = new Date(startOf(addDays(DAY, 2)).getTime() + 5 * 60_000);
  await keepLedger(w.as());
  const closed = await fileOf(DAY);
  assert.deepEqual({ ...open, final: true }, { ...(JSON.parse(closed) as FairnessDay), madeAt: open.madeAt });
  const { rows } = await w.base.pool.query('select day::text as day from fairness_keys where day <= $1', [
    DAY,
  ]);
  assert.deepEqual(rows, []);
  await saw(notes[0]!.id, readers.slice(40));
  now = new Date(now.getTime() + 5 * 60_000);
  await keepLedger(w.as());
  assert.equal(await fileOf(DAY), closed);
  await w.base.pool.query('delete from signals where day <= $1', [DAY]);
  assert.deepEqual(await own(), before);
});

test('a note that comes a day or more after its publication is promised nothing; where that day is closed, it stands in today’s', async () => {
  const late = await published(ann, { at: new Date(NOON.getTime() - HOUR), cameAt: now });
  await keepLedger(w.as());
  const { guarantee } = await ann.call('GET /notes/:id/reach', { params: { id: late } });
  assert.deepEqual([guarantee.standing, guarantee.why], ['ineligible', 'late']);
  const { rows } = await w.base.pool.query<{ day: string }>(
    'select day::text as day from fairness_notes where note_id = $1',
    [late],
  );
  assert.equal(rows[0]!.day, dayOf(now));
});

test('weights in force are told, and each change with its date', async () => {
  const { weights } = await w.visitor.call('GET /fairness');
  assert.equal(weights.now['freshnessHalfLife.least'], '36');
  assert.deepEqual(weights.changes, []);
  await w.base.pool.query(
    `update fairness_weights set at = at - interval '1 hour', weights = weights || '{"like": "7", "gone": "1"}'`,
  );
  await keepLedger(w.as());
  const after = await w.visitor.call('GET /fairness');
  assert.deepEqual(after.weights.changes, [
    { at: after.weights.since, name: 'gone', from: '1', to: null },
    { at: after.weights.since, name: 'like', from: '7', to: '1' },
  ]);
});

test('there is no page for a day that is none, or that the ledger does not have', async () => {
  for (const day of ['2026-02-31', '1999-01-01', addDays(dayOf(now), 1)])
    assert.equal((await w.visitor.fetch(`/api/v1/fairness/days/${day}`)).status, 404, day);
});

test('of an erased note nothing is left but closed pages', async () => {
  const { rows } = await w.base.pool.query<{ id: Id }>(
    `select note_id as id from fairness_notes where outcome = 'kept'`,
  );
  const id = rows[0]!.id;
  await eraseNotes(w.as(), [id]);
  await w.settle({ but: ['notes.render-card'] });
  for (const table of ['fairness_notes', 'note_reach']) {
    const left = await w.base.pool.query(`select from ${table} where note_id = $1`, [id]);
    assert.equal(left.rowCount, 0, table);
  }
});
