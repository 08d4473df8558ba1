import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { personErased } from './domains/people/index.ts';
import { transact } from './kernel/transaction.ts';
import { world, type World } from './testing/world.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

/** Columns that name a person, in every table but the person's own. */
const PEOPLE_COLUMNS = `select table_name, column_name from information_schema.columns
  where table_schema = 'public' and data_type = 'bigint'
    and column_name in ('person_id', 'author_id', 'owner_id', 'followed_id', 'blocked_id', 'muted_id', 'viewer_id', 'actor_id', 'reader')`;
/** What stays on purpose: empty places of comments, removed pictures' rows, ways in (their owner empties them), the audit; for a month, whom the feed is to forget. */
const STAYS = new Set([
  'comments.author_id',
  'media.owner_id',
  'audit.actor_id',
  'sessions.person_id',
  'accounts.person_id',
  'feed_forgotten.reader',
]);

test('of an erased person nothing is left but empty places, and others’ counts are right', async () => {
  const [gone, ann] = [await w.person('gone'), await w.person('ann')];
  const note = await ann.call('POST /notes', { body: { title: 'stays' } });
  const own = await gone.call('POST /notes', { body: { title: 'goes' } });
  await gone.call('PUT /people/:person/follow', { params: { person: ann.id } });
  await gone.call('PUT /notes/:id/like', { params: { id: note.id } });
  await gone.call('PUT /notes/:id/hide', { params: { id: note.id } });
  const shown = await gone.call('GET /feed/explore');
  const signals = shown.items.map(({ id, position }) => ({
    note: id,
    position: position!,
    kind: 'impression' as const,
  }));
  assert.ok(signals.length > 0);
  const sent = await gone.call('POST /signals', { body: { lists: [{ list: shown.list, signals }] } });
  assert.equal(sent.counted, signals.length);
  const said = await gone.call('POST /notes/:id/comments', {
    params: { id: note.id },
    body: { body: 'secret words' },
  });
  await ann.call('POST /notes/:id/comments', {
    params: { id: note.id },
    body: { body: 'an answer', parent: said.id },
  });
  await gone.call('PUT /drafts/:id', {
    params: { id: '01920000-0000-7000-8000-000000000001' },
    body: { content: { title: 'draft' } },
  });
  const word = await gone.call('POST /learning/words', {
    body: { word: 'stays', language: 'en', note: note.id },
  });
  const review = {
    params: { id: word.id },
    body: { rating: 3 as const, reviews: 0, timeZone: 'Asia/Taipei' },
  };
  await gone.call('POST /learning/words/:id/reviews', review);
  await gone.call('PUT /me/name-request', { body: {} });
  await ann.call('PUT /me/name-request', { body: {} });
  for (const [who, to] of [
    [gone, ann],
    [ann, gone],
  ] as const)
    await who.call('POST /people/:person/names', { params: { person: to.id }, body: { name: '李茶' } });
  await w.settle({ but: ['notes.render-card'] });
  for (let twice = 0; twice < 2; twice++) {
    await transact(w.as(), async (tx) => tx.emit(personErased, { personId: gone.id }));
    await w.settle({ but: ['notes.render-card'] });
  }
  const { rows } = await w.base.pool.query<{ table_name: string; column_name: string }>(PEOPLE_COLUMNS);
  for (const { table_name: table, column_name: column } of rows) {
    if (STAYS.has(`${table}.${column}`)) continue;
    const left = await w.base.pool.query(`select from ${table} where ${column} = $1`, [gone.id]);
    assert.equal(left.rowCount, 0, `${table}.${column}`);
  }
  const words = await w.base.pool.query(`select from comments where author_id = $1 and body <> ''`, [
    gone.id,
  ]);
  assert.equal(words.rowCount, 0);
  assert.equal((await ann.fetch(`/api/v1/notes/${own.id}`)).status, 404);
  const kept = await ann.call('GET /notes/:id', { params: { id: note.id } });
  assert.deepEqual([kept.likes, kept.comments], [0, 1]);
  assert.equal((await ann.call('GET /people/:person', { params: { person: ann.id } })).counts.followers, 0);
});
