import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { uuidv7, idArray, type Id } from '../../../kernel/ids.ts';
import { refused } from '../../../testing/refused.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { ANY_VISITOR, writeStretch } from '../lists/tokens.ts';
import { packShape, plainShapes, SHAPE_BYTES, unpackShape, type Placed } from '../shape.ts';

let w: World;
let ann: Somebody;
let reader: Somebody;
let note: { id: Id; topics: { id: string; name: string }[] };
let known: { id: Id };
before(async () => {
  w = await world();
  ann = await w.person('ann', { name: 'Ann' });
  reader = await w.person('reader', { reads: ['en'] });
  note = await ann.call('POST /notes', {
    body: { title: 'A pot for two', body: '#hotpot #chengdu', channel: 'food', language: 'zh-Hans' },
  });
  known = await ann.call('POST /notes', { body: { title: 'Noodles at night', language: 'en' } });
});
after(() => w.close());

const PLAIN = unpackShape(Buffer.from(plainShapes(1, 'fresh'), 'base64'));

interface List {
  who?: Somebody | null;
  placed?: Partial<Placed>;
  trail?: Id[];
}

/** The token of a page of a list in which the note stands second. */
async function listed({ who = reader, placed = {}, trail = [] }: List = {}): Promise<string> {
  const shapes = new Uint8Array(2 * SHAPE_BYTES);
  packShape({ ...PLAIN, source: 'time' }, shapes, 0);
  packShape({ ...PLAIN, ...placed }, shapes, 1);
  const token = uuidv7();
  await w.base.pool.query(
    `insert into feed_lists (token, viewer_id, ids, last, shapes, trail) values ($1, $2, $3, true, $4, $5)`,
    [token, who?.id ?? null, idArray([known.id, note.id]), Buffer.from(shapes), idArray(trail)],
  );
  return pageOf(token, who?.id ?? ANY_VISITOR);
}

const pageOf = (list: string, reader: string) =>
  writeStretch(w.base.secrets, { list, reader, from: 0, to: 2, model: 0 });

const ask = (who: Pick<Somebody, 'call'>, list: string, { position = 1, id = note.id } = {}) =>
  who.call('GET /feed/why', { query: { list, position, note: id } });

test('the reason told is the one that the list wrote down for this place', async () => {
  const told = await ask(
    reader,
    await listed({
      placed: { source: 'best', terms: ['quality', 'none'], guaranteed: true, reading: 'foreign' },
    }),
  );
  assert.deepEqual(
    { ...told, asks: [] },
    {
      source: 'best',
      because: null,
      terms: ['quality'],
      guaranteed: true,
      foreign: true,
      followed: false,
      language: 'zh-Hans',
      asks: [],
    },
  );
});

test('it names what made the source find it: a note the reader knows, the author, the channel', async () => {
  const because = async (list: List) => (await ask(reader, await listed(list))).because;
  const trail = ['1', known.id];
  assert.deepEqual(await because({ placed: { source: 'near', because: 1 }, trail }), {
    kind: 'note',
    id: known.id,
    name: 'Noodles at night',
  });
  assert.deepEqual(await because({ placed: { source: 'following' } }), {
    kind: 'author',
    id: ann.id,
    name: 'Ann',
  });
  assert.deepEqual(await because({ placed: { source: 'channel' } }), {
    kind: 'channel',
    id: 'food',
    name: 'Food',
  });
  assert.equal(
    await because({ placed: { source: 'graph', because: 0 }, trail }),
    null,
    'a note that is gone',
  );
  assert.equal(await because({ placed: { source: 'graph', because: 9 }, trail }), null);
});

test('a topic is the one that stood there when the note was ranked', async () => {
  const [hotpot, chengdu] = note.topics;
  await w.base.pool.query(
    `insert into feed_notes (note_id, revision, author_id, published_at, language, topics)
     values ($1, 1000000, $2, now(), 'zh-Hans', $3)`,
    [note.id, ann.id, `{${chengdu!.id},${hotpot!.id}}`],
  );
  const told = await ask(reader, await listed({ placed: { source: 'topic', because: 0 } }));
  assert.deepEqual(told.because, { kind: 'topic', id: chengdu!.id, name: chengdu!.name });
});

test('beside the reason stands what may be asked of the note, as it was asked so far', async () => {
  const { topics } = note;
  await reader.call('PUT /feed/wishes', { body: { kind: 'topic', key: topics[0]!.id, value: -2 } });
  const { asks } = await ask(reader, await listed());
  assert.deepEqual(asks, [
    ...topics.map(({ id, name }, at) => ({
      kind: 'topic',
      key: id,
      name,
      handle: null,
      value: at === 0 ? -2 : 0,
    })),
    { kind: 'author', key: ann.id, name: 'Ann', handle: 'ann', value: 0 },
    { kind: 'channel', key: 'food', name: 'Food', handle: null, value: 0 },
  ]);
  const own = await ask(ann, await listed({ who: ann }));
  assert.ok(own.asks.every(({ kind }) => kind !== 'author'));
  assert.deepEqual((await ask(w.visitor, await listed({ who: null }))).asks, []);
});

test('of another’s list, another place, another note or no list nothing is told', async () => {
  const list = await listed();
  const lost = refused('feed.why_lost');
  await assert.rejects(ask(ann, list), lost);
  await assert.rejects(ask(w.visitor, list), lost);
  await assert.rejects(ask(reader, list, { position: 0 }), lost);
  await assert.rejects(ask(reader, list, { position: 2 }), lost);
  await assert.rejects(ask(reader, list, { id: known.id }), lost);
  await assert.rejects(ask(reader, pageOf(uuidv7(), reader.id)), lost);
  await assert.rejects(ask(reader, list.replace(reader.id, ann.id)), lost);
  await assert.rejects(ask(reader, 'not a list'), lost);
});

test('a note that the reader may not see any more has no reason either', async () => {
  const gone = await ann.call('POST /notes', { body: { title: 'For a while', channel: 'food' } });
  const shapes = Buffer.from(plainShapes(1, 'best'), 'base64');
  const token = uuidv7();
  await w.base.pool.query(
    `insert into feed_lists (token, viewer_id, ids, last, shapes) values ($1, $2, $3, true, $4)`,
    [token, reader.id, idArray([gone.id]), shapes],
  );
  await ann.call('PATCH /notes/:id', { params: { id: gone.id }, body: { visibility: 'me' } });
  await assert.rejects(
    ask(reader, pageOf(token, reader.id), { position: 0, id: gone.id }),
    refused('note.not_found'),
  );
});

test('every card of a page can be asked about, and its reason is the one of the list', async () => {
  const { items, list } = await reader.call('GET /feed/explore');
  const { rows } = await w.base.pool.query<{ shapes: Buffer }>(
    'select shapes from feed_lists where viewer_id = $1 order by created_at desc limit 1',
    [reader.id],
  );
  for (const { id, position } of items) {
    const { source, terms } = await ask(reader, list, { position: position!, id });
    const shape = unpackShape(rows[0]!.shapes, position);
    assert.deepEqual([source, terms], [shape.source, shape.terms.filter((term) => term !== 'none')]);
  }
  assert.ok(items.length >= 2);
  const visit = await w.visitor.call('GET /feed/explore');
  const [first] = visit.items;
  assert.deepEqual(
    (await ask(w.visitor, visit.list, { position: first!.position!, id: first!.id })).asks,
    [],
  );
});
