import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { gloss } from '@jujube/lingua';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { transact } from '../../../kernel/transaction.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';
import { eraseVersions, putVersions } from '../index.ts';
import { added, LAGS, quantile } from './figures.ts';

let w: World;
let server: TestServer;
let ann: Somebody;
let chief: Somebody;

before(async () => {
  ensureDictionary();
  server = await engineServer(
    'libretranslate',
    (text, to) => gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text,
  );
  w = await world({
    TRANSLATION: '1',
    TRANSLATION_ENGINES: 'libretranslate',
    LIBRETRANSLATE_URL: server.url,
    LIBRETRANSLATE_KEY: TEST_KEY,
    LIBRETRANSLATE_CHARACTERS_PER_DAY: '60',
    LIBRETRANSLATE_CENTS_PER_MILLION: '2000',
  });
  ann = await w.person('ann', { reads: ['en'] });
  chief = await w.person('chief', { role: 'administrator' });
});
after(async () => {
  await w.close();
  await server.close();
});

const settle = () => w.settle({ but: ['notes.render-card'] });
const look = () => chief.call('GET /admin/translation', {});

/** What is there of a language, without what is not. */
async function states(language: string): Promise<Record<string, number>> {
  const { languages } = await look();
  const own = languages.find((one) => one.language === language)!;
  return Object.fromEntries(own.states.flatMap(({ state, texts }) => (texts > 0 ? [[state, texts]] : [])));
}

async function say(body: string, more: object = {}): Promise<string> {
  const { id } = await ann.call('POST /notes', { body: { title: '', body, media: [], ...more } as never });
  await settle();
  return id;
}

test('every text is counted in every language of the pages, by how well it can be read', async () => {
  assert.deepEqual(await states('en'), {});
  await say('We walked along the river for two hours.');
  assert.deepEqual(await states('en'), { original: 1 });
  assert.deepEqual(await states('zh-Hans'), { machine: 1 });
  await say('这座桥很老，但是很漂亮。');
  assert.deepEqual(await states('en'), { original: 1, machine: 1 });
  assert.deepEqual(await states('zh-Hant'), { machine: 1, converted: 1 });
});

test('over the day’s budget texts are glossed: the share falls, what was turned away is said, and what it cost', async () => {
  const id = await say('The bread at the corner was warm and very cheap this morning.');
  const found = await look();
  const [engine] = found.engines;
  assert.deepEqual(
    [engine!.name, engine!.charactersPerDay, engine!.requests, engine!.turnedAway > 0],
    ['LibreTranslate', 60, 2, true],
  );
  assert.ok(engine!.characters > 0 && engine!.characters <= 60);
  assert.equal(engine!.cents, (engine!.characters * 2000) / 1e6);
  assert.equal((await states('zh-Hans'))['gloss'], 1);
  assert.ok(found.fallback! > 0 && found.fallback! < 1);
  assert.ok(found.waiting.later > 0, 'it is tried again tomorrow');
  assert.ok(found.made.some(({ engine: name, state }) => name === 'LibreTranslate' && state === 'machine'));
  const pair = found.pairs.find(({ from, to }) => from === 'en' && to === 'zh-Hans')!;
  assert.deepEqual([pair.texts, pair.good, pair.recent], [2, 1, 1]);
  const [hour, day] = found.lags;
  assert.ok(day!.p50! > 0 && day!.p50! <= day!.p95! && day!.recent === 4 && hour!.recent === 4);
  const good = found.hours.reduce((sum, { machine, rules, people }) => sum + machine + rules + people, 0);
  assert.deepEqual([found.hours.length, good], [25, 4]);
  // Somebody writes it better, and it counts as such at once.
  await transact(w.as(ann), (tx) =>
    putVersions(tx, [
      {
        ...{ kind: 'note', id, field: 'body', language: 'zh-Hans', sourceVersion: 1 },
        ...{ state: 'human', engine: 'human', text: '今天早上街角的面包又热又便宜。', by: ann.id },
      },
    ]),
  );
  assert.equal((await states('zh-Hans'))['human'], 1);
  assert.equal((await states('zh-Hans'))['gloss'], undefined);
});

test('what not everybody may read is not counted, what is erased is no more, and what is edited is counted anew', async () => {
  const before = await states('zh-Hans');
  await say('Only those who follow me read this sentence.', { visibility: 'followers' });
  assert.deepEqual(await states('zh-Hans'), before);
  const id = await say('I would like to have soup.');
  const more = await states('zh-Hans');
  assert.equal(total(more), total(before) + 1);
  await ann.call('PATCH /notes/:id', {
    params: { id },
    body: { body: '我想喝汤。', language: 'zh' } as never,
  });
  await settle();
  const edited = await states('zh-Hans');
  assert.equal(edited['original'], before['original']! + 1);
  assert.equal(total(edited), total(more));
  await transact(w.as(ann), (tx) => eraseVersions(tx, { kind: 'note', ids: [id] }));
  assert.deepEqual(await states('zh-Hans'), before);
  await chief.call('PATCH /community', { body: { membersOnly: true } });
  await settle();
  const all = await look();
  assert.equal(all.membersOnly, true);
  assert.equal(total(await states('zh-Hans')), total(before) + 1, 'what followers read as well');
  await chief.call('PATCH /community', { body: { membersOnly: false } });
  await settle();
});

const total = (found: Record<string, number>) => Object.values(found).reduce((sum, n) => sum + n, 0);

test('the counts are those of counting everything, whatever happened in whichever order', async () => {
  const { rows } = await sql<{ target: string; state: string; texts: number }>`
    select l.target, case when x.language = l.target then 'original' else coalesce((
        select t.state from translations t where (t.kind, t.id, t.field, t.language, t.source_version)
          = (x.kind, x.id, x.field, l.target, x.version)
        order by array_position(array['author','human','phrasebook','converted','machine','phrasebook_slots','gloss'], t.state)
        limit 1), 'missing') end as state, count(*)::int as texts
    from texts x cross join (values ('en'), ('zh-Hans'), ('zh-Hant')) l(target)
    where x.open and x.language <> 'und' group by 1, 2`.execute(w.base.db);
  const counted = (await look()).languages.flatMap(({ language, states: all }) =>
    all.flatMap(({ state, texts }) => (texts > 0 ? [{ target: language, state, texts }] : [])),
  );
  const sorted = (list: typeof rows) => list.map((row) => Object.values(row).join(' ')).sort();
  assert.deepEqual(sorted(counted), sorted(rows));
  assert.equal((await look()).uncounted, 0);
});

test('a quantile of classes is where the exact one is, to within its class', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 60 }),
      fc.constantFrom(0.5, 0.95),
      (seconds, share) => {
        const classOf = (value: number) => LAGS.filter((from) => value >= from).length;
        const classes = added([]);
        for (const value of seconds) classes[classOf(value)]! += 1;
        const exact = seconds.toSorted((a, b) => a - b)[Math.ceil(share * seconds.length - 1e-9) - 1]!;
        const found = quantile(classes, share)!;
        const at = classOf(exact);
        assert.ok(found >= (at === 0 ? 0 : LAGS[at - 1]!) && found <= (LAGS[at] ?? LAGS.at(-1)!));
      },
    ),
  );
  assert.equal(quantile(added([]), 0.5), null);
});
