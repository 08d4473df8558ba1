import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { standingOf, STAYS_MS, WEIGHS_FROM, type Ballot, weightOf, drawn, type Deeds } from './rules.ts';

type Asks = Pick<Context, 'db' | 'now' | 'secrets'>;

/** How many people's votes weigh. */
export async function countElectorate({ db }: Pick<Context, 'db'>): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from correctors where standing >= ${WEIGHS_FROM}`.execute(db);
  return rows[0]!.many;
}

/** Somebody's standing as it was last reckoned. */
export async function standingFor({ db }: Pick<Context, 'db'>, id: Id): Promise<number> {
  const { rows } = await sql<{ standing: number }>`
    select standing from correctors where person_id = ${id}`.execute(db);
  return rows[0]?.standing ?? 0;
}

/** Who is asked about a sentence, as a keyed hash decides. */
export function signerOf({ secrets }: Pick<Context, 'secrets'>): (text: string) => string {
  return (text) => secrets.sign('corrections', text);
}

/** Names a sentence in a language for drawing: suggesting again draws the same people. */
export function sentenceName(row: {
  kind: string;
  text_id: string;
  field: string;
  language: string;
  sentence: string;
}) {
  return [row.kind, row.text_id, row.field, row.language, row.sentence].join(' ');
}

/** The votes on a suggestion with all that tells how much they weigh. */
export async function ballotsOf(
  ctx: Asks,
  { id, sentence, electorate }: { id: Id; sentence: string; electorate: number },
): Promise<Ballot[]> {
  const { rows } = await sql<{ person: Id; vote: Ballot['vote']; standing: number; doubted: boolean }>`
    select v.person_id as person, v.vote, coalesce(c.standing, 0) as standing,
      v.person_id in (select person from ${DOUBTED} d) as doubted
    from correction_votes v left join correctors c on c.person_id = v.person_id
    where v.correction_id = ${id}`.execute(ctx.db);
  const sign = signerOf(ctx);
  return rows.map(({ person, vote, standing, doubted }) => ({
    ...{ personId: person, vote, doubted, weight: weightOf(standing) },
    drawn: drawn({ sentence, personId: person, sign, electorate }),
  }));
}

/** Whether something that somebody gave or supported is in doubt. */
export async function isDoubted({ db }: Pick<Context, 'db'>, id: Id): Promise<boolean> {
  const { rows } = await sql`select from ${DOUBTED} d where d.person = ${id} limit 1`.execute(db);
  return rows.length > 0;
}

/** SQL: those who gave or supported what two people of standing object to and nobody has settled; see `castsDoubt`. */
export const DOUBTED = sql`(
  with doubtful as (
    select h.id, h.giver_id from corrections h where h.state = 'held' and (
      select count(*) from correction_votes no join correctors c on c.person_id = no.person_id
      where no.correction_id = h.id and no.vote = 'against' and c.standing >= ${sql.lit(WEIGHS_FROM)}) >= 2)
  select giver_id as person from doubtful where giver_id is not null
  union select yes.person_id from doubtful h join correction_votes yes on yes.correction_id = h.id and yes.vote = 'for')`;

/** Reckons standing anew, of all who gave or voted or of some. What somebody mends of their own counts for nothing. */
export async function reckon(
  ctx: Pick<Context, 'db' | 'now'>,
  people: readonly Id[] | null = null,
): Promise<void> {
  const only = people && given('bigint', people);
  const { rows } = await sql<Deeds & { person: Id }>`
    with them as (
      select giver_id as person from corrections where giver_id is not null
      union select person_id from correction_votes),
    gave as (
      select giver_id as person,
        count(*) filter (where stands and not by_word) + count(distinct about_id) filter (where stands and by_word) as stayed,
        count(*) filter (where state = 'reverted' and not malicious) as reverted,
        count(*) filter (where malicious) as malicious
      from (select *, state in ('accepted', 'replaced') and extract(epoch from
          coalesce(ended_at, ${ctx.now()}) - accepted_at) * 1000 >= ${STAYS_MS}::bigint as stands
        from corrections where giver_id is distinct from about_id) c
      group by 1),
    voted as (
      select v.person_id as person, count(*) filter (where v.vote = 'for' and c.malicious) as supported,
        count(*) filter (where v.vote = 'against' and c.by_word and c.state in ('accepted', 'replaced')
          and v.at < c.accepted_at) as overruled
      from correction_votes v join corrections c on c.id = v.correction_id group by 1)
    select t.person, coalesce(stayed, 0)::int as stayed, coalesce(reverted, 0)::int as reverted,
      coalesce(malicious, 0)::int as malicious, coalesce(supported, 0)::int as supported,
      coalesce(overruled, 0)::int as overruled
    from them t left join gave g using (person) left join voted v using (person)
    where ${people === null}::boolean or t.person = any(${only ?? sql`null::bigint[]`})
    order by t.person`.execute(ctx.db);
  const reckoned = rows.map(({ person, ...deeds }) => ({
    person,
    stayed: deeds.stayed,
    standing: standingOf(deeds),
  }));
  await sql`
    insert into correctors (person_id, stayed, standing)
    select person, stayed, standing from json_to_recordset(${JSON.stringify(reckoned)}::json)
      as r (person bigint, stayed integer, standing integer)
    where exists (select 1)
    on conflict (person_id) do update set stayed = excluded.stayed, standing = excluded.standing
      where (correctors.stayed, correctors.standing) is distinct from (excluded.stayed, excluded.standing)`.execute(
    ctx.db,
  );
}
