import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load, locate, once } from './load.ts';

/**
 * How well a text fits each language that is told by its letters (Latin, Cyrillic, Arabic, Devanagari…).
 *
 * @returns language (BCP 47: Tagalog is `fil`) → 0…1, those above 0 only; correct answers score 0.75 to 0.85 on average
 * @source eld (Nito T.M.), database "small", 60 languages
 */
export function letterScores(text: string): Record<string, number> {
  return detector()(text);
}

/** What eld keeps of its database; `ngrams` is asked by n-gram and answers language number → points. */
interface Database {
  type: string;
  languages: Record<string, string>;
  ngrams: Record<string, Record<number, number> | undefined>;
}
interface DetectorModule {
  createEld(): {
    instance: { detect(text: string): { getScores(): Record<string, number> } };
    loadData(database: Database): void;
  };
}

/**
 * eld's own detector over a packed table: the module that carries its database is an object literal of 81,206
 * objects, which costs 160 MB of resident memory to import and 45 MB to keep; packed by us it is 3 MB.
 */
const detector = once(() => {
  const folder = dirname(dirname(locate('eld/small')));
  const { createEld } = load<DetectorModule>(join(folder, 'languageDetector.js'));
  const { instance, loadData } = createEld();
  loadData(unpack(readFileSync(join(folder, 'ngrams', 'small.js'), 'utf8')));
  return (text: string) => instance.detect(text).getScores();
});

/** `name:{…},ngrams:{' abc':{11:82,37:60},…}` as eld writes it. */
const LANGUAGES = /languages:\{([^}]*)\}/u;
const ENTRY = /,?(?:'((?:[^'\\]|\\.)*)'|([A-Za-z_$][\w$]*)):\{([\d:,]+)\}/uy;

function unpack(source: string): Database {
  const names = LANGUAGES.exec(source);
  if (!names) throw new Error('lingua: the database of eld is not written as expected');
  const languages = Object.fromEntries(
    Array.from(names[1]!.matchAll(/(\d+):'(\w+)'/gu), (match) => [
      match[1]!,
      new Intl.Locale(match[2]!).toString(),
    ]),
  );
  const table = new NgramTable();
  let end = 0;
  ENTRY.lastIndex = source.indexOf('ngrams:{') + 'ngrams:{'.length;
  for (let match = ENTRY.exec(source); match; match = ENTRY.exec(source)) {
    table.add((match[1] ?? match[2]!).replaceAll('\\', ''), match[3]!);
    end = ENTRY.lastIndex;
  }
  if (!source.startsWith('}};', end))
    throw new Error('lingua: the database of eld is not written as expected');
  const ngrams = new Proxy<Database['ngrams']>(
    {},
    {
      get: (_, ngram) => (typeof ngram === 'string' ? table.find(ngram) : undefined),
    },
  );
  return { type: 'S60', languages, ngrams };
}

/** An open-addressed table: n-grams of up to six one-byte characters are 48-bit numbers, so no string is kept. */
class NgramTable {
  static readonly SLOTS = 1 << 18;
  readonly #keys = new Float64Array(NgramTable.SLOTS);
  /** Where the points of the n-gram in that slot begin, and how many pairs there are (low six bits). */
  readonly #places = new Uint32Array(NgramTable.SLOTS);
  #pairs = new Uint8Array(1 << 19);
  #used = 0;

  add(ngram: string, points: string): void {
    const begin = this.#used;
    for (const number of points.split(/[:,]/u)) {
      this.#pairs[this.#used] = Number(number);
      this.#used += 1;
    }
    const slot = this.#slotOf(keyOf(ngram));
    this.#keys[slot] = keyOf(ngram);
    this.#places[slot] = (begin / 2) * 64 + (this.#used - begin) / 2;
  }

  find(ngram: string): Record<number, number> | undefined {
    const slot = this.#slotOf(keyOf(ngram));
    if (this.#keys[slot] === 0) return undefined;
    const place = this.#places[slot]!;
    const begin = Math.floor(place / 64) * 2;
    const found: Record<number, number> = {};
    for (let at = begin; at < begin + (place % 64) * 2; at += 2) {
      found[this.#pairs[at]!] = this.#pairs[at + 1]!;
    }
    return found;
  }

  #slotOf(key: number): number {
    const hash =
      Math.imul((key % 0x1000000) ^ Math.imul(Math.floor(key / 0x1000000), 0x9e3779b1), 0x85ebca6b) >>> 14;
    let slot = hash;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) % NgramTable.SLOTS;
    return slot;
  }
}

function keyOf(ngram: string): number {
  let key = 0;
  for (let at = 0; at < ngram.length; at += 1) key = key * 256 + ngram.charCodeAt(at);
  return key;
}
