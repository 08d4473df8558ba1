import { hash } from 'node:crypto';
import type { ShownFacet, ShownText } from '@jujube/contract';
import { amounts, explain, type Amount } from '@jujube/lingua';
import { LRUCache } from 'lru-cache';
import type { Context, Viewer } from '../../kernel/context.ts';
import { wordBook, type WordBook } from './book.ts';

/** A text as somebody wrote it, or a version of it in another language. */
interface Text {
  text: string;
  /** BCP 47. */
  language: string;
}

/** Adds to a text's facets what its reader may not know, or counts otherwise. */
export type Marker = <Facet extends ShownFacet>(
  text: Text,
  facets: readonly Facet[],
) => (Facet | ShownFacet)[];

type Reader = NonNullable<Viewer['aids']>;

/**
 * Marks words and amounts for who asks; null where they want none. What was looked through is kept, so that a text costs
 * its reading once for all readers alike.
 */
export async function markerFor(ctx: Pick<Context, 'pool' | 'viewer'>): Promise<Marker | null> {
  const { aids } = ctx.viewer;
  if (!aids || (!aids.words && aids.units === 'off' && aids.currency === 'off')) return null;
  const book = await wordBook(ctx);
  const alike = [book.edition, aids.reader, Number(aids.words), aids.units, aids.currency].join();
  return (text, facets) => {
    const marks = marksOf(text, { alike, book, aids });
    if (marks.length === 0) return [...facets];
    const free = marks.filter(({ start, end }) =>
      facets.every((facet) => end <= facet.start || start >= facet.end),
    );
    return [...facets, ...free].sort((a, b) => a.start - b.start);
  };
}

/** A version of a text in another language with its marks; nothing where there is none. */
export function withMarks(mark: Marker | null, shown: ShownText | undefined): ShownText | null {
  if (!shown) return null;
  const facets = mark?.(shown, []) ?? [];
  return facets.length > 0 ? { ...shown, facets } : shown;
}

interface Marking {
  /** The same for all whose marks are the same. */
  alike: string;
  book: WordBook;
  aids: Reader;
}

/** Most texts have no marks; those that have are kept with a few numbers each. Under their digest: texts are long. */
const kept = new LRUCache<string, ShownFacet[]>({
  // With what a key takes 15 MB at most.
  max: 60_000,
  maxSize: 120_000,
  sizeCalculation: (marks) => 1 + marks.length,
});
const NONE: ShownFacet[] = [];

function marksOf(written: Text, { alike, book, aids }: Marking): ShownFacet[] {
  const key = hash('sha256', `${alike},${written.language}\n${written.text}`, 'base64');
  const known = kept.get(key);
  if (known) return known;
  const counted = amountsIn(written, book, aids);
  const marks = inCodePoints(written.text, [
    ...counted.map(({ start, end, text, date }) => ({
      start,
      end,
      kind: 'amount' as const,
      id: text,
      ...(date && { name: date }),
    })),
    ...(aids.words ? termsIn(written, book, aids) : []).filter(({ start, end }) =>
      counted.every((amount) => end <= amount.start || start >= amount.end),
    ),
  ]);
  const found = marks.length > 0 ? marks : NONE;
  kept.set(key, found);
  return found;
}

/** What other languages write with the same letters means something else in them. */
const OURS = /^(?:zh|en|und)\b/u;

function termsIn({ text, language }: Text, { index }: WordBook, { reader }: Reader): ShownFacet[] {
  if (!OURS.test(language)) return [];
  return explain(text, { language, reader, index }).map(({ start, end, card }) => ({
    start,
    end,
    kind: 'term',
    id: card,
  }));
}

function amountsIn({ text, language }: Text, { rates }: WordBook, aids: Reader): Amount[] {
  const { units, currency, reader } = aids;
  const money = currency === 'off' ? {} : { rates, ...(currency !== 'auto' && { currency }) };
  const read = (system: 'metric' | 'us' | undefined) =>
    amounts(text, { language, reader, ...money, ...(system && { system }) });
  const found = read(units === 'metric' || units === 'us' ? units : undefined);
  const wanted = found.filter(({ kind, start, end }) => {
    if (kind === 'money') return true;
    if (units === 'auto' && language === reader && THEIR_OWN.test(text.slice(start, end))) return false;
    return units !== 'off';
  });
  if (units !== 'auto' || reader !== 'en' || wanted.length === 0) return wanted;
  // Readers of English count in either: what is in neither (5斤) is told in both.
  const metric = new Map(read('metric').map((amount) => [amount.start, amount]));
  return wanted.map((amount) => {
    const other = SIZED.has(amount.kind) ? undefined : metric.get(amount.start);
    return other && other.text !== amount.text
      ? { ...amount, text: `${other.text} / ${amount.text.replace(/^≈ /u, '')}` }
      : amount;
  });
}

/** Whoever grew up with them needs no kilograms; 英寸 and 英里 are not among them. */
const THEIR_OWN = /(?<!英)[斤两兩亩畝尺寸丈里]/u;
const SIZED = new Set<Amount['kind']>(['money', 'shoe', 'clothes']);

/** From UTF-16 units to code points, in the order of the text. */
function inCodePoints(text: string, marks: ShownFacet[]): ShownFacet[] {
  let [unit, point] = [0, 0];
  const pointAt = (target: number) => {
    for (; unit < target; point += 1) unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
    return point;
  };
  return marks
    .sort((a, b) => a.start - b.start)
    .map((mark) => ({ ...mark, start: pointAt(mark.start), end: pointAt(mark.end) }));
}
