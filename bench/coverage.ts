import { sql } from 'kysely';
import { world, type World } from '../server/src/testing/world.ts';
import { print } from './lib/report.ts';

// What the console's figures about translation cost where there are many texts. npm run bench -- coverage [TEXTS]

const TEXTS = Number(process.argv[2] ?? 1_000_000);
/** The busiest hour there may be: 24 texts a second. */
const BUSY = 24 * 3600;
const TURNS = 20;

const w = await world({ TRANSLATION: '1' });
try {
  const chief = await w.person('chief', { role: 'administrator' });
  const made = await timed(() => fill(w));
  const counted = await timed(() => w.settle({ but: ['notes.render-card'] }));
  const looks = await several(() => chief.call('GET /admin/translation', {}));
  const busy = await several(async () => {
    await touch(w);
    await chief.call('GET /admin/translation', {});
  });
  const [hours] = await rows<{ count: number }>('select count(*)::int as count from translation_hours');
  print(
    ['what', 'ms'],
    [
      [`${TEXTS} texts in two languages each are there`, made.toFixed(0)],
      [`all of them counted, once (${hours!.count} rows of figures)`, counted.toFixed(0)],
      ['the page, nothing changed (median of 20)', median(looks).toFixed(1)],
      [`the page, an hour of ${BUSY} texts changed (median of 20)`, median(busy).toFixed(1)],
    ],
  );
  const plan = await rows<Record<string, string>>(
    `explain (analyze, costs off) select target, state, sum(texts)::int from translation_hours h where h.open group by 1, 2`,
  );
  console.log(plan.map((line) => line['QUERY PLAN']).join('\n'));
} finally {
  await w.close();
}

async function fill({ base }: World): Promise<void> {
  // A year of texts, most of them of late, and one busy hour; half of them English, half Chinese.
  await sql`
    insert into texts (kind, id, field, version, language, open, characters, written_at)
    select 'comment', n, 'body', 1, case when n % 2 = 0 then 'en' else 'zh-Hans' end, true, 40,
      case when n <= ${BUSY} then date_trunc('hour', now(), 'UTC') + n * interval '1 hour' / ${BUSY + 1}
        else now() - interval '2 hours' - power(random(), 3) * interval '365 days' end
    from generate_series(1, ${TEXTS}::int) n`.execute(base.db);
  await sql`
    insert into translations (kind, id, field, language, source_version, engine, state, text, created_at)
    select kind, id, field, target, 1, case when n % 20 = 0 then 'cc-cedict' else 'LibreTranslate' end,
      case when n % 20 = 0 then 'gloss' else 'machine' end, 'a text of some forty characters, as comments are',
      written_at + random() * interval '4 seconds'
    from (select *, id::int as n from texts) x cross join unnest(array['en', 'zh-Hans', 'zh-Hant']) target
    where target <> language`.execute(base.db);
  await sql`analyze texts, translations`.execute(base.db);
}

/** As if somebody wrote something in the busiest hour. */
async function touch({ base }: World): Promise<void> {
  await sql`update texts set characters = characters + 1 where kind = 'comment' and id = '7' and field = 'body'`.execute(
    base.db,
  );
}

async function rows<Row>(query: string): Promise<Row[]> {
  return (await w.base.pool.query(query)).rows as Row[];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function several(work: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) found.push(await timed(work));
  return found;
}

function median(found: number[]): number {
  return found.toSorted((a, b) => a - b)[Math.floor(found.length / 2)]!;
}
