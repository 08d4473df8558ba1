import { readFileSync } from 'node:fs';
import {
  COST_STEPS,
  FIELD,
  MAGIC,
  PART,
  SECTIONS,
  TAG,
  type Head,
  type Section,
} from '../dictionary/layout.ts';

/** A Chinese word of the dictionary. */
export interface ChineseWord {
  /** "to eat", "apple": the likeliest first. */
  senses: string[];
  /** In traditional characters where they differ. */
  traditional: string;
  /** How one counts it: 只 for 猫. */
  counter: string;
  /** jieba's part of speech: n, v, a, r (pronoun), m (number), q, d (adverb)… or "". */
  speech: string;
  proper: boolean;
  measure: boolean;
}

/** A Chinese word for an English one. */
export interface Translation {
  word: string;
  traditional: string;
  /** `b`: a thing or a doing, as the sentence has it. */
  speech: 'n' | 'v' | 'a' | 'b';
  proper: boolean;
  counter: string;
}

/** Words of Chinese in a stretch of Han: where each ends, and its node (0: no word). */
export interface Cut {
  end: number;
  node: number;
}

/** What a character costs that is in no word: more than any rare word. */
const UNKNOWN = 300;
const LONGEST_WORD = 16;
const DIRECT = 0x10000;
/** Words seen are kept ready; in a text most come again. */
const KEPT = 20_000;

/** The dictionary, as it lies on disk. */
export class Table {
  readonly source: string;
  readonly #labels: Uint16Array;
  readonly #children: Uint32Array;
  readonly #entries: Uint32Array;
  readonly #costs: Uint8Array;
  readonly #tags: Uint8Array;
  readonly #words: Buffer;
  readonly #keys: Uint32Array;
  readonly #english: Buffer;
  /** Nodes of first characters, straight by character: the root has ten thousand children. */
  readonly #firsts = new Uint32Array(DIRECT);
  readonly #chinese = new Map<number, ChineseWord>();
  readonly #translations = new Map<string, Translation[] | null>();
  readonly #longer = new Map<string, boolean>();

  /** @throws Error where the file is none of ours or cut short */
  constructor(file: string) {
    const bytes = readFileSync(file);
    const { head, begin } = headOf(bytes, file);
    const section = (name: Section) => {
      const [offset, length] = head.sections[name];
      if (begin + offset + length > bytes.length) throw new Error(`lingua: ${file} is cut short`);
      return bytes.subarray(begin + offset, begin + offset + length);
    };
    const wide = (name: Section) => {
      const part = section(name);
      return new Uint32Array(part.buffer, part.byteOffset, part.length / 4);
    };
    const labels = section('labels');
    this.source = head.source;
    this.#labels = new Uint16Array(labels.buffer, labels.byteOffset, labels.length / 2);
    this.#children = wide('children');
    this.#entries = wide('entries');
    this.#costs = section('costs');
    this.#tags = section('tags');
    this.#words = section('words');
    this.#keys = wide('keys');
    this.#english = section('english');
    for (let node = this.#children[0]!; node < this.#children[1]!; node += 1) {
      this.#firsts[this.#labels[node]!] = node;
    }
  }

  /** The likeliest words of a stretch of simplified Han (jieba's frequencies, one word at a time). */
  cut(run: string): Cut[] {
    const { length } = run;
    const best = new Float64Array(length + 1).fill(Infinity);
    const from = new Uint32Array(length + 1);
    const nodes = new Uint32Array(length + 1);
    best[0] = 0;
    for (let at = 0; at < length; at += 1) {
      const so = best[at]!;
      if (so + UNKNOWN < best[at + 1]!) {
        best[at + 1] = so + UNKNOWN;
        from[at + 1] = at;
        nodes[at + 1] = 0;
      }
      let node = this.#firsts[run.charCodeAt(at)]!;
      for (let end = at + 1; node !== 0; end += 1) {
        const cost = so + this.#costs[node]!;
        if (this.#entries[node] !== 0 && cost < best[end]!) {
          best[end] = cost;
          from[end] = at;
          nodes[end] = node;
        }
        if (end >= length || end - at >= LONGEST_WORD) break;
        node = this.#child(node, run.charCodeAt(end));
      }
    }
    const cuts: Cut[] = [];
    for (let end = length; end > 0; end = from[end]!) cuts.push({ end, node: nodes[end]! });
    return cuts.reverse();
  }

  /** The node of a word, or 0. */
  find(word: string): number {
    let node = this.#firsts[word.charCodeAt(0)]!;
    for (let at = 1; at < word.length && node !== 0; at += 1) node = this.#child(node, word.charCodeAt(at));
    return node !== 0 && this.#entries[node] !== 0 ? node : 0;
  }

  word(node: number): ChineseWord {
    const known = this.#chinese.get(node);
    if (known) return known;
    const begin = this.#entries[node]!;
    const line = this.#words.toString('utf8', begin, this.#words.indexOf(0x0a, begin));
    const [traditional, counter, senses] = line.split(FIELD);
    const tag = this.#tags[node]!;
    const speech = tag & TAG.speech;
    const word = {
      traditional: traditional!,
      counter: counter!,
      senses: senses!.split(PART),
      speech: speech ? String.fromCharCode(96 + speech) : '',
      proper: (tag & TAG.proper) !== 0,
      measure: (tag & TAG.measure) !== 0,
    };
    if (this.#chinese.size >= KEPT) this.#chinese.clear();
    this.#chinese.set(node, word);
    return word;
  }

  /** How unlikely a word is to be met (the negative logarithm of its share). */
  cost(node: number): number {
    return this.#costs[node]! / COST_STEPS;
  }

  /** Chinese words for an English word or phrase in lower case; null where there is none. */
  translations(key: string): Translation[] | null {
    const known = this.#translations.get(key);
    if (known !== undefined) return known;
    const at = this.#lowerBound(key + FIELD);
    const line = at < this.#keys.length - 1 ? this.#line(at) : '';
    const found = line.startsWith(key + FIELD)
      ? line
          .slice(key.length + 1)
          .split(PART)
          .map(translationOf)
      : null;
    if (this.#translations.size >= KEPT) this.#translations.clear();
    this.#translations.set(key, found);
    return found;
  }

  /** Whether a phrase begins with these words and goes on. */
  goesOn(words: string): boolean {
    const known = this.#longer.get(words);
    if (known !== undefined) return known;
    const at = this.#lowerBound(`${words} `);
    const found = at < this.#keys.length - 1 && this.#line(at).startsWith(`${words} `);
    if (this.#longer.size >= KEPT) this.#longer.clear();
    this.#longer.set(words, found);
    return found;
  }

  #child(node: number, label: number): number {
    let low = this.#children[node]!;
    let high = this.#children[node + 1]! - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#labels[middle]!;
      if (found === label) return middle;
      if (found < label) low = middle + 1;
      else high = middle - 1;
    }
    return 0;
  }

  #line(at: number): string {
    return this.#english.toString('utf8', this.#keys[at]!, this.#keys[at + 1]! - 1);
  }

  /** The first key that is not below this one; keys are sorted without the tab that ends them. */
  #lowerBound(text: string): number {
    const wanted = text.endsWith(FIELD) ? text.slice(0, -1) : text;
    let low = 0;
    let high = this.#keys.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = this.#line(middle);
      if (line.slice(0, line.indexOf(FIELD)) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function translationOf(text: string): Translation {
  const [word, speech = 'n', counter = '', traditional = ''] = text.split(',');
  return {
    word: word!,
    traditional: traditional || word!,
    speech: speech.toLowerCase() as Translation['speech'],
    proper: speech !== speech.toLowerCase(),
    counter,
  };
}

function headOf(bytes: Buffer, file: string): { head: Head; begin: number } {
  const length = bytes.length > MAGIC.length + 4 ? bytes.readUInt32LE(MAGIC.length) : 0;
  const end = MAGIC.length + 4 + length;
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC || end > bytes.length) {
    throw new Error(`lingua: ${file} is no table of words`);
  }
  const head = JSON.parse(bytes.toString('utf8', MAGIC.length + 4, end)) as Head;
  if (!SECTIONS.every((name) => head.sections[name])) throw new Error(`lingua: ${file} is no table of words`);
  return { head, begin: Math.ceil(end / 8) * 8 };
}
