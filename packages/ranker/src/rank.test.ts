import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rank, type Candidate, type Ranked, type Viewer } from './index.ts';
import { seeded } from './random.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 21);
const ANYONE: Viewer = { languages: [], interests: [] };

const note = (id: string, features: Partial<Candidate> & { hoursAgo?: number } = {}): Candidate => ({
  id,
  authorId: `author of ${id}`,
  publishedAt: NOW - (features.hoursAgo ?? 1) * HOUR,
  language: 'en',
  channel: null,
  topics: [],
  likes: 0,
  saves: 0,
  comments: 0,
  source: 'fresh',
  ...features,
});
const never = () => {
  throw new Error('nothing was equal, so nothing may be left to chance');
};
const ids = (list: Ranked[]) => list.map(({ id }) => id);

const candidate = (authors: number) =>
  fc.record({
    id: fc.integer({ min: 1, max: 1_000_000 }).map(String),
    authorId: fc.integer({ min: 1, max: authors }).map(String),
    publishedAt: fc.integer({ min: NOW - 900 * HOUR, max: NOW + HOUR }),
    language: fc.constantFrom('en', 'zh-Hans', 'zh-Hant', 'ja', 'und'),
    channel: fc.constantFrom('food', 'travel', null),
    topics: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
    likes: fc.nat(5000),
    saves: fc.nat(500),
    comments: fc.nat(500),
    impressions: fc.option(fc.nat(100_000), { nil: undefined }),
    source: fc.constant('fresh'),
  }) as fc.Arbitrary<Candidate>;
const candidates = (authors: number) =>
  fc.uniqueArray(candidate(authors), { selector: ({ id }) => id, maxLength: 120, size: 'max' });
const viewer: fc.Arbitrary<Viewer> = fc.record({
  languages: fc.uniqueArray(fc.constantFrom('en', 'zh-Hans', 'zh-Hant', 'es'), { maxLength: 2 }),
  interests: fc.array(
    fc.record({
      kind: fc.constantFrom('channel' as const, 'topic' as const),
      id: fc.constantFrom('food', 'travel', 'a', 'b'),
      weight: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    { maxLength: 4 },
  ),
});

test('the order of a day: new, good, wished for, readable', () => {
  const reader: Viewer = {
    languages: ['zh-Hans', 'en'],
    interests: [
      { kind: 'channel', id: 'food', weight: 0.6 },
      { kind: 'topic', id: 'noodles', weight: 0.4 },
      { kind: 'topic', id: 'crypto', weight: -1 },
    ],
    follows: new Set(['li']),
    seen: new Set(['seen']),
  };
  const list = rank({
    viewer: reader,
    now: NOW,
    random: never,
    candidates: [
      note('old and loved', { hoursAgo: 200, likes: 90, impressions: 300 }),
      note('new', { language: 'zh-Hans' }),
      note('new food', { language: 'zh-Hans', channel: 'food' }),
      note('new noodles', { language: 'zh-Hans', channel: 'food', topics: ['noodles'] }),
      note('new, followed', { language: 'zh-Hans', authorId: 'li' }),
      note('new and ignored', { language: 'zh-Hans', impressions: 500, likes: 2 }),
      note('new and loved', { impressions: 500, likes: 120, saves: 40 }),
      note('new, in Spanish', { language: 'es' }),
      note('crypto', { topics: ['crypto'] }),
      note('seen', { channel: 'food', likes: 999 }),
    ],
  });
  assert.deepEqual(ids(list), [
    'new noodles',
    'new and loved',
    'new food',
    'new, followed',
    'new',
    'new, in Spanish',
    'new and ignored',
    'crypto',
    'old and loved',
  ]);
  assert.deepEqual(
    list[0]?.why.map(({ term, source }) => [term, source]),
    [
      ['source', 'fresh'],
      ['freshness', 'age 1h'],
      ['quality', 'engagement by age'],
      ['interest', 'channel:food'],
    ],
  );
});

test('three likes of four do not beat three hundred of a thousand', () => {
  const list = rank({
    viewer: ANYONE,
    now: NOW,
    random: never,
    candidates: [
      note('lucky', { likes: 3, impressions: 4 }),
      note('proven', { likes: 300, impressions: 1000 }),
      note('unseen', { impressions: 0 }),
      note('passed over', { likes: 1, impressions: 1000 }),
    ],
  });
  assert.deepEqual(ids(list), ['proven', 'lucky', 'unseen', 'passed over']);
});

test('wishes add up to a full match and no further, dislikes likewise', () => {
  const interests = ['a', 'b', 'c'].map((id) => ({ kind: 'topic' as const, id, weight: 0.5 }));
  const gain = (sign: number, topics: string[]) => {
    const viewer = {
      languages: [],
      interests: interests.map((wish) => ({ ...wish, weight: sign * wish.weight })),
    };
    const list = rank({ viewer, candidates: [note('n', { topics })], now: NOW, random: never });
    return list[0]?.why.find(({ term }) => term === 'interest')?.value ?? 1;
  };
  assert.deepEqual(
    [gain(1, []), gain(1, ['a']), gain(1, ['a', 'b']), gain(1, ['a', 'b', 'c'])],
    [1, 2, 3, 3],
  );
  assert.equal(gain(-1, ['a', 'b', 'c']), gain(-1, ['a', 'b']));
  assert.ok(gain(-1, ['a']) < 1 && gain(-1, ['a', 'b']) < gain(-1, ['a']));
});

test('a score is the product of its reasons', () => {
  fc.assert(
    fc.property(candidates(40), viewer, (list, anyone) => {
      for (const { score, why } of rank({ viewer: anyone, candidates: list, now: NOW, random: seeded(1) })) {
        assert.equal(
          why.reduce((product, { value }) => product * value, 1),
          score,
        );
        assert.ok(score > 0 && Number.isFinite(score));
      }
    }),
  );
});

test('no author has more than two notes in any twenty', () => {
  const input = fc.integer({ min: 1, max: 60 }).chain((authors) => candidates(authors));
  fc.assert(
    fc.property(input, viewer, (list, anyone) => {
      const authorOf = new Map(list.map(({ id, authorId }) => [id, authorId]));
      const shown = ids(rank({ viewer: anyone, candidates: list, now: NOW, random: seeded(1) }));
      for (let start = 0; start < shown.length; start += 1) {
        const counts = Map.groupBy(shown.slice(start, start + 20), (id) => authorOf.get(id));
        for (const [author, notes] of counts) assert.ok(notes.length <= 2, `${author}: ${notes}`);
      }
    }),
    { numRuns: 300 },
  );
});

test('relaxed, every note is shown, and authors take turns as far as they can', () => {
  const list = ['a', 'b', 'c'].flatMap((authorId) =>
    Array.from({ length: 10 }, (_, at) =>
      note(`${authorId}${at}`, { authorId, hoursAgo: authorId === 'a' ? 1 : 99 }),
    ),
  );
  const weights = { authorOverflow: 'relax' as const };
  const shown = ids(rank({ viewer: ANYONE, candidates: list, now: NOW, random: seeded(1), weights }));
  assert.equal(new Set(shown).size, 30);
  const first = Map.groupBy(shown.slice(0, 20), (id) => id[0]);
  for (const notes of first.values()) assert.ok(notes.length <= 7);
});

test('one note in ten crosses over, while there are any', () => {
  const list = Array.from({ length: 100 }, (_, at) =>
    note(`${at}`, { language: at % 5 ? 'en' : 'zh-Hans', hoursAgo: at }),
  );
  const languageOf = new Map(list.map(({ id, language }) => [id, language]));
  const reader = { languages: ['en'], interests: [] };
  const shown = ids(rank({ viewer: reader, candidates: list, now: NOW, random: never }));
  for (let start = 0; start + 10 <= 100; start += 1) {
    const left = shown.slice(start).some((id) => languageOf.get(id) === 'zh-Hans');
    const window = shown.slice(start, start + 10).map((id) => languageOf.get(id));
    if (left && start < 60) assert.ok(window.includes('zh-Hans'), `${start}: ${window}`);
  }
  assert.equal(languageOf.get(shown[0]!), 'en');
});

test('the same input gives the same list, in whatever order candidates come', () => {
  const shuffled = candidates(40).chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, viewer, fc.nat(), ([list, other], anyone, seed) => {
      const doubled = [...other, ...other.slice(0, 5)];
      const once = rank({ viewer: anyone, candidates: list, now: NOW, random: seeded(seed) });
      const again = rank({ viewer: anyone, candidates: doubled, now: NOW, random: seeded(seed) });
      assert.deepEqual(again, once);
    }),
  );
});

test('chance decides between equals, and nothing else', () => {
  const equals = Array.from({ length: 12 }, (_, at) => note(`${at}`));
  const list = [...equals, note('best', { likes: 50 }), note('worst', { hoursAgo: 500 })];
  const orders = new Set<string>();
  for (let seed = 0; seed < 20; seed += 1) {
    const shown = ids(rank({ viewer: ANYONE, candidates: list, now: NOW, random: seeded(seed) }));
    assert.equal(shown[0], 'best');
    assert.equal(shown.at(-1), 'worst');
    orders.add(shown.join());
  }
  assert.ok(orders.size > 10);
});

test('broken numbers do not spoil the list, a limit shortens it, an empty one is empty', () => {
  const list = [note('a', { likes: NaN }), note('b', { publishedAt: Infinity }), note('c', { likes: -5 })];
  assert.equal(rank({ viewer: ANYONE, candidates: list, now: NOW, random: seeded(1) }).length, 3);
  assert.equal(rank({ viewer: ANYONE, candidates: list, now: NOW, random: seeded(1), limit: 2 }).length, 2);
  assert.deepEqual(rank({ viewer: ANYONE, candidates: [], now: NOW, random: never }), []);
});
