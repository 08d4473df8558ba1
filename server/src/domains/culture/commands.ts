import { foldText } from '@jujube/lingua';
import { sql } from 'kysely';
import { keepsRules, personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { spend } from '../../kernel/limits.ts';
import { cleanText } from '../../kernel/text.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { audit } from '../community/index.ts';
import { wordBook } from './book.ts';
import { changeDecided, wordChanged } from './events.ts';
import { findWord, readChange, requireWord, wordsOf, type Change } from './queries.ts';
import { checkedWords, hasStanding, isEnough, type Words } from './rules.ts';

interface Proposal {
  word?: string | undefined;
  version?: number | undefined;
  words: Words;
  why?: string | undefined;
}

/**
 * Proposes other words for an entry, or a new one; of those who keep the rules it holds at once. Throws `word.not_found`,
 * `word.exists`, `word.same`, `word.changed_meanwhile`, and what `checkedWords` does.
 */
export async function proposeWord(
  ctx: Context,
  { word, version, words, why = '' }: Proposal,
): Promise<Change> {
  const after = checkedWords(words);
  await refuseTwins(ctx, word, after);
  return transact(ctx, async (tx) => {
    await spend(tx, 'word');
    const known = word === undefined ? null : await requireWord(tx, word);
    if (known && known.language !== after.language) throw new AppError('word.term');
    if (known && version !== undefined && version !== known.version)
      throw new AppError('word.changed_meanwhile');
    const before = known && wordsOf(known);
    if (before && isSame(before, after)) throw new AppError('word.same');
    const id = word ?? `${after.language}:${after.terms[0]}`;
    if (!known && (await findWord(tx, id))) throw new AppError('word.exists');
    const change = await insertChange(tx, {
      word: id,
      action: known ? 'edit' : 'add',
      version: known?.version ?? 0,
      before,
      after,
      why: cleanText(why, { multiline: true }).slice(0, 1000),
    });
    if (keepsRules(tx.viewer)) await accept(tx, change);
    return readChange(tx, change);
  });
}

/** A spelling belongs to one word of a language. */
async function refuseTwins(
  ctx: Context,
  word: string | undefined,
  { language, terms }: Words,
): Promise<void> {
  const { order } = await wordBook(ctx);
  const wanted = new Set(terms.map(foldText));
  const twin = order.find(
    (other) =>
      other.id !== word &&
      other.language === language &&
      other.terms.some((term) => wanted.has(foldText(term))),
  );
  if (twin) throw new AppError('word.exists', { detail: twin.id });
}

function isSame(before: Words, after: Words): boolean {
  const text = (words: Words) => JSON.stringify(Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(before) === text(after);
}

/** Takes one's own proposal back. Throws `word.change_not_found`, `word.decided`. */
export async function withdrawChange(ctx: Context, { id }: { id: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const change = await lockChange(tx, id);
    if (change.author_id !== personId(tx.viewer)) throw new AppError('word.change_not_found');
    if (change.state === 'withdrawn') return;
    if (change.state !== 'waiting') throw new AppError('word.decided');
    await sql`update culture_changes set state = 'withdrawn', decided_at = now() where id = ${id}`.execute(
      tx.db,
    );
  });
}

/**
 * Votes on a proposal, which is accepted when enough of those with standing are for it and none against, unless its word
 * was changed meanwhile. Throws `word.change_not_found`, `word.own_vote`, `word.decided`.
 */
export async function voteOnChange(
  ctx: Context,
  { id, vote }: { id: string; vote: 'for' | 'against' },
): Promise<Change> {
  return transact(ctx, async (tx) => {
    await spend(tx, 'word');
    const change = await lockChange(tx, id);
    if (change.author_id === personId(tx.viewer)) throw new AppError('word.own_vote');
    if (change.state !== 'waiting') throw new AppError('word.decided');
    await sql`
      insert into culture_votes (change_id, person_id, for_it) values (${id}, ${tx.viewer.id}, ${vote === 'for'})
      on conflict (change_id, person_id) do update set for_it = excluded.for_it`.execute(tx.db);
    const current = await findWord(tx, change.word);
    const fresh = (current?.version ?? 0) === change.version;
    if (fresh && isEnough(await weightOf(tx, id))) {
      await accept(tx, id);
      tellProposer(tx, { id, change, accepted: true });
    }
    return readChange(tx, id);
  });
}

/** Takes one's vote back. Throws `word.change_not_found`, `word.decided`. */
export async function takeVoteBack(ctx: Context, { id }: { id: string }): Promise<Change> {
  return transact(ctx, async (tx) => {
    const change = await lockChange(tx, id);
    if (change.state !== 'waiting') throw new AppError('word.decided');
    await sql`delete from culture_votes where change_id = ${id} and person_id = ${personId(tx.viewer)}`.execute(
      tx.db,
    );
    return readChange(tx, id);
  });
}

/** Accepts or refuses a proposal. Throws `word.change_not_found`, `word.decided`, `word.changed_meanwhile`. */
export async function decideChange(
  ctx: Context,
  { id, accept: accepted, reason = '' }: { id: string; accept: boolean; reason?: string | undefined },
): Promise<Change> {
  return transact(ctx, async (tx) => {
    const change = await lockChange(tx, id);
    if (change.state !== 'waiting') throw new AppError('word.decided');
    if (accepted) await accept(tx, id);
    else
      await sql`update culture_changes set state = 'refused', decided_at = now() where id = ${id}`.execute(
        tx.db,
      );
    const said = cleanText(reason, { multiline: true });
    await sql`update culture_changes set decided_by_id = ${tx.viewer.id}, reason = ${said} where id = ${id}`.execute(
      tx.db,
    );
    tellProposer(tx, { id, change, accepted });
    await audit(tx, {
      action: accepted ? 'word.accepted' : 'word.refused',
      subject: change.word,
      detail: { change: id },
    });
    return readChange(tx, id);
  });
}

/**
 * Brings back the words from before a change. A word that the change had brought is hidden. Throws
 * `word.change_not_found`, `word.decided` for one that does not hold.
 */
export async function revertChange(ctx: Context, { id }: { id: string }): Promise<Change> {
  return transact(ctx, async (tx) => {
    const change = await lockChange(tx, id);
    if (change.state !== 'accepted' || !['add', 'edit'].includes(change.action))
      throw new AppError('word.decided');
    await sql`update culture_changes set state = 'reverted' where id = ${id}`.execute(tx.db);
    const word = await findWord(tx, change.word);
    const undoing = await insertChange(tx, {
      word: change.word,
      action: change.before ? 'revert' : 'hide',
      version: word?.version ?? 0,
      before: word && wordsOf(word),
      after: change.before,
      why: '',
    });
    if (change.before) await accept(tx, undoing);
    else await markDecided(tx, undoing);
    if (!change.before) await setHidden(tx, change.word, true);
    await audit(tx, { action: 'word.reverted', subject: change.word, detail: { change: id } });
    return readChange(tx, undoing);
  });
}

/** The community explains this word no longer. Throws `word.not_found`. */
export function hideWord(ctx: Context, { id }: { id: string }): Promise<void> {
  return showOrHide(ctx, id, true);
}

/** It explains it again. Throws `word.not_found`. */
export function showWord(ctx: Context, { id }: { id: string }): Promise<void> {
  return showOrHide(ctx, id, false);
}

async function showOrHide(ctx: Context, id: string, hidden: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    const word = await requireWord(tx, id);
    if (word.hidden === hidden) return;
    await setHidden(tx, id, hidden);
    const action = hidden ? 'hide' : 'show';
    const words = wordsOf(word);
    const change = await insertChange(tx, {
      ...{ word: id, action, version: word.version, why: '' },
      ...{ before: words, after: words },
    });
    await markDecided(tx, change);
    await audit(tx, { action: hidden ? 'word.hidden' : 'word.shown', subject: id });
  });
}

async function setHidden(tx: Tx, id: string, hidden: boolean): Promise<void> {
  await sql`
    insert into culture_words (id, language, hidden) values (${id}, ${id.slice(0, 2)}, ${hidden})
    on conflict (id) do update set hidden = excluded.hidden, revision = culture_words.revision + 1`.execute(
    tx.db,
  );
}

interface NewChange {
  word: string;
  action: string;
  version: number;
  before: Words | null;
  after: Words | null;
  why: string;
}

async function insertChange(
  tx: Tx,
  { word, action, version, before, after, why }: NewChange,
): Promise<string> {
  const id = uuidv7();
  const json = (words: Words | null) => (words ? JSON.stringify(words) : null);
  await sql`
    insert into culture_changes (id, word, action, version, before, after, why, author_id)
    values (${id}, ${word}, ${action}, ${version}, ${json(before)}::jsonb, ${json(after)}::jsonb, ${why}, ${tx.viewer.id})`.execute(
    tx.db,
  );
  return id;
}

interface StoredChange {
  word: string;
  action: string;
  state: string;
  version: number;
  author_id: string | null;
  before: Words | null;
  after: Words | null;
}

async function lockChange(tx: Tx, id: string): Promise<StoredChange> {
  const { rows } = await sql<StoredChange>`
    select word, action, state, version, author_id, before, after from culture_changes where id = ${id} for update`.execute(
    tx.db,
  );
  if (!rows[0]) throw new AppError('word.change_not_found');
  return rows[0];
}

/** A change becomes what its word says; of two at once the second is refused. Throws `word.changed_meanwhile`. */
async function accept(tx: Tx, id: string): Promise<void> {
  const { word, version, after } = await lockChange(tx, id);
  const { rows } = await sql`
    insert into culture_words as w (id, language, words, version) values (${word}, ${word.slice(0, 2)}, ${JSON.stringify(after)}::jsonb, ${version + 1})
    on conflict (id) do update set words = excluded.words, version = excluded.version, converted = '{}',
      revision = w.revision + 1 where w.version = ${version}
    returning 1`.execute(tx.db);
  if (rows.length === 0) throw new AppError('word.changed_meanwhile');
  await markDecided(tx, id);
  tx.emit(wordChanged, { word });
}

/** Of what one decided oneself one need not hear. */
function tellProposer(
  tx: Tx,
  { id, change, accepted }: { id: string; change: StoredChange; accepted: boolean },
): void {
  const { author_id: authorId } = change;
  if (authorId !== null && authorId !== tx.viewer.id)
    tx.emit(changeDecided, { changeId: id, authorId, accepted });
}

async function markDecided(tx: Tx, id: string): Promise<void> {
  const keeper = keepsRules(tx.viewer) ? tx.viewer.id : null;
  await sql`update culture_changes set state = 'accepted', decided_at = now(), decided_by_id = ${keeper} where id = ${id}`.execute(
    tx.db,
  );
}

/** How those voted whose own proposals were accepted; what was undone takes standing away. */
async function weightOf(tx: Tx, id: string): Promise<{ yes: number; no: number }> {
  const { rows } = await sql<{ for_it: boolean; accepted: number; reverted: number }>`
    select v.for_it,
      count(*) filter (where c.state = 'accepted')::int as accepted,
      count(*) filter (where c.state = 'reverted')::int as reverted
    from culture_votes v left join culture_changes c on c.author_id = v.person_id
      and c.action in ('add', 'edit') and c.state in ('accepted', 'reverted')
    where v.change_id = ${id} group by v.person_id, v.for_it`.execute(tx.db);
  const weighed = rows.filter(hasStanding);
  const yes = weighed.filter(({ for_it }) => for_it).length;
  return { yes, no: weighed.length - yes };
}
