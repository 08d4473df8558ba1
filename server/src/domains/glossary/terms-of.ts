import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { textsOf } from '../notes/index.ts';
import type { GlossaryAsk } from '../translation/index.ts';

/** A word that is agreed on; without `to` it stays as it is. */
interface Term {
  from: string;
  to?: string;
}

/**
 * Words that hold for a text: those of the channel that its note is in, and those that hold everywhere where the channel says
 * nothing else. Longer words first, so that the longer one holds where one stands in another.
 */
export async function termsOf(
  ctx: Pick<Context, 'db'>,
  { kind, id, under, text, from, to }: GlossaryAsk,
): Promise<Term[]> {
  const { rows } = await sql<{ term: string; translation: string | null; channel: string | null }>`
    select term, translation, channel from terms
    where state = 'accepted' and split_part(from_language, '-', 1) = split_part(${from}, '-', 1) and language = ${to}
      and strpos(lower(${text}), lower(term)) > 0
    order by length(term) desc, term, channel nulls last`.execute(ctx.db);
  if (rows.length === 0) return [];
  const note = kind === 'note' ? id : under?.startsWith('note:') ? under.slice('note:'.length) : null;
  const special = rows.some(({ channel }) => channel !== null);
  const channel = note && special ? ((await textsOf(ctx, [note])).get(note)?.channel ?? null) : null;
  const terms = new Map<string, Term>();
  for (const { term, translation, ...of } of rows) {
    if (of.channel !== null && of.channel !== channel) continue;
    for (const from of asWritten(text, term))
      if (!terms.has(from)) terms.set(from, translation === null ? { from } : { from, to: translation });
  }
  return [...terms.values()];
}

/** A word as it stands in a text, whatever its letters are: Cat tax, cat tax. */
function asWritten(text: string, term: string): string[] {
  const found = text.match(new RegExp(term.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'giu'));
  return [...new Set(found ?? [])];
}
