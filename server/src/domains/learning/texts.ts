import type { api, InputOf, OutputOf } from '@jujube/contract';
import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { given } from '../../kernel/ids.ts';
import { resolveLanguage } from '../../kernel/languages.ts';
import { spend } from '../../kernel/limits.ts';
import { pinyinWanted } from '../people/index.ts';

type Text = InputOf<ReturnType<typeof api<'POST /learning/texts'>>>;
type Words = OutputOf<ReturnType<typeof api<'POST /learning/texts'>>>;

/** A text in words; which of them the person keeps already is said. */
export async function readText(ctx: Context, { text, language }: Text): Promise<Words> {
  await spend(ctx, 'search');
  const words = await ctx.providers.words.words({
    text,
    language: language ?? resolveLanguage(text),
    script: scriptOf(ctx),
  });
  const named = words.map((word) => nameOf(word));
  const { rows } = await sql<{ id: string; language: string; word: string }>`
    select id, language, word from learning_words
    where person_id = ${personId(ctx.viewer)} and removed_at is null
      and word = any(${given('text', [...new Set(named)])})`.execute(ctx.db);
  const mine = new Map(rows.map((row) => [row.word, row.id]));
  return {
    items: words.map((word, at) => ({ ...word, mine: word.word ? (mine.get(named[at]!) ?? null) : null })),
  };
}

/** What somebody keeps as known, or has remembered for three weeks, bears no pinyin where they do not want it there. */
const FIRM_DAYS = 21;

/** Pinyin above texts, as the person wants it. */
export async function readPinyin(
  ctx: Context,
  { texts }: { texts: string[] },
): Promise<{ items: string[][] }> {
  await spend(ctx, 'search');
  const known = (await pinyinWanted(ctx)) === 'unknown' ? await knownWords(ctx) : [];
  return { items: await ctx.providers.words.pinyin({ texts, known }) };
}

async function knownWords({ db, viewer }: Pick<Context, 'db' | 'viewer'>): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from learning_words
    where person_id = ${personId(viewer)} and removed_at is null and language like 'zh%'
      and (known or stability >= ${FIRM_DAYS})`.execute(db);
  return rows.map(({ word }) => word);
}

/** How a word is written down: English without the capital of a sentence's beginning. */
export function nameOf({ text, language }: { text: string; language: string | null }): string {
  return language === 'en' && /^\p{Lu}\p{Ll}+(?:\P{Lu}*)$/u.test(text) ? text.toLowerCase() : text;
}

/** English words are explained in the script that the reader prefers. */
export function scriptOf({ viewer, locale }: Pick<Context, 'viewer' | 'locale'>): 'zh-Hans' | 'zh-Hant' {
  const first = viewer.languages.find((language) => language.startsWith('zh'));
  if (first) return first === 'zh-Hant' ? 'zh-Hant' : 'zh-Hans';
  return locale === 'zh-TW' ? 'zh-Hant' : 'zh-Hans';
}
