import type { api, InputOf } from '@jujube/contract';
import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { uuidv7, type Id } from '../../kernel/ids.ts';
import { resolveLanguage, textLanguage } from '../../kernel/languages.ts';
import { spend } from '../../kernel/limits.ts';
import { cleanText, withinGraphemes } from '../../kernel/text.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { requireComment } from '../comments/index.ts';
import { requireVisibleNote } from '../notes/index.ts';
import { readWord, requireWord, zoneOf, type OwnWord } from './queries.ts';
import {
  dayIn,
  KEPT_DAYS,
  LONGEST_MEANING,
  LONGEST_SENTENCE,
  LONGEST_WORD,
  MOST_WORDS,
  reviewed,
} from './rules.ts';
import { nameOf, scriptOf } from './texts.ts';

type Kept = InputOf<ReturnType<typeof api<'POST /learning/words'>>>;

/**
 * Keeps a word with the sentence it stands in; what it means and how it is read, the dictionaries say. Kept again, it gets the
 * newer sentence and stays as well remembered as it was. Throws `learning.no_word`, `learning.full`, and `note.not_found` or
 * `comment.not_found` for where one may not look.
 */
export async function keepWord(ctx: Context, kept: Kept): Promise<OwnWord> {
  const typed = cleanText(kept.word);
  if (!/\p{L}/u.test(typed) || !withinGraphemes(typed, LONGEST_WORD)) throw new AppError('learning.no_word');
  const language = textLanguage(kept.language);
  const word = nameOf({ text: typed, language });
  const sentence = shortened(cleanText(kept.sentence, { multiline: true }), typed);
  const said = await lookUp(ctx, { word: typed, sentence, language });
  return transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    const from = await whence(tx, kept);
    await requireRoom(tx);
    const sentenceLanguage = sentence
      ? textLanguage(kept.sentenceLanguage ?? resolveLanguage(sentence))
      : language;
    const { rows } = await sql<{ id: string }>`
      insert into learning_words (id, person_id, language, word, reading, meaning, sentence, sentence_language, note_id, author_id,
        created_at, due)
      values (${uuidv7()}, ${personId(tx.viewer)}, ${language}, ${word}, ${said.reading}, ${said.meaning}, ${sentence},
        ${sentenceLanguage}, ${from.note}, ${from.author}, ${tx.now()}, ${tx.now()})
      on conflict (person_id, language, word) do update set sentence = excluded.sentence,
        sentence_language = excluded.sentence_language, note_id = excluded.note_id, author_id = excluded.author_id,
        created_at = excluded.created_at, removed_at = null,
        reading = case when learning_words.reading = '' then excluded.reading else learning_words.reading end,
        meaning = case when learning_words.meaning = '' then excluded.meaning else learning_words.meaning end
      returning id`.execute(tx.db);
    return readWord(tx, rows[0]!.id);
  });
}

interface Change {
  id: string;
  reading?: string;
  meaning?: string;
  known?: boolean;
}

/** Changes what one wrote down of a word; what is not given stays. */
export async function changeWord(ctx: Context, { id, reading, meaning, known }: Change): Promise<OwnWord> {
  return transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    await requireWord(tx, { id, lock: true });
    const set = {
      ...(reading !== undefined && { reading: cut(cleanText(reading), LONGEST_MEANING) }),
      ...(meaning !== undefined && { meaning: cut(cleanText(meaning), LONGEST_MEANING) }),
      ...(known !== undefined && { known }),
    };
    if (Object.keys(set).length > 0)
      await tx.db.updateTable('learning_words').set(set).where('id', '=', id).execute();
    return readWord(tx, id);
  });
}

/** Takes a word off one's list; twice is once. What was taken off a month ago goes for good. */
export async function removeWord(ctx: Context, { id }: { id: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const person = personId(tx.viewer);
    await sql`update learning_words set removed_at = ${tx.now()}
      where id = ${id} and person_id = ${person} and removed_at is null`.execute(tx.db);
    await sql`delete from learning_words where person_id = ${person}
      and removed_at < ${tx.now()}::timestamptz - make_interval(days => ${KEPT_DAYS})`.execute(tx.db);
  });
}

/** Brings back what was taken off, as it was. Throws `learning.not_found`. */
export async function restoreWord(ctx: Context, { id }: { id: string }): Promise<OwnWord> {
  return transact(ctx, async (tx) => {
    await requireRoom(tx);
    await sql`update learning_words set removed_at = null
      where id = ${id} and person_id = ${personId(tx.viewer)}`.execute(tx.db);
    return readWord(tx, id);
  });
}

interface Answered {
  id: string;
  rating: 1 | 2 | 3 | 4;
  /** How often the word had been reviewed when it was shown. */
  reviews: number;
  timeZone?: string;
}

/**
 * An answer in a review. Of two tabs that show the same word the first one counts, and the other is told so: throws
 * `learning.reviewed`.
 */
export async function reviewWord(
  ctx: Context,
  { id, rating, reviews, timeZone }: Answered,
): Promise<OwnWord> {
  return transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    const word = await requireWord(tx, { id, lock: true });
    if (word.reviews !== reviews) throw new AppError('learning.reviewed');
    const now = tx.now();
    const day = dayIn(await zoneOf(tx, timeZone), now);
    await sql`insert into learning_reviews (person_id, word_id, number, day, rating, at)
      values (${personId(tx.viewer)}, ${id}, ${reviews}, ${day}::date, ${rating}, ${now})`.execute(tx.db);
    await tx.db
      .updateTable('learning_words')
      .set(reviewed(word, rating, now))
      .where('id', '=', id)
      .execute();
    return readWord(tx, id);
  });
}

/** How the word is read and what it says in its sentence, then what else it can say. */
async function lookUp(
  ctx: Context,
  { word, sentence, language }: { word: string; sentence: string; language: string },
): Promise<{ reading: string; meaning: string }> {
  const script = scriptOf(ctx);
  const ask = (text: string) => ctx.providers.words.words({ text, language, script });
  const [inSentence, alone] = await Promise.all([sentence ? ask(sentence) : [], ask(word)]);
  const found =
    inSentence.find((one) => one.word && one.text === word) ?? (alone.length === 1 ? alone[0] : undefined);
  if (!found) {
    const read = alone.flatMap(({ reading }) => reading ?? []).join(' ');
    return { reading: read, meaning: alone.flatMap(({ sense }) => sense || []).join(' ') };
  }
  return { reading: found.reading ?? '', meaning: cut(found.meanings.join('; '), LONGEST_MEANING) };
}

/** The note that a word came from, and who wrote the sentence; only where one may look. */
async function whence(
  tx: Tx,
  { note, comment }: Pick<Kept, 'note' | 'comment'>,
): Promise<{ note: Id | null; author: Id | null }> {
  if (comment !== undefined) {
    const said = await requireComment(tx, comment);
    return { note: said.note_id, author: said.author_id };
  }
  if (note === undefined) return { note: null, author: null };
  const { authorId } = await requireVisibleNote(tx, note);
  return { note, author: authorId };
}

async function requireRoom(tx: Tx): Promise<void> {
  const { rows } = await sql<{ full: boolean }>`
    select count(*) >= ${MOST_WORDS} as full from learning_words
    where person_id = ${personId(tx.viewer)} and removed_at is null`.execute(tx.db);
  if (rows[0]!.full) throw new AppError('learning.full');
}

/** Of a long sentence, what stands around the word. */
function shortened(sentence: string, word: string): string {
  const points = Array.from(sentence);
  if (points.length <= LONGEST_SENTENCE) return sentence;
  const at = Math.max(0, Array.from(sentence.slice(0, Math.max(0, sentence.indexOf(word)))).length);
  const start = Math.min(Math.max(0, at - LONGEST_SENTENCE / 2), points.length - LONGEST_SENTENCE);
  return points
    .slice(start, start + LONGEST_SENTENCE)
    .join('')
    .trim();
}

function cut(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}
