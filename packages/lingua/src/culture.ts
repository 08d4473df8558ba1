import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { convert } from './convert.ts';
import { indexOf, search, type CultureIndex, type Explained } from './culture/matcher.ts';
import { once } from './load.ts';

/** Where the cards lie: a folder for each language, a file for each kind. */
const FOLDER = join(import.meta.dirname, '../culture');

/** Something that speakers of one language know and readers of the other may not. */
export interface CultureCard {
  /** `zh:种草`: the language and the first spelling; it does not change when the words of the card do. */
  id: string;
  language: 'zh' | 'en';
  /** `food`, `slang` …: the file it stands in. */
  kind: string;
  /** Spellings and forms; the first is the headword. Chinese ones are simplified and stand for both scripts. */
  terms: readonly string[];
  /** How it is said: `neutral`, `casual` … */
  register: string;
  /** When the term is meant and when it is not; see the README of the cards. */
  rules: string;
  /** What it means, for readers of the other language (Chinese: simplified). */
  meaning: string;
  /** The same in plain words of its own language, for learners; empty where there is none. */
  plain: string;
  example: string;
  /** The example in the other language. */
  translation: string;
  /** Who says so: a dictionary, an office, or common use. */
  source: string;
}

/** All cards, as written by hand. */
export const cultureCards = once((): readonly CultureCard[] =>
  (['zh', 'en'] as const).flatMap((language) =>
    readdirSync(join(FOLDER, language))
      .sort()
      .flatMap((file) => readKind(language, basename(file, '.tsv'))),
  ),
);

const cardsById = once(() => new Map(cultureCards().map((card) => [card.id, card])));

export function cultureCard(id: string): CultureCard | undefined {
  return cardsById().get(id);
}

/** What a reader sees of a card. */
export interface CultureText {
  term: string;
  /** The language of `term` and `example`. */
  language: 'zh-Hans' | 'zh-Hant' | 'en';
  explanation: string;
  example: string;
  translation: string;
  source: string;
}

export interface CultureTextOptions {
  /** Of the Chinese, also for readers of English; else the reader's. */
  script?: 'zh-Hans' | 'zh-Hant';
  /**
   * Gives Chinese in a script. Else the cards of this package come from a table of theirs, and all others go through
   * `convert`, whose tables cost 100 MB on first use.
   */
  inScript?: (text: string, script: 'zh-Hans' | 'zh-Hant') => string;
}

/** A card in a reader's words. */
export function cultureText(
  card: Pick<CultureCard, 'language' | 'terms' | 'meaning' | 'plain' | 'example' | 'translation' | 'source'>,
  reader: 'en' | 'zh-Hans' | 'zh-Hant',
  { script = reader === 'zh-Hant' ? 'zh-Hant' : 'zh-Hans', inScript = houseScript }: CultureTextOptions = {},
): CultureText {
  const own = (card.language === 'en') === (reader === 'en');
  const chinese = (text: string) => inScript(text, script);
  const its = card.language === 'zh' ? chinese : asItIs;
  const other = card.language === 'zh' ? asItIs : chinese;
  return {
    term: its(card.terms[0]!),
    language: card.language === 'en' ? 'en' : script,
    explanation: own && card.plain ? its(card.plain) : other(card.meaning),
    example: its(card.example),
    translation: other(card.translation),
    source: card.source,
  };
}

function houseScript(text: string, script: 'zh-Hans' | 'zh-Hant'): string {
  return script === 'zh-Hant'
    ? (knownTraditional(text) ?? inTaiwansQuotes(convert(text, 'zh-Hans', 'zh-Hant')))
    : text;
}

/** “” and ‘’ of a Chinese text as 「」 and 『』. */
export function inTaiwansQuotes(text: string): string {
  return text.replace(/[“”‘’]/gu, (sign) => '「」『』'['“”‘’'.indexOf(sign)]!);
}

/** What of a card is Chinese. */
export function cultureChinese({
  language,
  terms,
  meaning,
  plain,
  example,
  translation,
}: Pick<CultureCard, 'language' | 'terms' | 'meaning' | 'plain' | 'example' | 'translation'>): string[] {
  return language === 'zh' ? [...terms, plain, example].filter(Boolean) : [meaning, translation];
}

/** A text of this package's cards in traditional characters, from a table: `undefined` where it is none of theirs. */
export function knownTraditional(text: string): string | undefined {
  const known = traditionalTexts().get(text);
  return known ?? (chineseTexts().has(text) ? text : undefined);
}

const traditionalTexts = once(
  () =>
    new Map(
      rowsOf(join(FOLDER, 'traditional.tsv')).map(([from, to]): [from: string, to: string] => [from!, to!]),
    ),
);
const chineseTexts = once(() => new Set(cultureCards().flatMap(cultureChinese)));

function asItIs(text: string): string {
  return text;
}

export interface ExplainOptions {
  /** Of the text, BCP 47. */
  language: string;
  /** What the reader reads. */
  reader: 'en' | 'zh-Hans' | 'zh-Hant';
  /** Also cards of the reader's own language, for learners and for slang. */
  own?: boolean;
  /** Cards that a community has made its own; else those of the house. */
  index?: CultureIndex;
}

/**
 * What in a text a reader may not know, in the order of the text: at most three a paragraph, each card once a text, none
 * inside links, addresses, mentions or topics. Offsets are UTF-16 units. Under a millisecond a comment; the first call
 * reads the cards (20 ms), the first with a Chinese card in sight jieba's dictionary (0.4 s).
 */
export function explain(
  text: string,
  { language, reader, own = false, index = house() }: ExplainOptions,
): Explained[] {
  const chinese = /^zh\b/iu.test(language);
  const wanted = own ? (['zh', 'en'] as const) : reader === 'en' ? (['zh'] as const) : (['en'] as const);
  return search(text, { index, wanted, chinese });
}

/** Cards made ready to be found; of the same form they may come from anywhere. */
export function cultureIndex(
  cards: readonly Pick<CultureCard, 'id' | 'language' | 'terms' | 'rules'>[],
): CultureIndex {
  return indexOf(cards);
}

const house = once(() => cultureIndex(cultureCards()));

const sources = once(
  () =>
    new Map(
      rowsOf(join(FOLDER, 'sources.tsv')).map(([code, name]): [code: string, name: string] => [code!, name!]),
    ),
);

function readKind(language: 'zh' | 'en', kind: string): CultureCard[] {
  return rowsOf(join(FOLDER, language, `${kind}.tsv`)).map((row) => {
    const [terms, register, rules, meaning, plain, example, translation, source] = row;
    const named = sources().get(source!);
    if (row.length !== 8 || !named) throw new Error(`lingua: not a card: ${row.join(' | ')}`);
    const spellings = terms!.split('|').flatMap(formsOf);
    return {
      id: `${language}:${spellings[0]}`,
      language,
      kind,
      terms: spellings,
      register: register!,
      rules: rules === '-' ? '' : rules!,
      meaning: meaning!,
      plain: plain === '-' ? '' : plain!,
      example: example!,
      translation: translation!,
      source: named,
    };
  });
}

/** `potluck+` is potluck and potlucks. */
function formsOf(term: string): string[] {
  if (!term.endsWith('+')) return [term];
  const one = term.slice(0, -1);
  if (/[^aeiou]y$/iu.test(one)) return [one, `${one.slice(0, -1)}ies`];
  return [one, /(?:s|x|z|ch|sh)$/iu.test(one) ? `${one}es` : `${one}s`];
}

function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}
