import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  HEADS,
  Heads,
  blankFeatures,
  featuresOf,
  rank,
  newProfile,
  learn,
  seeded,
  Quality,
} from './index.ts';
import type { Candidate, Shape } from './index.ts';

const shape = (given: Partial<Shape> = {}): Shape => ({
  channel: 'food',
  topics: ['1'],
  language: 'en',
  source: 'fresh',
  reading: 'first',
  ageHours: 3,
  quality: 1,
  likeness: 0.2,
  wish: 0,
  followed: false,
  relation: 0,
  ...given,
});
const chance = (heads: Heads, of: Shape, head: (typeof HEADS)[number]) =>
  heads.predict(featuresOf(of, blankFeatures()), new Float64Array(HEADS.length))[HEADS.indexOf(head)]!;

test('a head learns who does what, and each its own', () => {
  const heads = new Heads();
  const random = seeded(1);
  for (let shown = 0; shown < 6000; shown += 1) {
    const food = random() < 0.5;
    const features = featuresOf(shape({ channel: food ? 'food' : 'study' }), blankFeatures());
    heads.learn(features, { open: random() < (food ? 0.4 : 0.1), hide: random() < (food ? 0.01 : 0.1) });
  }
  assert.ok(Math.abs(chance(heads, shape(), 'open') - 0.4) < 0.08);
  assert.ok(Math.abs(chance(heads, shape({ channel: 'study' }), 'open') - 0.1) < 0.05);
  assert.ok(chance(heads, shape({ channel: 'study' }), 'hide') > chance(heads, shape(), 'hide') * 3);
  assert.equal(heads.learnt, 6000);
});

test('what a good place did for a note is not put down to the note', () => {
  const biased = new Heads();
  const naive = new Heads();
  const random = seeded(2);
  for (let shown = 0; shown < 20_000; shown += 1) {
    // Equal notes, but one source is always shown on top, where twice as much is opened.
    const top = random() < 0.5;
    const position = top ? 0 : 40;
    const given = shape({ source: random() < 0.9 === top ? 'near' : 'fresh' });
    const open = random() < (top ? 0.4 : 0.2);
    biased.learn(featuresOf({ ...given, position }, blankFeatures()), { open });
    naive.learn(featuresOf(given, blankFeatures()), { open });
  }
  const gap = (heads: Heads) =>
    chance(heads, shape({ source: 'near' }), 'open') - chance(heads, shape({ source: 'fresh' }), 'open');
  assert.ok(gap(naive) > 0.1, `${gap(naive)}`);
  assert.ok(Math.abs(gap(biased)) < 0.04, `${gap(biased)}`);
});

test('saved and loaded, heads are the same byte for byte', () => {
  const heads = new Heads({ places: 2 ** 8 });
  for (let at = 0; at < 50; at += 1)
    heads.learn(featuresOf(shape({ ageHours: at }), blankFeatures()), { save: at % 3 === 0 });
  const loaded = Heads.load(heads.save());
  assert.deepEqual(loaded.save(), heads.save());
  assert.equal(chance(loaded, shape(), 'save'), chance(heads, shape(), 'save'));
});

const NOW = Date.UTC(2026, 10, 21);
const candidate = (id: string, given: Partial<Candidate> = {}): Candidate => ({
  id,
  authorId: `author ${id}`,
  publishedAt: NOW - 3_600_000,
  language: 'en',
  channel: 'food',
  topics: ['1'],
  likes: 3,
  saves: 1,
  comments: 1,
  opens: 10,
  impressions: 100,
  source: 'near',
  because: '17',
  vector: Float32Array.of(1, 0, 0, 0),
  relation: 0.4,
  ...given,
});

/** Everything that ranking may know of a note. Nothing about its author but who it is. */
const KNOWN = new Set([
  'id',
  'authorId',
  'publishedAt',
  'language',
  'channel',
  'topics',
  'likes',
  'saves',
  'comments',
  'opens',
  'impressions',
  'source',
  'because',
  'vector',
  'relation',
  'guaranteed',
]);

test('no follower count anywhere: every property that is asked for is known, and none is one', () => {
  const asked = new Set<string>();
  const watched = (note: Candidate) =>
    new Proxy({ ...note, followers: 1e6, followerCount: 1e6, authorFollowers: 1e6 } as Candidate, {
      get(target, name) {
        asked.add(String(name));
        return Reflect.get(target, name) as unknown;
      },
    });
  const heads = new Heads();
  const viewer = {
    languages: ['en'],
    interests: [],
    follows: new Set(['author 2']),
    profile: learn(newProfile(4), {
      kind: 'save',
      time: NOW,
      vector: Float32Array.of(1, 0, 0, 0),
      topics: ['1'],
    }),
  };
  const input = { viewer, now: NOW, random: seeded(1), heads, quality: new Quality() };
  const notes = ['1', '2', '3'].map((id) => candidate(id));
  const famous = rank({ ...input, candidates: notes.map(watched) });
  for (const { why } of famous) assert.ok(why.length > 0);
  assert.deepEqual(
    [...asked].filter((name) => !KNOWN.has(name)),
    [],
  );
  const list = rank({ ...input, random: seeded(1), candidates: notes });
  assert.deepEqual(
    famous.map(({ id, score }) => [id, score]),
    list.map(({ id, score }) => [id, score]),
  );
  const { names } = featuresOf(shape({ followed: true, position: 3 }), blankFeatures(), true);
  assert.ok(names.length > 15);
  assert.ok(names.every((name) => !/follower/i.test(name)));
});

test('why names the source first, then what the score is made of, and their product is the score', () => {
  const [only] = rank({
    viewer: {
      languages: ['en'],
      interests: [],
      profile: learn(newProfile(4), { kind: 'save', time: NOW, vector: Float32Array.of(1, 0, 0, 0) }),
    },
    candidates: [candidate('1')],
    now: NOW,
    random: seeded(1),
    heads: new Heads(),
    quality: new Quality(),
  });
  assert.deepEqual(only!.why[0], { term: 'source', value: 1, source: 'near:17' });
  const terms = new Set(only!.why.map(({ term }) => term));
  for (const term of ['likeness', 'relation', 'quality'] as const) assert.ok(terms.has(term), term);
  assert.equal(
    only!.why.reduce((product, { value }) => product * value, 1),
    only!.score,
  );
});

test('the language dial is kept at every point of a list', () => {
  const candidates = Array.from({ length: 400 }, (_, at) =>
    candidate(`${at}`, {
      language: at % 2 ? 'ja' : 'en',
      likes: at % 7,
      vector: Float32Array.of(0, 0, 0, 0),
    }),
  );
  for (const foreignShare of [0, 0.2, 0.6, 1]) {
    const list = rank({
      viewer: { languages: ['en'], interests: [], foreignShare },
      candidates,
      now: NOW,
      random: seeded(1),
      limit: 190,
    });
    const foreign = list.map(({ id }) => Number(id) % 2);
    for (let end = 10; end <= 190; end += 10) {
      const share = foreign.slice(0, end).reduce((sum, one) => sum + one, 0) / end;
      assert.ok(Math.abs(share - foreignShare) <= 0.5 / end + 1e-9, `${foreignShare} at ${end}: ${share}`);
    }
  }
});

test('owed notes come in their places, whatever their score', () => {
  const candidates = Array.from({ length: 200 }, (_, at) =>
    candidate(
      `${at}`,
      at < 6 ? { guaranteed: true, likes: 0, saves: 0, opens: 0, comments: 0 } : { likes: 30 },
    ),
  );
  const list = rank({
    viewer: { languages: ['en'], interests: [] },
    candidates,
    now: NOW,
    random: seeded(1),
    limit: 60,
  });
  const places = list.flatMap(({ id }, place) => (Number(id) < 6 ? [place] : []));
  assert.deepEqual(places, [7, 15, 23, 31, 39, 47]);
});
