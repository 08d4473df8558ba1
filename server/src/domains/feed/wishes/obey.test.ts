import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PRESET_SLIDERS } from '@jujube/contract';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';

// What a reader asks, as their lists show it: on the real feed, from the next card on.

let w: World;
const WRITERS = 40;
const NOTES = 6;
before(async () => {
  w = await world();
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, (_, n) => w.person(`writer_${n}`, { reads: ['en'] })),
  );
  for (const [index, writer] of writers.entries()) {
    for (let n = 0; n < NOTES; n += 1) {
      // Two of five are about hotpot, every second one is in Chinese, and a few say a word of their own.
      const about = (index + n) % 5 < 2 ? '#hotpot' : '#walks';
      const word = (index * NOTES + n) % 7 === 0 ? ' spoiler' : '';
      await writer.call('POST /notes', {
        body: {
          title: `Note ${n} of ${index}${word}`,
          body: `Come along ${about}`,
          channel: about === '#hotpot' ? 'food' : 'travel',
          language: n % 2 === 0 ? 'en' : 'zh-Hans',
        },
      });
    }
  }
  await w.settle({ but: ['notes.render-card'] });
  const visitor = await w.person('first_look', { reads: ['en'] });
  await until(
    'all notes are known to the feed',
    async () => (await cards(visitor, { most: 240 })).length > 140,
  );
});
after(() => w.close());

interface Stretch {
  most: number;
  cursor?: string;
}

/** The next cards of a visit, with where it goes on. */
async function stretch(who: Somebody, { most, cursor }: Stretch) {
  const ids: string[] = [];
  let at: string | null = cursor ?? null;
  do {
    const query = { limit: Math.min(50, most - ids.length), ...(at && { cursor: at }) };
    const page: { items: { id: string }[]; cursor: string | null } = await who.call('GET /feed/explore', {
      query,
    });
    ids.push(...page.items.map(({ id }) => id));
    at = page.cursor;
  } while (at && ids.length < most);
  return { ids, cursor: at };
}

async function cards(who: Somebody, wanted: Stretch): Promise<string[]> {
  return (await stretch(who, wanted)).ids;
}

interface Facts {
  id: string;
  topic: string;
  language: string;
  title: string;
  publishedAt: Date;
}

/** What the notes are, in the order of the list. */
async function factsOf(ids: readonly string[]): Promise<Facts[]> {
  const { rows } = await w.base.pool.query<Facts>(
    `select n.id, n.language, n.title, n.published_at as "publishedAt",
       case when n.channel = 'food' then 'hotpot' else 'walks' end as topic
     from unnest($1::bigint[]) with ordinality asked(id, rank) join notes n on n.id = asked.id order by rank`,
    [ids],
  );
  return rows;
}

const share = (facts: Facts[], of: (note: Facts) => boolean) => facts.filter(of).length / facts.length;
const isHotpot = ({ topic }: Facts) => topic === 'hotpot';
const isChinese = ({ language }: Facts) => language.startsWith('zh');

for (const [kind, key] of [
  ['topic', 'hotpot'],
  ['channel', 'food'],
] as const) {
  test(`five times “less” of a ${kind}, and the next 50 cards have at most a fifth of it, at once`, async () => {
    const reader = await w.person(`less_${kind}`, { reads: ['en'] });
    await reader.call('PATCH /me', { body: { interests: ['food'] } });
    const first = await stretch(reader, { most: 50 });
    const before = share(await factsOf(first.ids), isHotpot);
    assert.ok(before > 0.2, `${before} before`);
    for (let n = 0; n < 5; n += 1)
      await reader.call('PUT /feed/wishes', { body: { kind, key, say: 'less' } });
    const next = await stretch(reader, { most: 50, cursor: first.cursor! });
    assert.equal(next.ids.length, 50);
    assert.ok(next.ids.every((id) => !first.ids.includes(id)));
    const now = share(await factsOf(next.ids), isHotpot);
    assert.ok(now <= before * 0.2, `${before} before, ${now} after`);
  });
}

test('each “less” is felt, and “more” the other way', async () => {
  const shares: number[] = [];
  for (const value of [5, 0, -2, -4]) {
    const reader = await w.person(`step_${value + 5}`, { reads: ['en'] });
    if (value !== 0) await reader.call('PUT /feed/wishes', { body: { kind: 'topic', key: 'hotpot', value } });
    shares.push(share(await factsOf(await cards(reader, { most: 50 })), isHotpot));
  }
  assert.deepEqual(
    shares,
    [...shares].sort((a, b) => b - a),
    shares.join(),
  );
  assert.ok(shares[0]! > shares[3]! + 0.3, shares.join());
});

test('nothing more of an author, from the next card on', async () => {
  const reader = await w.person('done_with', { reads: ['en'] });
  const { items, cursor } = await reader.call('GET /feed/explore', { query: { limit: 10 } });
  const author = items[0]!.author.id;
  await reader.call('PUT /feed/wishes', { body: { kind: 'author', key: author, value: -5 } });
  const rest = await cards(reader, { most: 240, cursor: cursor! });
  const { rows } = await w.base.pool.query(
    'select id from notes where author_id = $1 and id = any($2::bigint[])',
    [author, rest],
  );
  assert.deepEqual(rows, []);
});

test('in the order of time nothing is ranked, to the end', async () => {
  const reader = await w.person('in_time', { reads: ['en'] });
  await reader.call('PATCH /feed/settings', { body: { off: true } });
  const facts = await factsOf(await cards(reader, { most: 200 }));
  const times = facts.map(({ publishedAt }) => publishedAt.getTime());
  assert.deepEqual(
    times,
    [...times].sort((a, b) => b - a),
  );
  assert.ok(facts.length >= 150);
  const { items, list } = await reader.call('GET /feed/explore', { query: { limit: 3 } });
  const [first] = items;
  const { source } = await reader.call('GET /feed/why', {
    query: { list, position: first!.position!, note: first!.id },
  });
  assert.equal(source, 'time');
});

test('words that are kept away are gone with the next page, ranked or not', async () => {
  for (const off of [false, true]) {
    const reader = await w.person(`words_${off}`, { reads: ['en'] });
    await reader.call('PATCH /feed/settings', { body: { off } });
    const first = await stretch(reader, { most: 30 });
    await reader.call('PATCH /feed/settings', { body: { words: ['Spoiler'] } });
    const rest = await factsOf(await cards(reader, { most: 110, cursor: first.cursor! }));
    assert.ok(rest.length >= 100);
    assert.deepEqual(
      rest.filter(({ title }) => title.includes('spoiler')),
      [],
    );
  }
});

test('without the feed, too, what was hidden and what says such a word stays away', async () => {
  const reader = await w.person('without_feed', { reads: ['en'] });
  const { feed } = w.base.providers;
  w.base.providers.feed = { list: () => Promise.reject(new Error('away')), stop: async () => undefined };
  const quiet = w.base.log.level;
  w.base.log.level = 'silent';
  const before = await cards(reader, { most: 100 });
  await reader.call('PUT /notes/:id/hide', { params: { id: before[0]! } });
  await reader.call('PATCH /feed/settings', { body: { words: ['spoiler'] } });
  const facts = await factsOf(await cards(reader, { most: 100 }));
  w.base.providers.feed = feed;
  w.base.log.level = quiet;
  assert.ok(facts.length >= 80);
  assert.ok(facts.every(({ id, title }) => id !== before[0] && !title.includes('spoiler')));
});

test('the dial is kept at every tenth card: the house’s, none, half, all', async () => {
  for (const [dial, percent] of [
    [null, 20],
    [0, 0],
    [50, 50],
    [100, 100],
  ] as const) {
    const reader = await w.person(`dial_${dial}`, { reads: ['en'] });
    if (dial !== null) await reader.call('PATCH /feed/settings', { body: { dial } });
    const facts = await factsOf(await cards(reader, { most: 100 }));
    for (let until = 10; until <= 100; until += 10) {
      const now = share(facts.slice(0, until), isChinese) * 100;
      assert.ok(Math.abs(now - percent) <= 5, `${now} % of ${until} cards at ${percent}`);
    }
  }
});

test('the dial holds from the next card on', async () => {
  const reader = await w.person('turning', { reads: ['en'] });
  const first = await stretch(reader, { most: 20 });
  await reader.call('PATCH /feed/settings', { body: { dial: 80 } });
  const next = await factsOf(await cards(reader, { most: 40, cursor: first.cursor! }));
  assert.ok(share(next, isChinese) >= 0.75, String(share(next, isChinese)));
});

test('a reader’s own algorithm ranks their lists: more of the people they follow, or no more than of others', async () => {
  const { rows } = await w.base.pool.query<{ id: string }>(
    `select id from people where handle like 'writer\\_%' order by id limit 4`,
  );
  const followed = rows.map(({ id }) => id);
  const among = async (following: number) => {
    const reader = await w.person(`follows_${following + 2}`, { reads: ['en'] });
    for (const person of followed) await reader.call('PUT /people/:person/follow', { params: { person } });
    await reader.call('PATCH /feed/settings', {
      body: { sliders: { ...PRESET_SLIDERS.balanced, following } },
    });
    const { items } = await reader.call('GET /feed/explore', { query: { limit: 20 } });
    return items.filter(({ author }) => followed.includes(author.id)).length;
  };
  const [most, least] = [await among(2), await among(-2)];
  assert.ok(most >= 6 && most > least, `${most} of 20, and ${least}`);
});
