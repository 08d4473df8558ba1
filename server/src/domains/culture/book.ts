import {
  cultureCards,
  cultureIndex,
  foldText,
  type CultureCard,
  type CultureIndex,
  type Rates,
} from '@jujube/lingua';
import type pg from 'pg';
import type { Context } from '../../kernel/context.ts';
import type { Words } from './rules.ts';
import { SHIPPED_RATES } from './shipped-rates.ts';

/** A word as it stands in this community. */
export interface BookWord extends Omit<CultureCard, 'kind' | 'register'>, Pick<Words, 'kind' | 'register'> {
  hidden: boolean;
  /** Written or changed here. */
  ours: boolean;
  version: number;
  /** Its Chinese in a script, where that was made. */
  converted: Partial<Record<'zh-Hans' | 'zh-Hant', Record<string, string>>>;
  /** Everything in it, folded, to be searched. */
  folded: string;
}

/** All words, and what money is worth, as one moment had them. */
export interface WordBook {
  words: ReadonlyMap<string, BookWord>;
  /** By how they are read: Chinese by pinyin, then English. */
  order: readonly BookWord[];
  /** Without what is hidden. */
  index: CultureIndex;
  rates: Rates & { source: string; shipped: boolean };
  /** Another one for every other book. */
  edition: string;
}

/** A row of `culture_words`. */
export interface WordRow {
  id: string;
  language: 'zh' | 'en';
  words: Words | null;
  hidden: boolean;
  version: number;
  converted: BookWord['converted'];
}

interface RatesRow {
  day: string;
  base: string;
  source: string;
  rates: Record<string, number>;
}

/** What one process changes is in the books of all others within this time. */
const FRESH_MS = 1000;

interface Shelf {
  book: Promise<WordBook> | null;
  lookedAt: number;
}
const shelves = new WeakMap<pg.Pool, Shelf>();

/**
 * The word book, at most a second old; read anew only where something in it changed. The memory is a bound on how old an
 * answer may be, not a second truth.
 */
export function wordBook({ pool }: Pick<Context, 'pool'>): Promise<WordBook> {
  let shelf = shelves.get(pool);
  if (!shelf) shelves.set(pool, (shelf = { book: null, lookedAt: 0 }));
  const now = performance.now();
  if (shelf.book && now - shelf.lookedAt <= FRESH_MS) return shelf.book;
  const before = shelf.book;
  const read = lookedUp(pool, before);
  Object.assign(shelf, { book: read, lookedAt: now });
  read.catch(() => {
    if (shelf.book === read) shelf.book = before;
  });
  return read;
}

async function lookedUp(pool: pg.Pool, before: Promise<WordBook> | null): Promise<WordBook> {
  const { rows } = await pool.query<{ edition: string }>(
    `select concat_ws('.', (select count(*) from culture_words), (select sum(revision) from culture_words),
      (select id from rates order by id desc limit 1)) as edition`,
  );
  const [{ edition }] = rows as [{ edition: string }];
  const known = await before;
  return known?.edition === edition ? known : readBook(pool, edition);
}

async function readBook(pool: pg.Pool, edition: string): Promise<WordBook> {
  const [written, priced] = await Promise.all([
    pool.query<WordRow>('select id, language, words, hidden, version, converted from culture_words'),
    pool.query<RatesRow>('select day::text as day, base, source, rates from rates order by id desc limit 1'),
  ]);
  const words = new Map(shippedWords());
  for (const row of written.rows) {
    const word = wordOfRow(row);
    if (word) words.set(row.id, word);
  }
  const order = [...words.values()].sort(byReading);
  const [rates] = priced.rows;
  return {
    words,
    order,
    index: cultureIndex(order.filter(({ hidden }) => !hidden)),
    rates: rates
      ? { date: rates.day, base: rates.base, source: rates.source, rates: rates.rates, shipped: false }
      : { ...SHIPPED_RATES, shipped: true },
    edition,
  };
}

const reading = new Intl.Collator('zh-u-co-pinyin');

function byReading(a: BookWord, b: BookWord): number {
  if (a.language !== b.language) return a.language === 'zh' ? -1 : 1;
  return reading.compare(a.terms[0]!, b.terms[0]!) || (a.id < b.id ? -1 : 1);
}

/** A word out of its row; null where the row says nothing of a word that did not come with the product. */
export function wordOfRow({ id, language, words, hidden, version, converted }: WordRow): BookWord | null {
  const shipped = shippedWords().get(id);
  if (!words && !shipped) return null;
  if (!words) return { ...shipped!, hidden, version };
  const own = { ...words, id, language };
  return { ...own, hidden, version, converted, ours: true, folded: foldedOf(own) };
}

/** A word that nobody here has changed. Its kind and register are the contract's: a test goes through all cards. */
function shippedWord(card: CultureCard): BookWord {
  const known = card as CultureCard & Pick<Words, 'kind' | 'register'>;
  return { ...known, hidden: false, ours: false, version: 0, converted: {}, folded: foldedOf(card) };
}

let shippedOnes: Map<string, BookWord> | undefined;
export function shippedWords(): ReadonlyMap<string, BookWord> {
  return (shippedOnes ??= new Map(cultureCards().map((card) => [card.id, shippedWord(card)])));
}

function foldedOf({
  terms,
  meaning,
  plain,
  translation,
}: Pick<CultureCard, 'terms' | 'meaning' | 'plain' | 'translation'>): string {
  return foldText([...terms, meaning, plain, translation].join('\n'));
}
