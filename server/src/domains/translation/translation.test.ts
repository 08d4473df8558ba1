import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TEXT_STATES } from '@jujube/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { transact } from '../../kernel/transaction.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import {
  bestVersion,
  chooseVersion,
  dropVersions,
  eraseVersions,
  keepVersions,
  putVersions,
  readingOrder,
  translationsFor,
  versionsJson,
  type Shown,
  type State,
  type StoredVersion,
  type Version,
} from './index.ts';

let w: World;
let ann: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
});
after(() => w.close());

const STATES = TEXT_STATES.filter((state) => state !== 'original');
const put = (...versions: Version[]) => transact(w.as(ann), (tx) => putVersions(tx, versions));
const version = (id: string, rest: Partial<Version>): Version => ({
  kind: 'thing',
  id,
  field: 'title',
  language: 'en',
  sourceVersion: 1,
  state: 'machine',
  engine: rest.state ?? 'machine',
  text: `${rest.state ?? 'machine'} ${rest.language ?? 'en'}`,
  ...rest,
});

test('versions come best first; a second of the same hand replaces the first, an older source is stale', async () => {
  await put(
    version('1', { state: 'gloss' }),
    version('1', { state: 'author', by: ann.id }),
    version('1', {}),
  );
  await put(
    version('1', { text: 'again' }),
    version('1', { sourceVersion: 2, state: 'human', text: 'of the next words' }),
  );
  const found = await translationsFor(w.base, {
    kind: 'thing',
    sources: [
      { id: '1', version: 1 },
      { id: '2', version: 1 },
    ],
  });
  assert.deepEqual(
    found.get('1')?.map(({ state, text, by }) => [state, text, by]),
    [
      ['author', 'author en', ann.id],
      ['machine', 'again', null],
      ['gloss', 'gloss en', null],
    ],
  );
  assert.deepEqual(found.get('2'), []);
  const [next] = (
    await translationsFor(w.base, {
      kind: 'thing',
      sources: [{ id: '1', version: 2 }],
      fields: ['title'],
      languages: ['en'],
    })
  ).get('1')!;
  assert.equal(next?.text, 'of the next words');
  assert.deepEqual(
    (
      await translationsFor(w.base, { kind: 'thing', sources: [{ id: '1', version: 1 }], languages: ['fr'] })
    ).get('1'),
    [],
  );
});

test('an author keeps their own versions over a change, machines do not; dropping and erasing', async () => {
  await put(
    version('3', { state: 'author' }),
    version('3', { state: 'machine' }),
    version('3', { state: 'human' }),
  );
  const kinds = async (source: number) =>
    (await translationsFor(w.base, { kind: 'thing', sources: [{ id: '3', version: source }] }))
      .get('3')!
      .map(({ state }) => state);
  await transact(w.as(ann), (tx) => keepVersions(tx, { kind: 'thing', id: '3', from: 1, to: 2 }));
  assert.deepEqual([await kinds(1), await kinds(2)], [['human', 'machine'], ['author']]);
  await transact(w.as(ann), (tx) => dropVersions(tx, { kind: 'thing', id: '3' }));
  assert.deepEqual([await kinds(1), await kinds(2)], [['human', 'machine'], []]);
  await transact(w.as(ann), (tx) => eraseVersions(tx, { kind: 'thing', ids: ['3'] }));
  assert.deepEqual(await kinds(1), []);
});

test('a rollback leaves no version', async () => {
  const failing = transact(w.as(ann), async (tx) => {
    await putVersions(tx, [version('4', {})]);
    throw new Error('half-way');
  });
  await assert.rejects(failing, /half-way/);
  assert.deepEqual(
    (await translationsFor(w.base, { kind: 'thing', sources: [{ id: '4', version: 1 }] })).get('4'),
    [],
  );
});

test('who reads one Chinese script can do more with the other than with a language they never named', () => {
  assert.deepEqual(readingOrder(['zh-Hant', 'en']), ['zh-Hant', 'en', 'zh-Hans']);
  assert.deepEqual(readingOrder(['zh-Hans', 'zh-Hant']), ['zh-Hans', 'zh-Hant']);
  assert.deepEqual(readingOrder(['en']), ['en']);
  assert.deepEqual(readingOrder([]), []);
  const order = readingOrder(['zh-Hans'], ['ja']);
  const machine = [{ language: 'zh-Hans', state: 'machine' as const }];
  assert.equal(chooseVersion(order, 'ja', machine), null, 'Japanese stays as it is');
  assert.equal(chooseVersion(order, 'en', machine)?.language, 'zh-Hans');
});

test('the rule in SQL and the rule in code choose the same version, whatever there is and whoever reads', async () => {
  const language = fc.constantFrom('en', 'zh-Hans', 'zh-Hant', 'ja', 'fr');
  const stored = fc.uniqueArray(fc.record({ language, state: fc.constantFrom(...STATES) }), {
    maxLength: 8,
    selector: (one) => `${one.language} ${one.state}`,
  });
  let n = 100;
  await fc.assert(
    fc.asyncProperty(
      stored,
      language,
      fc.tuple(fc.uniqueArray(language, { maxLength: 4 }), fc.uniqueArray(language, { maxLength: 2 })),
      async (versions, original, [reads, untranslated]) => {
        const id = String((n += 1));
        await put(...versions.map((one) => version(id, one)));
        const order = readingOrder(reads, untranslated);
        const { rows } = await sql<{ shown: Shown | null; all: StoredVersion[] | null }>`
        select ${bestVersion({
          kind: 'thing',
          id: sql.ref('s.id'),
          field: sql`'title'`,
          version: sql`1`,
          language: sql.ref('s.language'),
          order: sql`${order}::text[]`,
        })} as shown, ${versionsJson({ kind: 'thing', id: sql.ref('s.id'), version: sql`1`, order: sql`${['en', 'zh-Hans', 'zh-Hant', 'ja', 'fr']}::text[]` })} as all
        from (select ${id}::text as id, ${original}::text as language) s`.execute(w.base.db);
        const { shown, all } = rows[0]!;
        assert.equal(all?.length ?? 0, versions.length);
        const chosen = chooseVersion<{ language: string; state: State }>(order, original, all ?? []);
        assert.deepEqual(shown && [shown.language, shown.state], chosen && [chosen.language, chosen.state]);
        if (shown)
          assert.ok(
            !['gloss', 'phrasebook_slots', 'original'].includes(shown.state) && shown.language !== original,
          );
      },
    ),
    { numRuns: 120 },
  );
});
