import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';

// Notes from around where a reader says they are, and only if they say so.

let w: World;
before(async () => {
  w = await world();
  const writers = await Promise.all(
    Array.from({ length: 12 }, (_, n) => w.person(`writer_${n}`, { reads: ['en'] })),
  );
  for (let n = 0; n < 96; n += 1) {
    // Those of the place are the oldest: nothing else brings them first.
    const place = n < 8 ? { name: '成都 玉林', point: { latitude: 30.63, longitude: 104.05 } } : null;
    await writers[n % 12]!.call('POST /notes', {
      body: { title: `Note ${n}`, language: 'en', ...(place && { place }) },
    });
  }
  await w.settle({ but: ['notes.render-card'] });
});
after(() => w.close());

/** The notes that this source brought into a reader's first list, with where they stand. */
async function nearbyFor(who: Somebody) {
  let page = await who.call('GET /feed/explore', { query: { limit: 50 } });
  await until('the feed has all notes', async () => {
    page = await who.call('GET /feed/explore', { query: { limit: 50 } });
    const { rows } = await w.base.pool.query('select from feed_notes');
    return rows.length >= 96 && page.items.length === 50;
  });
  const found: string[] = [];
  let next: typeof page | null = page;
  while (next) {
    for (const { id, position, shown } of next.items) {
      const why = await who.call('GET /feed/why', {
        query: { list: next.list, position: position!, note: id },
      });
      if (why.source === 'nearby') found.push(shown.title);
    }
    next =
      next.cursor === null ? null : await who.call('GET /feed/explore', { query: { cursor: next.cursor } });
  }
  return found;
}

test('who says where they are is shown what is from there, for that reason; who does not is not', async () => {
  const local = await w.person('local', { reads: ['en'] });
  await local.call('PATCH /me', { body: { place: '成都' } });
  const silent = await w.person('silent', { reads: ['en'], region: 'CN' });
  const elsewhere = await w.person('elsewhere', { reads: ['en'] });
  await elsewhere.call('PATCH /me', { body: { place: 'Lima' } });
  const found = await nearbyFor(local);
  assert.ok(found.length > 0);
  assert.ok(
    found.every((title) => Number(title.slice('Note '.length)) < 8),
    found.join(),
  );
  assert.deepEqual(await nearbyFor(silent), []);
  assert.deepEqual(await nearbyFor(elsewhere), []);
});

test('a note that is moved elsewhere is not near any more', async () => {
  const { rows } = await w.base.pool.query<{ id: string; author_id: string }>(
    `update notes set place = '{"name": "Lima"}' where place is not null returning id`,
  );
  assert.equal(rows.length, 8);
  await until(
    'the feed knows',
    async () => {
      const { rows } = await w.base.pool.query(`select from feed_notes where place = 'Lima'`);
      return rows.length === 8;
    },
    30_000,
  );
  const late = await w.person('late', { reads: ['en'] });
  await late.call('PATCH /me', { body: { place: '成都' } });
  await until('nothing of it is near', async () => (await nearbyFor(late)).length === 0);
});
