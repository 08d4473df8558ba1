import { cultureChinese, inTaiwansQuotes, knownTraditional } from '@jujube/lingua';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { subscribe } from '../../kernel/events.ts';
import { transact } from '../../kernel/transaction.ts';
import { personErased } from '../people/index.ts';
import { wordOfRow, type WordRow } from './book.ts';
import { wordChanged } from './events.ts';

const SCRIPTS = ['zh-Hans', 'zh-Hant'] as const;

/** The Chinese of a word that people wrote, in both scripts: made by the process that has the tables for it. */
const convertWord = subscribe(wordChanged, 'culture.convert', async (ctx, { word: id }) => {
  if (!ctx.config.translation.on) return;
  const { rows } = await sql<WordRow>`
    select id, language, words, hidden, version, converted from culture_words where id = ${id}`.execute(
    ctx.db,
  );
  const word = rows[0] && wordOfRow(rows[0]);
  if (!word?.ours) return;
  const texts = cultureChinese(word).filter((text) => knownTraditional(text) === undefined);
  if (texts.length === 0) return;
  const converted: Record<string, Record<string, string>> = {};
  for (const to of SCRIPTS) converted[to] = await inScript(ctx, texts, to);
  await sql`update culture_words set converted = ${JSON.stringify(converted)}::jsonb, revision = revision + 1
    where id = ${id} and version = ${word.version}`.execute(ctx.db);
});

async function inScript(
  { providers }: Pick<Context, 'providers'>,
  texts: readonly string[],
  to: (typeof SCRIPTS)[number],
): Promise<Record<string, string>> {
  const from = to === 'zh-Hans' ? 'zh-Hant' : 'zh-Hans';
  const made = await providers.translate.translate({ engine: null, texts, from, to });
  return Object.fromEntries(
    texts.map((text, place) => {
      const converted = made[place]!.map((sentence) => sentence.text).join('');
      return [text, to === 'zh-Hant' ? inTaiwansQuotes(converted) : converted];
    }),
  );
}

/** What somebody gave to the word book stays there without their name; what nobody accepted goes with them, and their votes. */
const erase = subscribe(personErased, 'culture.erase', async (ctx, { personId }) => {
  await transact(ctx, async (tx) => {
    await sql`delete from culture_votes where person_id = ${personId}`.execute(tx.db);
    await sql`delete from culture_changes where author_id = ${personId}
      and state in ('waiting', 'refused', 'withdrawn')`.execute(tx.db);
    await sql`update culture_changes set author_id = null, why = '' where author_id = ${personId}`.execute(
      tx.db,
    );
    await sql`update culture_changes set decided_by_id = null where decided_by_id = ${personId}`.execute(
      tx.db,
    );
  });
});

export const subscriptions = [convertWord, erase];
