import {
  MOST_STEPS,
  MOST_WISHES,
  MOST_WORDS,
  WORD_LENGTH,
  type api,
  type InputOf,
  type Sliders,
  type WishKind,
} from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { spend } from '../../../kernel/limits.ts';
import { cleanText, withinGraphemes } from '../../../kernel/text.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { isChannel } from '../../community/index.ts';
import { resolvePerson } from '../../people/index.ts';
import { anyWordQuery } from '../../search/index.ts';
import { requireTopic } from '../../topics/index.ts';
import { TAKE_BACK_MS } from './asks.ts';
import { showSettings } from './queries.ts';

type Wanted = InputOf<ReturnType<typeof api<'PUT /feed/wishes'>>>;
type Change = InputOf<ReturnType<typeof api<'PATCH /feed/settings'>>>;

interface Named {
  kind: WishKind;
  key: string;
}

/**
 * More or less of a topic, an author or a channel: one step further, or a value. Answers what it is now and what it was.
 * Throws `topic.not_found`, `person.not_found`, `feed.channel`, `feed.wishes_full`.
 */
export async function wish(ctx: Context, wanted: Wanted): Promise<{ value: number; was: number }> {
  const key = await keyOf(ctx, wanted);
  return transact(ctx, async (tx) => {
    await spend(tx, 'wish');
    const person = personId(tx.viewer);
    // Two answers at once count as two.
    await sql`select pg_advisory_xact_lock(hashtext('feed.wishes'), hashtext(${person}))`.execute(tx.db);
    const { was, count } = await standing(tx, { kind: wanted.kind, key });
    const next = 'value' in wanted ? wanted.value : was + (wanted.say === 'more' ? 1 : -1);
    const value = Math.max(-MOST_STEPS, Math.min(MOST_STEPS, next));
    if (value !== 0 && was === 0 && count >= MOST_WISHES) throw new AppError('feed.wishes_full');
    await store(tx, { kind: wanted.kind, key, value });
    await chooseAnew(tx);
    return { value, was };
  });
}

/** No longer more or less of it. What is not there any more can be taken away too. */
export async function dropWish(ctx: Context, { kind, key }: Named): Promise<void> {
  await transact(ctx, async (tx) => {
    await store(tx, { kind, key, value: 0 });
    await chooseAnew(tx);
  });
}

/** Changes what a person asked of their feed. Throws `feed.word`, `feed.words_full`. */
export async function changeSettings(ctx: Context, { off, dial, sliders, name, words }: Change) {
  const kept = words && wordsOf(words);
  return transact(ctx, async (tx) => {
    await spend(tx, 'wish');
    await change(tx, {
      ...(off !== undefined && { off }),
      ...(dial !== undefined && { dial }),
      ...(kept && { words: kept }),
      ...(sliders && { sliders: JSON.stringify(sliders) }),
      ...(name !== undefined && { name: nameOf(name) }),
    });
    return showSettings(tx);
  });
}

/** Uses an algorithm that somebody gave away. */
export async function useAlgorithm(ctx: Context, { name, sliders }: { name: string; sliders: Sliders }) {
  return changeSettings(ctx, { name, sliders });
}

/**
 * Forgets what was learnt of a reader. What they asked for in so many words stays, and what they wrote, liked and saved. For
 * some minutes it can be taken back: of several in a row all.
 */
export async function resetFeed(ctx: Context): Promise<void> {
  await transact(ctx, async (tx) => {
    await spend(tx, 'wish');
    const before = sql<Date>`case when ${canBeTakenBack(sql`s.reset_at`)} then s.reset_before else s.reset_at end`;
    await sql`
      insert into feed_settings as s (person_id, reset_at) values (${personId(tx.viewer)}, now())
      on conflict (person_id) do update set reset_at = now(), reset_before = ${before}, changed_at = now()`.execute(
      tx.db,
    );
    await chooseAnew(tx);
  });
}

/** Brings back what was forgotten in the last minutes, by one reset or by several. Throws `feed.reset_over`. */
export async function takeBackReset(ctx: Context): Promise<void> {
  await transact(ctx, async (tx) => {
    const { rows } = await sql`
      update feed_settings set reset_at = reset_before, reset_before = null, reset_undone_at = now(), changed_at = now()
      where person_id = ${personId(tx.viewer)} and ${canBeTakenBack(sql`reset_at`)} returning 1`.execute(
      tx.db,
    );
    if (rows.length === 0) throw new AppError('feed.reset_over');
    await chooseAnew(tx);
  });
}

/** SQL: a reset of that moment can be taken back still. */
function canBeTakenBack(at: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`coalesce(${at} > now() - make_interval(secs => ${sql.lit(TAKE_BACK_MS / 1000)}), false)`;
}

/** The thing a wish is about, under the name by which it is kept. */
async function keyOf(ctx: Context, { kind, key }: Named): Promise<string> {
  if (kind === 'topic') return requireTopic(ctx, key);
  if (kind === 'author') return resolvePerson(ctx, key);
  if (!(await isChannel(ctx, key))) throw new AppError('feed.channel');
  return key;
}

async function standing({ db, viewer }: Tx, { kind, key }: Named): Promise<{ was: number; count: number }> {
  const { rows } = await sql<{ was: number; count: number }>`
    select coalesce(max(value) filter (where kind = ${kind} and key = ${key}), 0)::int as was, count(*)::int as count
    from feed_wishes where person_id = ${personId(viewer)}`.execute(db);
  return rows[0]!;
}

async function store(tx: Tx, { kind, key, value }: Named & { value: number }): Promise<void> {
  const row = { person_id: personId(tx.viewer), kind, key };
  if (value === 0) {
    const { person_id: person } = row;
    await sql`delete from feed_wishes where person_id = ${person} and kind = ${kind} and key = ${key}`.execute(
      tx.db,
    );
    return;
  }
  await tx.db
    .insertInto('feed_wishes')
    .values({ ...row, value })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'kind', 'key']).doUpdateSet({ value, changed_at: sql<Date>`now()` }),
    )
    .execute();
}

type Columns = Partial<{
  off: boolean;
  dial: number | null;
  words: string[];
  sliders: string;
  name: string | null;
}>;

async function change(tx: Tx, columns: Columns): Promise<void> {
  const set = { ...columns, changed_at: sql<Date>`now()` };
  await tx.db
    .insertInto('feed_settings')
    .values({ person_id: personId(tx.viewer), ...set })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(set))
    .execute();
  await chooseAnew(tx);
}

/** What the reader has not come to yet is chosen anew when they come to it. */
async function chooseAnew({ db, viewer }: Tx): Promise<void> {
  await sql`update feed_lists set asked = true where viewer_id = ${personId(viewer)} and not asked`.execute(
    db,
  );
}

/** Words as they are kept: clean, each once, in their order. */
function wordsOf(typed: readonly string[]): string[] {
  const words = [...new Set(typed.map((word) => cleanText(word)).filter((word) => word !== ''))];
  const tooLong = words.some((word) => !withinGraphemes(word, WORD_LENGTH));
  if (words.length > MOST_WORDS || tooLong) throw new AppError('feed.words_full');
  if (words.some((word) => anyWordQuery([word]) === null)) throw new AppError('feed.word');
  return words;
}

function nameOf(typed: string | null): string | null {
  return (typed && cleanText(typed)) || null;
}
