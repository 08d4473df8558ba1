import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { world, type World } from '../testing/world.ts';
import { visitor, type Viewer } from './context.ts';
import { statement, viewerShape, viewerValues, viewerWithHoles } from './statement.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

test('a statement is worded once per shape, and every call brings its own values', async () => {
  let worded = 0;
  const about = statement<
    { viewer: Viewer; ids: string[] },
    { who: string | null; region: string | null; n: number }
  >({
    shape: ({ viewer }) => viewerShape(viewer),
    build({ viewer }, hole) {
      worded += 1;
      const { id, region } = viewerWithHoles(viewer, hole);
      return sql`select ${id}::text as who, ${region}::text as region, cardinality(${hole('ids')}::bigint[]) as n`;
    },
    values: ({ viewer, ids }) => ({ ...viewerValues(viewer), ids }),
  });
  const member = (id: string, region: string): Viewer => ({ ...visitor([], region), id, roles: ['member'] });
  const asked: [Viewer, string[]][] = [
    [member('7', 'XX'), ['1', '2']],
    [member('8', 'YY'), []],
    [visitor(['en']), ['3']],
    [visitor(['zh-Hans'], 'ZZ'), ['4', '5', '6']],
  ];
  const answers = await Promise.all(asked.map(([viewer, ids]) => about(w.base, { viewer, ids })));
  assert.deepEqual(answers.flat(), [
    { who: '7', region: 'XX', n: 2 },
    { who: '8', region: 'YY', n: 0 },
    { who: null, region: null, n: 1 },
    { who: null, region: 'ZZ', n: 3 },
  ]);
  assert.equal(worded, 2, 'once for members, once for visitors');
});

test('readers whom rules treat differently never share a wording', () => {
  const shapes = [
    visitor([]),
    { ...visitor([]), id: '1', roles: ['member'] },
    { ...visitor([]), id: '1', roles: ['member', 'moderator'] },
    { ...visitor([]), id: '1', roles: ['member'], ageBand: 'teen' },
    { ...visitor([]), id: '1', roles: ['member'], young: true },
  ].map((viewer) => viewerShape(viewer as Viewer));
  assert.equal(new Set(shapes).size, shapes.length);
});

test('a hole that nobody fills is a defect, not a null', async () => {
  const broken = statement<object, object>({
    shape: () => '',
    build: (_, hole) => sql`select ${hole('x')}::int`,
    values: () => ({}),
  });
  await assert.rejects(broken(w.base, {}), /Nothing was given for x/);
});
