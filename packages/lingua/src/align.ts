import { spans } from './spans.ts';
import { SCRIPT_WEIGHT, scriptOf } from './scripts.ts';

/** Sentences that say the same: indices into the two lists; one side may be empty or have two. */
export interface Alignment {
  from: number[];
  to: number[];
}

/** Kinds of pairs, and what each costs for being rarer than one to one (minus the logarithm of its share). */
const BEADS: [from: number, to: number, cost: number][] = [
  [1, 1, 0.1],
  [1, 2, 3.3],
  [2, 1, 3.3],
  [2, 2, 5],
  [0, 1, 4.5],
  [1, 0, 4.5],
];
/** How much the length of a translation varies, per unit of length. Gale and Church measured 6.8 on characters. */
const VARIANCE = 6.8;
/** What a number, link or picture that both sides have speaks for a pair, and one that one side lacks against it. */
const SHARED = 2.5;
const MISSING = 1.2;

/**
 * Which sentences of one text say the same as which of the other, in order; every sentence of both is named once.
 * By length (a Han character is worth 3.5 Latin letters), and by what passes through a translation unharmed: numbers,
 * links, mentions, topics, pictures, Latin names in Chinese.
 *
 * @source Gale and Church, "A program for aligning sentences in bilingual corpora" (1993), with anchors added
 */
export function align(from: readonly string[], to: readonly string[]): Alignment[] {
  const left = from.map(describe);
  const right = to.map(describe);
  // Half way to what the texts say: one of them may have a sentence more.
  const ratio = Math.sqrt((total(right) || 1) / (total(left) || 1));
  const width = to.length + 1;
  const costs = new Float64Array((from.length + 1) * width).fill(Infinity);
  const steps = new Uint8Array(costs.length);
  costs[0] = 0;
  for (let cell = 0; cell < costs.length; cell += 1) {
    const [row, column] = [Math.floor(cell / width), cell % width];
    for (const [step, [down, across, rarity]] of BEADS.entries()) {
      if (row + down > from.length || column + across > to.length) continue;
      const pair = { left: left.slice(row, row + down), right: right.slice(column, column + across) };
      const cost = costs[cell]! + rarity + mismatch(pair, ratio);
      const target = cell + down * width + across;
      if (cost >= costs[target]!) continue;
      costs[target] = cost;
      steps[target] = step;
    }
  }
  return traced(steps, from.length, width);
}

interface Described {
  length: number;
  anchors: string[];
  /** Names that may be written in the other script: they speak for a pair, never against it. */
  names: string[];
}

function describe(sentence: string): Described {
  let length = 0;
  for (const character of sentence) {
    const script = scriptOf(character);
    length += script ? SCRIPT_WEIGHT[script] : 0.3;
  }
  const marks = spans(sentence).map(({ text }) => text.replace(/^(\d+)[,.](?=\d{3}\b)/u, '$1'));
  const han = /\p{Script=Han}/u.test(sentence);
  const names = sentence.match(han ? /[A-Za-z][A-Za-z]+/gu : /(?<=\S )\p{Lu}[A-Za-z]+/gu) ?? [];
  const questions = /[?？]|[吗呢嗎][~～。!！]*\s*$/u.test(sentence) ? ['?'] : [];
  return { length, anchors: [...marks, ...questions], names: names.map((name) => name.toLowerCase()) };
}

function mismatch({ left, right }: { left: Described[]; right: Described[] }, ratio: number): number {
  if (left.length === 0 || right.length === 0) return 0.015 * (total(left) + total(right));
  const expected = total(left) * ratio;
  const mean = (expected + total(right)) / 2;
  const delta = (total(right) - expected) / Math.sqrt(VARIANCE * Math.max(mean, 1));
  const { shared, alone } = compare(left.flatMap(anchorsOf), right.flatMap(anchorsOf));
  const names = compare(left.flatMap(namesOf), right.flatMap(namesOf)).shared;
  return (delta * delta) / 2 - SHARED * (shared + names) + MISSING * alone;
}

const anchorsOf = ({ anchors }: Described) => anchors;
const namesOf = ({ names }: Described) => names;

function compare(mine: readonly string[], yours: readonly string[]): { shared: number; alone: number } {
  const shared = mine.filter((anchor) => yours.includes(anchor)).length;
  return { shared, alone: Math.max(0, mine.length + yours.length - 2 * shared) };
}

function total(sentences: readonly Described[]): number {
  return sentences.reduce((sum, { length }) => sum + length, 0);
}

function traced(steps: Uint8Array, rows: number, width: number): Alignment[] {
  const found: Alignment[] = [];
  let [row, column] = [rows, width - 1];
  while (row > 0 || column > 0) {
    const [down, across] = BEADS[steps[row * width + column]!]!;
    [row, column] = [row - down, column - across];
    found.push({
      from: Array.from({ length: down }, (_, at) => row + at),
      to: Array.from({ length: across }, (_, at) => column + at),
    });
  }
  return found.reverse();
}
