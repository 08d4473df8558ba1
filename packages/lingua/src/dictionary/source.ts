import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load, locate } from '../load.ts';
import { meaningsOf, rankFor, type Sense } from './senses.ts';

/** A Chinese word as the table will know it. */
export interface Word {
  simplified: string;
  traditional: string;
  senses: Sense[];
  /** jieba's part of speech: n, v, a, nr (a person's name), ns (a place)… */
  tag: string;
  /** Occurrences in jieba's texts; small where it has none. */
  frequency: number;
  measure: boolean;
  proper: boolean;
  /** How one counts it: 只 for 猫. */
  counter: string;
  byHand: boolean;
}

type Entry = [
  traditional: string,
  simplified: string,
  pinyin: string,
  definitions: string | string[],
  variants: number[],
  classifiers: number[],
];
interface Cedict {
  all: Entry[];
  classifierLookup: [string, string, string][];
}

/** Words that jieba does not have; those written by hand are put where they are met. */
const RARE = 3;
const BY_HAND = 400;
/** 四条 is mostly four of something, and not a hand of cards. */
const COUNTED = /^[一二三四五六七八九两几][个只条张件位本杯碗次天年块岁家间点份瓶盆]$/u;
const DATA = join(import.meta.dirname, '../../data');

/** All words of CC-CEDICT, one each, with what was written by hand before its senses. */
export function readWords(): Map<string, Word> {
  const jieba = readJieba();
  const { default: cedict } = load<{ default: Cedict }>(join(cedictFolder(), 'data/all.js'));
  const classifiers = cedict.classifierLookup;
  const words = new Map<string, Word>();
  for (const [simplified, entries] of Map.groupBy(cedict.all, (entry) => entry[1])) {
    if (/[\ud800-\udfff]/u.test(simplified) || simplified.length > 12) continue;
    if (COUNTED.test(simplified)) continue;
    const known = jieba.get(simplified) ?? { frequency: RARE, tag: '' };
    words.set(simplified, wordOf({ simplified, entries, known, classifiers }));
  }
  for (const word of words.values()) resolve(word, words);
  for (const word of words.values()) {
    if (word.senses.length === 0 && word.measure) word.senses.push({ text: '~', rank: 0 });
    if (word.senses.length === 0) words.delete(word.simplified);
  }
  addByHand(words, jieba);
  return words;
}

/** The package keeps its data out of its exports; its version is pinned. */
export function cedictFolder(): string {
  return dirname(dirname(locate('cc-cedict')));
}

interface Sources {
  simplified: string;
  entries: Entry[];
  known: { frequency: number; tag: string };
  classifiers: [string, string, string][];
}

function wordOf({ simplified, entries, known, classifiers }: Sources): Word & { see?: string } {
  const readings = entries.map((entry) => {
    const proper = /^\p{Lu}/u.test(entry[2]) && simplified.length > 0;
    const definitions = typeof entry[3] === 'string' ? [entry[3]] : entry[3];
    return { entry, proper, ...meaningsOf(definitions, proper) };
  });
  const namesFirst = /^n[rstz]/u.test(known.tag);
  const weight = (reading: (typeof readings)[number]) =>
    (reading.senses.length === 0 ? 100 : 0) +
    (reading.proper === namesFirst ? 0 : 10) -
    Math.min(6, reading.senses.length);
  readings.sort((a, b) => weight(a) - weight(b));
  const main = readings[0]!;
  const senses = readings.flatMap((reading, at) =>
    reading.senses.map((sense) => ({ ...sense, rank: sense.rank + at * 3 })),
  );
  const counter = main.entry[5]
    .map((index) => classifiers[index]?.[1] ?? '')
    .find((name) => name && name !== '个');
  const see = readings.find((reading) => reading.see)?.see;
  return {
    simplified,
    traditional: main.entry[0],
    senses: rankFor(senses, known.tag),
    tag: known.tag,
    frequency: Math.max(RARE, known.frequency),
    measure: readings.some((reading) => reading.measure),
    proper: main.proper,
    counter: counter ?? '',
    byHand: false,
    ...(see ? { see } : {}),
  };
}

/** A word that only names another takes that word's meaning. */
function resolve(word: Word & { see?: string }, words: ReadonlyMap<string, Word>): void {
  if (word.senses.length > 0 || !word.see) return;
  word.senses = words.get(word.see)?.senses ?? [];
}

type Jieba = Map<string, { frequency: number; tag: string }>;

function readJieba(): Jieba {
  const { dict } = load<{ dict: Uint8Array }>('@node-rs/jieba/dict');
  const found: Jieba = new Map();
  for (const line of new TextDecoder().decode(dict).split('\n')) {
    const [word, frequency, tag] = line.split(' ');
    if (word && frequency) found.set(word, { frequency: Number(frequency), tag: tag?.trim() ?? '' });
  }
  return found;
}

function addByHand(words: Map<string, Word>, jieba: Jieba): void {
  for (const [simplified, glosses] of readTable('gloss-zh.tsv')) {
    const known = words.get(simplified);
    const own = glosses.map((text, at) => ({ text, rank: at * 0.4 - 10 }));
    const others = (known?.senses ?? []).filter(({ text }) => !glosses.includes(text));
    const frequency = Math.max(known?.frequency ?? 0, jieba.get(simplified)?.frequency ?? 0, BY_HAND);
    const tag = known?.tag || jieba.get(simplified)?.tag || (glosses[0]!.startsWith('to ') ? 'v' : 'l');
    words.set(simplified, {
      ...(known ?? { simplified, traditional: '', measure: false, proper: false, counter: '' }),
      senses: [...own, ...others],
      frequency,
      tag,
      byHand: true,
    });
  }
}

/** A table of this package: a word and its meanings, parted by semicolons. */
export function readTable(name: string): [string, string[]][] {
  return readFileSync(join(DATA, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [word, meanings] = line.split('\t');
      return [word!, meanings!.split(';')];
    });
}
