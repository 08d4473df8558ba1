import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  ContentEmbedding,
  ContentIndex,
  Guarantee,
  ItemGraph,
  Numbers,
  Quality,
  Scores,
  diversify,
  directions,
  gather,
  learn,
  likeness,
  newProfile,
  seeded,
  spectralVectors,
  termsOf,
  type Profile,
} from './index.ts';

const HOUR = 3_600_000;
const segment = (text: string) =>
  (text.match(/\p{Script=Han}|[a-z0-9]+/gu) ?? []).map((piece) => ({ text: piece, word: true }));

test('an id has a number, the number its id, after saving too', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }), { maxLength: 200 }), (ids) => {
      const numbers = new Numbers();
      ids.forEach((id, at) => assert.equal(numbers.of(id), at));
      const loaded = Numbers.load(numbers.save());
      for (const [at, id] of ids.entries()) {
        assert.equal(loaded.find(id), at);
        assert.equal(loaded.idOf(at), id.toString());
      }
    }),
  );
  const numbers = new Numbers();
  for (const id of ['5', '6', '7']) numbers.of(id);
  numbers.forget(['6']);
  assert.deepEqual([numbers.find('6'), numbers.of('9'), numbers.find('7')], [-1, 1, 2]);
});

test('notes that the same readers engage with point the same way', () => {
  const graph = new ItemGraph();
  const random = seeded(5);
  for (let reader = 0; reader < 200; reader += 1) {
    for (let act = 0; act < 12; act += 1) {
      const note = Math.floor(random() * 20) + (reader % 2) * 20;
      graph.put({ reader, note: random() < 0.05 ? 39 - note : note, time: act });
    }
  }
  const { size, values } = spectralVectors(graph, { size: 4, random: seeded(1) });
  const dot = (a: number, b: number) => {
    const part = (note: number) => values.subarray(note * size, (note + 1) * size);
    const norm = (note: number) => Math.hypot(...part(note));
    return part(a).reduce((sum, value, at) => sum + value * part(b)[at]!, 0) / norm(a) / norm(b);
  };
  let [same, other] = [0, 0];
  for (let a = 0; a < 20; a += 1)
    for (let b = 0; b < 20; b += 1) [same, other] = [same + dot(a, b), other + dot(a, b + 20)];
  assert.ok(same > other + 100, `${same} ${other}`);
});

test('what reads alike is alike, in any language the segmenter knows, and rare words say more', () => {
  const index = new ContentIndex();
  const titles = [
    '成都火锅哪家好',
    '成都火锅排队',
    'best noodles in town',
    'noodles and tea',
    'a quiet town',
    'town news',
  ];
  titles.forEach((title, note) => index.add(note, termsOf({ title }, { segment })));
  const near = (note: number) => {
    const sums = new Scores();
    index.similar(note, sums);
    return [...sums.best(1)][0];
  };
  assert.deepEqual([near(0), near(2), near(5)], [1, 3, 4]);
  assert.ok(Buffer.from(ContentIndex.load(index.save()).save()).equals(index.save()));
  index.forget(1);
  assert.notEqual(near(0), 1);
});

test('topics, channel, attributes and picture are terms; case and width of letters are not', () => {
  const plain = termsOf({ title: 'Ｔｅａ house' }, { segment });
  assert.deepEqual(plain, termsOf({ title: 'tea HOUSE' }, { segment }));
  const more = termsOf(
    {
      title: 'tea house',
      topics: ['7'],
      channel: 'food',
      attributes: ['brand'],
      picture: 'ffee00112233aabb',
    },
    { segment },
  );
  assert.equal(more.hashes.length, plain.hashes.length + 3 + 4);
});

test('a note nobody has seen stands where its readers will be', () => {
  const embedding = new ContentEmbedding({ size: 8, places: 2 ** 10 });
  const towards = (at: number) => Float32Array.from({ length: 8 }, (_, part) => Number(part === at));
  const title = (word: string, at: number) =>
    termsOf({ title: `${word} ${'xyzuvw'[at % 6]}${at}` }, { segment });
  const unseen = title('sourdough', 999);
  const asNew = embedding.embed(unseen);
  // What is kept of terms that learnt nothing is what their hashes say.
  assert.deepEqual(ContentEmbedding.load(embedding.save()).embed(unseen), asNew);
  const before = asNew[2]!;
  for (let round = 0; round < 200; round += 1) {
    embedding.learn(title('sourdough', round % 40), towards(2));
    embedding.learn(title('camping', round % 40), towards(5));
  }
  const after = embedding.embed(unseen);
  assert.ok(after[2]! > 0.5 && after[2]! > before, `${before} ${after[2]}`);
  const [few, many] = [1, 100].map((readers) => embedding.blend(after, towards(7), readers)[7]!);
  assert.ok(few! < 0.5 && many! > 0.9);
  assert.deepEqual(ContentEmbedding.load(embedding.save()).embed(unseen), after);
});

test('interests: at most four, the reader is followed when they turn, and nothing handed in is changed', () => {
  const unit = (at: number) => Float32Array.from({ length: 6 }, (_, part) => Number(part === at));
  let profile: Profile = newProfile(6);
  for (let at = 0; at < 6; at += 1) {
    for (let act = 0; act < 3; act += 1)
      profile = learn(profile, { kind: 'save', time: at * HOUR + act, vector: unit(at) });
  }
  assert.ok(directions(profile).length <= 4 && directions(profile).length >= 2);
  const frozen = structuredClone(profile);
  let turned = profile;
  for (let act = 0; act < 10; act += 1)
    turned = learn(turned, { kind: 'open', time: 7 * HOUR, vector: unit(5) });
  assert.deepEqual(profile, frozen);
  assert.ok(likeness(turned, unit(5)) > 0.9);
  const less = learn(turned, { kind: 'less', time: 8 * HOUR, vector: unit(5) });
  assert.ok(likeness(less, unit(5)) < likeness(turned, unit(5)));
});

test('five "less" bring a topic from the top to the bottom', () => {
  let profile = newProfile(4);
  for (let act = 0; act < 9; act += 1) profile = learn(profile, { kind: 'save', time: act, topics: ['tea'] });
  assert.equal(profile.wishes.get('topic:tea'), 1);
  for (let act = 0; act < 5; act += 1)
    profile = learn(profile, { kind: 'less', time: 9 + act, topics: ['tea'] });
  assert.ok(profile.wishes.get('topic:tea')! <= -0.49);
});

test('sources fill their shares, remember who brought what, and a dry one leaves its place', () => {
  const notes = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `${prefix}${at}`, because: prefix }));
  const found = gather(
    [
      { name: 'near', share: 0.5, notes: notes('n', 1000) },
      { name: 'graph', share: 0.3, notes: [...notes('n', 3), ...notes('g', 5)] },
      { name: 'following', share: 0.2, most: 30, notes: notes('f', 1000) },
    ],
    600,
    (id) => id !== 'n7',
  );
  const counts = Map.groupBy(found, ({ source }) => source);
  assert.equal(found.length, 600);
  assert.deepEqual([counts.get('graph')!.length <= 8, counts.get('following')!.length], [true, 30]);
  assert.ok(!found.some(({ id }) => id === 'n7'));
  assert.deepEqual(found.find(({ id }) => id === 'n0')!.sources.sort(), ['graph', 'near']);
  assert.ok(found.every(({ because }) => because !== undefined));
});

test('unlike notes come between like ones; without it, the order is by score', () => {
  const kinds = [0, 0, 0, 0, 1, 1, 2];
  const vectors = Float32Array.from(kinds.flatMap((kind) => [0, 1, 2].map((part) => Number(part === kind))));
  const scores = [1, 0.99, 0.98, 0.97, 0.6, 0.59, 0.5];
  const order = (gamma: number) => diversify({ scores, vectors, size: 3 }, { limit: 7, gamma, window: 3 });
  assert.deepEqual(order(0), [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual(
    order(1)
      .slice(0, 3)
      .map((at) => kinds[at]),
    [0, 1, 2],
  );
  assert.equal(new Set(order(1)).size, 7);
});

test('the volume kept from step to step is the one worked out from nothing', () => {
  const random = seeded(2);
  const vectors = Float32Array.from({ length: 40 * 8 }, () => random() - 0.5);
  for (let at = 0; at < 40; at += 1) {
    const row = vectors.subarray(at * 8, at * 8 + 8);
    const length = Math.hypot(...row);
    row.forEach((value, part) => (row[part] = value / length));
  }
  const scores = Array.from({ length: 40 }, () => random());
  const order = diversify({ scores, vectors, size: 8 }, { limit: 40, gamma: 0.7, window: 41 });
  const left = new Set(Array.from({ length: 40 }, (_, at) => at));
  order.forEach((chosen, place) => {
    const window = order.slice(0, place);
    const value = (at: number) => scores[at]! + 0.7 * distance(at, window);
    const best = Math.max(...[...left].map(value));
    assert.ok(value(chosen) > best - 1e-4);
    left.delete(chosen);
  });

  function distance(at: number, window: readonly number[]): number {
    const basis: number[][] = [];
    const rest = (from: number) => {
      const vector = [...vectors.subarray(from * 8, from * 8 + 8)];
      for (const other of basis) {
        const share = vector.reduce((sum, part, index) => sum + part * other[index]!, 0);
        vector.forEach((_, index) => (vector[index]! -= share * other[index]!));
      }
      return vector;
    };
    for (const other of window) {
      const vector = rest(other);
      const length = Math.hypot(...vector);
      if (length > 1e-9) basis.push(vector.map((part) => part / length));
    }
    return Math.hypot(...rest(at));
  }
});

test('quality: hopeful of the new, sober of the proven, and a small language is held against itself', () => {
  const quality = new Quality();
  const of = (language: string, impressions: number, engagement: number) => ({
    topic: 'tea',
    language,
    impressions,
    engagement,
  });
  for (let note = 0; note < 500; note += 1) quality.learn(of('en', 100, 20));
  for (let note = 0; note < 20; note += 1) quality.learn(of('zh-Hant', 100, 5));
  assert.equal(quality.relative(of('en', 0, 0)), 1);
  assert.equal(quality.relative(of('zh-Hant', 0, 0)), 1);
  assert.ok(quality.relative(of('zh-Hant', 200, 20)) > 1, 'twice its own ordinary');
  assert.ok(quality.relative(of('en', 200, 20)) < 1, 'half its own ordinary');
  assert.ok(quality.relative(of('en', 4, 3)) < quality.relative(of('en', 400, 300)));
  assert.ok(
    quality.belief(of('en', 0, 0)).value > quality.belief(of('en', 1000, 200)).value,
    'doubt is hope',
  );
  assert.deepEqual(Quality.load(quality.save()).save(), quality.save());
  const random = seeded(4);
  const draws = Array.from({ length: 4000 }, () => quality.draw(of('en', 0, 0), random));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  assert.ok(Math.abs(mean / quality.belief(of('en', 0, 0)).mean - 1) < 0.03);
});

test('every eligible note gets its impressions within the day when there are readers', () => {
  const guarantee = new Guarantee();
  const random = seeded(6);
  for (let note = 0; note < 60; note += 1)
    guarantee.admit({ note, authorId: `${note % 20}`, publishedAt: note * 60_000 });
  for (let visit = 0; visit < 800; visit += 1) {
    const now = HOUR + visit * 90_000;
    for (const note of guarantee.choose({
      count: 4,
      now,
      random,
      fit: (id) => (id % 3 === visit % 3 ? 0.5 + random() : null),
    })) {
      guarantee.seen(note);
    }
  }
  const ended = guarantee.settle(26 * HOUR);
  assert.equal(ended.length, 60);
  assert.ok(ended.every(({ standing, given }) => standing === 'kept' && given >= 30));
  assert.equal(guarantee.open, 0);
});

test('a note that was seen more than its time asks for waits until it falls behind', () => {
  const guarantee = new Guarantee({ impressions: 24, hours: 24, paceHours: 12 });
  guarantee.admit({ note: 1, authorId: 'a', publishedAt: 0 });
  const isChosen = (hours: number) =>
    guarantee.choose({ count: 1, now: hours * HOUR, random: () => 0.5, fit: () => 1 }).length === 1;
  assert.ok(isChosen(0), 'nobody saw it yet');
  for (let seen = 0; seen < 6; seen += 1) guarantee.seen(1);
  assert.equal(isChosen(2.9), false);
  assert.ok(isChosen(3.1));
  assert.ok(isChosen(23.9));
});

test('when readers are too few the ledger says so', () => {
  const guarantee = new Guarantee();
  guarantee.admit({ note: 1, authorId: 'a', publishedAt: 0 });
  for (let visit = 0; visit < 3; visit += 1) {
    for (const note of guarantee.choose({ count: 1, now: HOUR, random: () => 0.5, fit: () => 1 }))
      guarantee.seen(note);
  }
  assert.deepEqual(
    guarantee.settle(24 * HOUR).map(({ standing, given, missed }) => [standing, given, missed]),
    [['missed', 3, 'too_few_readers']],
  );
});

test('five hundred notes of one author are guaranteed no more than five', () => {
  const gained = (notes: number) => {
    const guarantee = new Guarantee();
    const random = seeded(8);
    let given = 0;
    let told = 0;
    for (let note = 0; note < notes; note += 1) {
      if (guarantee.admit({ note, authorId: 'flood', deviceId: 'd', publishedAt: note }) === 'author_limit')
        told += 1;
    }
    for (let visit = 0; visit < 2000; visit += 1) {
      const now = HOUR + visit * 36_000;
      const chosen = guarantee.choose({ count: 4, now, random, fit: () => 1 });
      for (const note of chosen) given += Number(guarantee.seen(note));
    }
    return { given, told };
  };
  assert.deepEqual(gained(5), { given: 150, told: 0 });
  assert.deepEqual(gained(500), { given: 150, told: 495 });
});

test('what is promised later is promised to later notes, also after saving', () => {
  const before = new Guarantee({ impressions: 2 });
  before.admit({ note: 1, authorId: 'a', publishedAt: 0 });
  const guarantee = Guarantee.load(before.save());
  guarantee.change({ impressions: 1 });
  guarantee.admit({ note: 2, authorId: 'b', publishedAt: 0 });
  for (const note of [1, 2]) guarantee.seen(note);
  const standings = [1, 2].map((note) => guarantee.standing(note, 1000)!);
  assert.deepEqual(
    standings.map(({ promised, owed, standing }) => [promised, owed, standing]),
    [
      [2, 1, 'open'],
      [1, 0, 'kept'],
    ],
  );
  const chosen = guarantee.choose({ count: 9, now: 20 * HOUR, random: () => 0.5, fit: () => 1 });
  assert.deepEqual(chosen, [1]);
});

test('one device with many names is one device', () => {
  const guarantee = new Guarantee({ perDevice: 6 });
  const said = Array.from({ length: 10 }, (_, note) =>
    guarantee.admit({ note, authorId: `${note}`, deviceId: 'one', publishedAt: note }),
  );
  assert.equal(said.filter((admission) => admission === 'eligible').length, 6);
  assert.deepEqual(Guarantee.load(guarantee.save()).save(), guarantee.save());
});
