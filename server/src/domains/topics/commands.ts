import { resolveTag } from '@jujube/lingua';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Context } from '../../kernel/context.ts';
import { WITH_COMMIT } from '../../kernel/database.ts';
import { AppError } from '../../kernel/errors.ts';
import { given, uuidv7 } from '../../kernel/ids.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { audit } from '../community/index.ts';
import { wantTranslations } from '../translation/index.ts';
import { topicMerged, topicNamed } from './events.ts';
import { readTopic, requireTopic } from './queries.ts';
import { storedName, type StoredName } from './rules.ts';

/** A name met in a text. */
export interface TypedTopic {
  name: string;
  /** Language of the text around it. */
  language: string;
}

/** Ids of the topics that these names mean, by name as typed; new names become topics. One statement. */
export async function topicsOfNames(tx: Tx, typed: readonly TypedTopic[]): Promise<Map<string, string>> {
  const byFold = new Map<string, StoredName>();
  const foldOf = new Map<string, string>();
  for (const { name, language } of typed) {
    const stored = storedName(name, language);
    if (!stored) continue;
    foldOf.set(name, stored.fold);
    if (!byFold.has(stored.fold)) byFold.set(stored.fold, stored);
  }
  const ids = byFold.size > 0 ? await idsOfFolds(tx, [...byFold.values()]) : new Map<string, string>();
  return new Map([...foldOf].flatMap(([name, fold]) => (ids.has(fold) ? [[name, ids.get(fold)!]] : [])));
}

async function idsOfFolds(tx: Tx, names: readonly StoredName[]): Promise<Map<string, string>> {
  const folds = names.map(({ fold }) => fold);
  const ids = names.map(() => uuidv7());
  const { rows } = await sql<{ fold: string; topic_id: string; unused: boolean }>`
    with wanted as (
      select * from unnest(${folds}::text[], ${names.map(({ name }) => name)}::text[],
        ${names.map(({ language }) => language)}::text[], ${ids}::uuid[]) w(fold, name, language, id)),
    known as (
      select w.fold, t.topic_id, o.notes = 0 as unused from wanted w
        join topic_names t on t.fold = w.fold and t.claims join topics o on o.id = t.topic_id),
    fresh as (select * from wanted w where not exists (select from known k where k.fold = w.fold) order by w.fold),
    made as (insert into topics (id) select id from fresh),
    named as (
      insert into topic_names (fold, language, name, topic_id, is_primary) select fold, language, name, id, true from fresh
      on conflict do nothing returning fold, topic_id, true as unused),
    spelled as (
      insert into topic_names (fold, language, name, topic_id, claims)
      select w.fold, w.language, w.name, k.topic_id, false from wanted w join known k on k.fold = w.fold
      where w.language <> 'und' and not exists (
        select from topic_names t where t.fold = w.fold and (t.language = w.language or t.name = w.name))
      on conflict do nothing)
    select * from known union all select * from named`.execute(tx.db);
  const found = new Map(rows.map((row) => [row.fold, row.topic_id]));
  // What nobody could read of until now may be read of with this note.
  for (const { topic_id: id, unused } of rows) if (unused) wantTranslations(tx, { kind: 'topic', id });
  return found.size === names.length ? found : madeElsewhere(tx, { folds, ids, found });
}

interface Race {
  folds: string[];
  ids: string[];
  found: Map<string, string>;
}

/** Somebody named the same topic in the same moment and was first: theirs is taken, ours was never named. */
async function madeElsewhere(tx: Tx, { folds, ids, found }: Race): Promise<Map<string, string>> {
  const unused = ids.filter((_, index) => !found.has(folds[index]!));
  await sql`delete from topics where id = any(${given('uuid', unused)})`.execute(tx.db);
  const { rows } = await sql<{ fold: string; topic_id: string }>`
    select fold, topic_id from topic_names where fold = any(${given('text', folds)}) and claims`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.fold, row.topic_id]));
}

interface Naming {
  topic: string;
  name: string;
  language?: string | undefined;
  primary?: boolean | undefined;
}

/** A moderator gives a topic one more name; a topic that had it is merged into this one. */
export async function putTopicName(ctx: Context, naming: Naming) {
  return transact(ctx, async (tx) => {
    const id = await nameTopic(tx, naming);
    await audit(tx, { action: 'topic.named', subject: id, detail: { name: naming.name } });
    return readTopic(tx, { topic: id });
  });
}

/** The same without the audit, for the product's own data. Answers the topic's id. */
export async function nameTopic(tx: Tx, { topic, name, language, primary = false }: Naming): Promise<string> {
  const stored = storedName(name);
  if (!stored) throw new AppError('topic.name_invalid');
  await sql`select pg_advisory_xact_lock(hashtext('topics.merge'))`.execute(tx.db);
  const id = await requireTopic(tx, topic);
  const row = {
    ...stored,
    language: language ? resolveTag(language) : stored.language,
    topic_id: id,
    is_primary: primary,
  };
  const { topic_id: holder } = await claim(tx, row);
  if (holder !== id) await merge(tx, { fromId: holder, intoId: id });
  await tx.db
    .insertInto('topic_names')
    .values({ ...row, claims: false })
    .onConflict((conflict) =>
      conflict
        .columns(['fold', 'language'])
        .doUpdateSet({ name: row.name, ...(primary && { is_primary: true }) }),
    )
    .execute();
  if (primary) {
    await sql`update topic_names set is_primary = false
      where topic_id = ${id} and language = ${row.language} and fold <> ${row.fold}`.execute(tx.db);
  }
  tx.emit(topicNamed, { topicId: id });
  return id;
}

/** Takes the name if it is free; answers whose it is. */
async function claim(
  tx: Tx,
  row: StoredName & { topic_id: string; is_primary: boolean },
): Promise<{ topic_id: string }> {
  const taken = await tx.db
    .insertInto('topic_names')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('topic_id')
    .executeTakeFirst();
  if (taken) return taken;
  return tx.db
    .selectFrom('topic_names')
    .select('topic_id')
    .where('fold', '=', row.fold)
    .where('claims', '=', true)
    .executeTakeFirstOrThrow();
}

async function merge(tx: Tx, { fromId, intoId }: { fromId: string; intoId: string }): Promise<void> {
  await sql`
    update topic_names n set topic_id = ${intoId}, is_primary = n.is_primary and not exists (
      select from topic_names o where o.topic_id = ${intoId} and o.language = n.language and o.is_primary)
    where n.topic_id = ${fromId}`.execute(tx.db);
  await sql`update topics set merged_into = ${intoId} where id = ${fromId} or merged_into = ${fromId}`.execute(
    tx.db,
  );
  tx.emit(topicMerged, { fromId, intoId });
}

/**
 * Tells how many public notes came to topics (or left them), and when: what is written about now stands first. It shows
 * within two seconds, once `rollUpTopics` ran.
 */
export async function countTopicNotes(
  tx: Tx,
  changes: readonly { topicId: string; delta: number; at: Date }[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`${sql.raw(WITH_COMMIT)} insert into topic_deltas (topic_id, notes, heat)
    select * from unnest(${changes.map(({ topicId }) => topicId)}::uuid[], ${changes.map(({ delta }) => delta)}::int[],
      ${changes.map(({ at }) => (at.getTime() / HEAT_HALF_MS) * Math.LN2)}::float8[])`.execute(tx.db);
}

const BATCH = 20_000;

/**
 * Moves what `countTopicNotes` told into topics, exactly once, in one statement; answers how many were moved. One process
 * at a time, so that two never wait for each other's topics. Heats are logarithms and add up as ln(Σ exp).
 */
export async function rollUpTopics(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ moved: string }>({
    name: 'roll_up_topics',
    text: `with turn as materialized (select pg_try_advisory_xact_lock(hashtext('topics.roll-up')) as mine),
      gone as (
        delete from topic_deltas where (select mine from turn) and n in (
          select n from topic_deltas order by n limit ${BATCH})
        returning topic_id, notes, heat),
      warmest as (select topic_id, sum(notes) as notes, count(*) as moved, max(heat) filter (where notes > 0) as heat
        from gone group by topic_id),
      sums as (
        select w.topic_id, w.notes, w.moved, w.heat + ln(sum(exp(greatest(-500, g.heat - w.heat))) filter (where g.notes > 0)) as heat
        from warmest w join gone g using (topic_id) group by w.topic_id, w.notes, w.moved, w.heat),
      written as (
        update topics t set notes = greatest(0, t.notes + s.notes),
          heat = case when s.heat is null then t.heat
            else greatest(t.heat, s.heat) + ln(1 + exp(greatest(-500, -abs(t.heat - s.heat)))) end
        from sums s where t.id = s.topic_id)
      select coalesce(sum(moved), 0) as moved from sums`,
  });
  return Number(rows[0]!.moved);
}

/** A note warms its topic half as much after so long. */
const HEAT_HALF_MS = 3 * 24 * 3600 * 1000;
