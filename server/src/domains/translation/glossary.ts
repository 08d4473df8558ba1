import { createHash } from 'node:crypto';
import type { Term } from '@jujube/lingua';
import type { Context } from '../../kernel/context.ts';
import type { SourceText, TextName } from './texts.ts';

/** A text that is about to be said in another language. */
export interface GlossaryAsk extends TextName {
  field: string;
  /** What it stands on, as `kind:id`. */
  under: string | null;
  text: string;
  /** BCP 47. Chinese of the second script is made from the first, and its terms with it. */
  from: string;
  to: string;
}

/**
 * The words this community has agreed on that hold for a text: `{ from, to }`, without `to` a word that stays as it is.
 * Terms that do not stand in the text may be among them. Whoever keeps such words gives this to `translationTasks`, and
 * says by `wantTouched` that a term is another one; the terms that stand in a text are part of its version's key, and those
 * that stand in a sentence of the sentence's, so only what a change touches is made again.
 */
export type GlossaryOf = (ctx: Pick<Context, 'db'>, ask: GlossaryAsk) => Promise<readonly Term[]>;

export const NO_GLOSSARY: GlossaryOf = async () => [];

interface Asking extends TextName {
  glossary: GlossaryOf;
  source: SourceText;
  languages: readonly string[];
}

/** The terms that stand in a text, by the language it is wanted in. */
export async function termsOfText(
  ctx: Pick<Context, 'db'>,
  { glossary, kind, id, source, languages }: Asking,
): Promise<Map<string, Term[]>> {
  const common = { kind, id, field: source.field, under: source.under ?? null, text: source.text };
  const wanted = languages.filter((language) => language !== source.language);
  const found = await Promise.all(
    wanted.map(async (to) => {
      const terms = await glossary(ctx, { ...common, from: source.language, to });
      return [to, termsIn(source.text, terms)] as const;
    }),
  );
  return new Map(found);
}

/** Those that stand in a text, in one order. */
export function termsIn(text: string, terms: readonly Term[]): Term[] {
  return terms
    .filter(({ from }) => from.trim() !== '' && text.includes(from))
    .sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
}

/** The number that a version's key has: 0 where no term stands in the text, else another for other terms. */
export function glossaryVersionOf(terms: readonly Term[]): number {
  if (terms.length === 0) return 0;
  const hash = createHash('sha256').update(wordsOf(terms)).digest();
  return 1 + (hash.readUInt32BE(0) % (2 ** 31 - 2));
}

/** The terms as one string. */
export function wordsOf(terms: readonly Term[]): string {
  return terms.length === 0 ? '' : JSON.stringify(terms.map(({ from, to = null }) => [from, to]));
}

/** Whether two texts may be asked for together: no word of one stands in the other and means something else there. */
export function agree(one: Termed, other: Termed): boolean {
  return holdsIn(one, other) && holdsIn(other, one);
}

export interface Termed {
  text: string;
  terms: readonly Term[];
}

function holdsIn({ terms }: Termed, other: Termed): boolean {
  return terms.every(
    ({ from, to }) =>
      !other.text.includes(from) || other.terms.some((term) => term.from === from && term.to === to),
  );
}

/** The terms of texts that agree. */
export function joined(texts: readonly Termed[]): Term[] {
  return [...new Map(texts.flatMap(({ terms }) => terms.map((term) => [term.from, term]))).values()];
}
