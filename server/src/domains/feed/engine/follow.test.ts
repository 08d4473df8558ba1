import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { SignalKind } from '@jujube/contract';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { SHAPE_BYTES, unpackShape, type Placed } from '../shape.ts';

// Whether the feed follows its reader: by what they do, within a few cards, and by what they ask, at once.

const CHANNELS = ['food', 'pets', 'travel', 'home'];
const WRITERS = 24;

let w: World;
before(async () => {
  w = await world();
  for (let index = 0; index < WRITERS; index += 1) {
    const writer = await w.person(`writer_${index}`);
    for (const channel of CHANNELS)
      await writer.call('POST /notes', {
        body: {
          title: `${channel} day ${index}`,
          body: `#${channel}notes`,
          channel,
          language: index % 4 === 3 ? 'zh' : 'en',
        },
      });
  }
  const probe = await w.person('probe', { reads: ['en', 'zh'] });
  await until(
    'the feed knows all notes',
    async () => (await pages(probe, 10)).length === WRITERS * CHANNELS.length,
  );
});
beforeEach(() => w.base.pool.query('delete from buckets'));
after(() => w.close());

type Page = Awaited<ReturnType<typeof page>>;
type Item = Page['items'][number] & { list: string };

const page = (who: Pick<Somebody, 'call'>, cursor?: string | null, limit = 20) =>
  who.call('GET /feed/explore', { query: { limit, ...(cursor && { cursor }) } });

/** The first `count` pages of a visit. */
async function pages(who: Pick<Somebody, 'call'>, count: number): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | null = null;
  for (let at = 0; at < count; at += 1) {
    const { items, list, ...next }: Page = await page(who, cursor);
    found.push(...items.map((item) => ({ ...item, list })));
    cursor = next.cursor;
    if (!cursor) break;
  }
  return found;
}

const send = (who: Pick<Somebody, 'call'>, { list, position, id }: Item, kinds: [SignalKind, number?][]) =>
  who.call('POST /signals', {
    body: {
      lists: [
        {
          list,
          signals: kinds.map(([kind, value]) => ({
            position: position!,
            note: id,
            kind,
            ...(value !== undefined && { value }),
          })),
        },
      ],
    },
  });

const channelsOf = (items: readonly { title: string }[], channel: string) =>
  items.filter(({ title }) => title.startsWith(channel)).length;
const titled = (items: readonly Item[]) => items.map((item) => ({ ...item, title: item.shown.title ?? '' }));

/** What the list wrote down of each of these. */
async function placed(items: readonly Item[]): Promise<(Placed & { trail: string[] })[]> {
  const token = items[0]!.list.split('.')[0];
  const { rows } = await w.base.pool.query<{ shapes: Buffer; trail: string[] }>(
    'select shapes, trail::text[] from feed_lists where token = $1',
    [token],
  );
  const { shapes, trail } = rows[0]!;
  assert.ok(shapes.length >= items.length * SHAPE_BYTES);
  return items.map(({ position }) => ({ ...unpackShape(shapes, position!), trail }));
}

test('who reads about pets is shown pets, within twenty cards and in the rest of the same list', async () => {
  const reader = await w.person('petter', { reads: ['en', 'zh'] });
  const first = titled(await pages(reader, 1));
  const pets = first.filter(({ title }) => title.startsWith('pets')).slice(0, 4);
  assert.ok(pets.length >= 2, `${pets.length} of pets among the first twenty`);
  for (const pet of pets) await send(reader, pet, [['impression'], ['open'], ['dwell', 20_000]]);
  const before = channelsOf(first, 'pets');
  let next: ReturnType<typeof titled> = [];
  await until('the next list follows', async () => {
    next = titled(await pages(reader, 1));
    return channelsOf(next, 'pets') >= Math.max(8, before + 3);
  });
  assert.ok(
    next.every(({ id }) => !pets.some((seen) => seen.id === id)),
    'what was seen does not come again',
  );
});

test('what a reader does moves what they have not come to yet', async () => {
  let visitors = 0;
  // On a busy machine the feed may be late, and the list goes on as it was: then somebody else tries.
  await until('the rest of a list follows', async () => {
    const reader = await w.person(`mover_${(visitors += 1)}`, { reads: ['en', 'zh'] });
    const { cursor, list, items } = await page(reader);
    const shown = titled(items.map((item) => ({ ...item, list })));
    for (const item of shown.filter(({ title }) => title.startsWith('travel')).slice(0, 4))
      await send(reader, item, [['impression'], ['open'], ['dwell', 30_000]]);
    const rest = titled((await page(reader, cursor)).items.map((item) => ({ ...item, list })));
    return channelsOf(rest, 'travel') >= channelsOf(shown, 'travel') + 2;
  });
});

test('each note says truly what brought it: a note that was read, a topic, that it is owed a showing', async () => {
  const reader = await w.person('asker', { reads: ['en', 'zh'] });
  const first = titled(await pages(reader, 1));
  const read = first.filter(({ title }) => title.startsWith('food')).slice(0, 3);
  for (const item of read) await send(reader, item, [['impression'], ['open'], ['dwell', 20_000], ['share']]);
  let list: Item[] = [];
  let shapes: Awaited<ReturnType<typeof placed>> = [];
  await until('what was read is learnt', async () => {
    list = await pages(reader, 3);
    shapes = await placed(list);
    return shapes[0]!.trail.length === read.length;
  });
  const { trail } = shapes[0]!;
  assert.deepEqual(new Set(trail), new Set(read.map(({ id }) => id)));
  const near = shapes.flatMap((shape, at) =>
    shape.source === 'near' && shape.because !== null ? [{ shape, item: list[at]! }] : [],
  );
  assert.ok(near.length > 0);
  for (const { shape, item } of near.slice(0, 5)) {
    assert.ok(shape.because! < trail.length);
    assert.ok(shape.likeness > 0);
    assert.ok(item.shown.title);
  }
  const owed = shapes.filter(({ guaranteed }) => guaranteed);
  assert.ok(owed.length > 0, 'new notes are owed showings');
  assert.ok(owed.every(({ propensity }) => propensity > 0 && propensity < 1));
  assert.ok(shapes.filter(({ guaranteed }) => !guaranteed).every(({ propensity }) => propensity === 1));
});

test('five times less of a channel and its notes are gone from the next fifty cards; off is the order of time', async () => {
  const reader = await w.person('chooser', { reads: ['en', 'zh'] });
  const before = channelsOf(titled(await pages(reader, 3)).slice(0, 50), 'home');
  assert.ok(before >= 5);
  for (let times = 0; times < 5; times += 1)
    await reader.call('PUT /feed/wishes', { body: { kind: 'channel', key: 'home', say: 'less' } });
  const after = channelsOf(titled(await pages(reader, 3)).slice(0, 50), 'home');
  assert.ok(after <= before * 0.2, `${before} → ${after}`);
  await reader.call('PATCH /feed/settings', { body: { off: true } });
  const inTime = (await pages(reader, 3)).map(({ publishedAt }) => publishedAt);
  assert.deepEqual(inTime, inTime.toSorted().toReversed());
});

test('the dial is kept: so many of a list are in languages the reader does not read', async () => {
  const reader = await w.person('dialler', { reads: ['en'] });
  for (const [dial, least, most] of [
    [0, 0, 0],
    [20, 0.15, 0.25],
    [40, 0.35, 0.45],
  ] as const) {
    await reader.call('PATCH /feed/settings', { body: { dial } });
    const shapes = await placed(await pages(reader, 2));
    const share = shapes.filter(({ reading }) => reading === 'foreign').length / shapes.length;
    assert.ok(share >= least && share <= most, `${share} with the dial at ${dial}`);
  }
});

test('a visitor is shown the best of the day, with notes in it that are owed a showing', async () => {
  const list = await pages(w.visitor, 2);
  const shapes = await placed(list.slice(0, 20));
  assert.ok(shapes.some(({ guaranteed }) => guaranteed));
});
