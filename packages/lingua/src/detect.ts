import { chineseOrJapanese } from './chinese-or-japanese.ts';
import { commonWords } from './common-words.ts';
import { letterScores } from './letters.ts';
import { LANGUAGES_BY_LETTERS, onlyLanguageOf, SCRIPT_WEIGHT, scriptOf, type Script } from './scripts.ts';

/** A language of a text and how much of the text is in it (0…1). */
export interface Detected {
  /** BCP 47: zh-Hans, zh-Hant, en, ja, ko… or und. */
  language: string;
  share: number;
}

/**
 * The languages of a text, most of it first; shares sum to 1. Script decides first, then, for scripts that many
 * languages share, letters. Han that both Chinese scripts write, and that nothing around it settles, is zh-Hans.
 * Addresses, @handles, digits and emoji do not count; one or two Latin words inside an Asian sentence are loan words
 * of that sentence. Nothing to go by: `[{ language: 'und', share: 1 }]`.
 *
 * @source script rules of our own over Unicode scripts; eld for letters; OpenCC tables for the Chinese scripts
 */
export function detect(text: string): Detected[] {
  const tally = new Tally();
  for (const sentence of withoutAddresses(text).split(SENTENCE_END)) countSentence(sentence, tally);
  return tally.shares();
}

const ADDRESSES =
  /(?:https?:\/\/|www\.)[^\s\p{Script=Han}，。！？；）]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]+|[@＠][A-Za-z0-9_.-]+/giu;
const SENTENCE_END = /[\n\r。！？!?…；;]+|(?<=\p{L})\.\s+/u;
const LOAN_WORDS = 2;
/** Below this many words letters are not trusted alone. */
const SHORT = 4;
/** On eld's scale: a good score, a fair one, and how far the best language must be ahead to be believed alone. */
const GOOD_SCORE = 0.7;
const FAIR_SCORE = 0.5;
const CLEARLY_AHEAD = 0.1;
/** How far it must be ahead of English where most words are everyday English ones. */
const AHEAD_OF_ENGLISH = 0.06;
/** Fewer letters than this prove nothing. */
const FEW_LETTERS = 8;
/** A language with less of the text than this is noise. */
const LEAST_SHARE = 0.03;

function withoutAddresses(text: string): string {
  return text.replace(ADDRESSES, ' ');
}

/** What a sentence has of each script. */
type Letters = Map<Script, string[]>;

function countSentence(sentence: string, tally: Tally): void {
  const letters = lettersOf(sentence);
  const weightOf = (script: Script) => (letters.get(script)?.length ?? 0) * SCRIPT_WEIGHT[script];
  const asian = weightOf('han') + weightOf('kana') + weightOf('hangul');

  if (letters.has('han') || letters.has('kana')) {
    const found = chineseOrJapanese(letters.get('han') ?? [], letters.get('kana') ?? []);
    tally.add(found.han, weightOf('han'));
    tally.add(found.kana, weightOf('kana'));
  }
  tally.add('ko', weightOf('hangul'));
  for (const letter of letters.get('other') ?? []) tally.add(onlyLanguageOf(letter), SCRIPT_WEIGHT.other);
  for (const script of ['latin', 'cyrillic', 'arabic', 'devanagari'] as const) {
    if (!letters.has(script)) continue;
    const words = wordsIn(sentence, script);
    if (script === 'latin' && asian > 0 && words.length <= LOAN_WORDS) continue;
    tally.addWords({ script, words, weight: weightOf(script) });
  }
}

function lettersOf(sentence: string): Letters {
  const letters: Letters = new Map();
  for (const character of sentence) {
    const script = scriptOf(character);
    if (!script) continue;
    const known = letters.get(script);
    if (known) known.push(character);
    else letters.set(script, [character]);
  }
  return letters;
}

const WORDS: Record<'latin' | 'cyrillic' | 'arabic' | 'devanagari', RegExp> = {
  latin: /[\p{Script=Latin}\p{M}]+(?:['’][\p{Script=Latin}\p{M}]+)*/gu,
  cyrillic: /[\p{Script=Cyrillic}\p{M}]+/gu,
  arabic: /[\p{Script=Arabic}\p{M}]+/gu,
  devanagari: /[\p{Script=Devanagari}\p{M}]+/gu,
};

/** iPhone, TikTok: names, in no language. */
const BRAND = /\p{Ll}\p{Lu}/u;

function wordsIn(sentence: string, script: keyof typeof WORDS): string[] {
  const words = sentence.match(WORDS[script]) ?? [];
  return words.filter((word) => !BRAND.test(word)).map((word) => word.toLowerCase().replaceAll('’', "'"));
}

interface Words {
  script: Script;
  words: string[];
  weight: number;
}

/** Weights by language, and those that wait until the rest of the text is known. */
class Tally {
  readonly #weights = new Map<string, number>();
  readonly #unsure: Words[] = [];

  add(language: string, weight: number): void {
    if (weight > 0) this.#weights.set(language, (this.#weights.get(language) ?? 0) + weight);
  }

  /** A sentence whose letters are clear counts at once; "hola" waits for the company it keeps. */
  addWords(found: Words): void {
    const language = languageOfWords(found);
    if (language) this.add(language, found.weight);
    else this.#unsure.push(found);
  }

  shares(): Detected[] {
    this.#settleWords();
    this.#settleHan();
    const total = sum(this.#weights.values());
    const kept = [...this.#weights].filter(([, weight]) => weight >= total * LEAST_SHARE);
    const keptTotal = sum(kept.map(([, weight]) => weight));
    if (keptTotal === 0) return [{ language: 'und', share: 1 }];
    return kept
      .map(([language, weight]) => ({ language, share: weight / keptTotal }))
      .sort((a, b) => b.share - a.share || (a.language < b.language ? -1 : 1));
  }

  #settleWords(): void {
    for (const [script, parts] of Map.groupBy(this.#unsure, (part) => part.script)) {
      const weight = sum(parts.map((part) => part.weight));
      const candidates = LANGUAGES_BY_LETTERS[script] ?? [];
      const company = best([...this.#weights].filter(([language]) => candidates.includes(language)));
      const together = parts.flatMap((part) => part.words);
      this.add(company ?? languageOfWords({ script, words: together, weight }) ?? 'und', weight);
    }
  }

  /** `zh` is Han that both scripts write. */
  #settleHan(): void {
    const unsettled = this.#weights.get('zh') ?? 0;
    this.#weights.delete('zh');
    const company = best(
      [...this.#weights].filter(([language]) => ['zh-Hans', 'zh-Hant', 'ja'].includes(language)),
    );
    this.add(company ?? 'zh-Hans', unsettled);
  }
}

/** The language that words of one script are in, or undefined where that would be a guess. */
function languageOfWords({ script, words }: Words): string | undefined {
  const candidates = LANGUAGES_BY_LETTERS[script] ?? [];
  const scores = Object.entries(letterScores(words.join(' '))).filter(([language]) =>
    candidates.includes(language),
  );
  if (script !== 'latin') return scores[0]?.[0];
  const common = [...commonWords(words)].sort((a, b) => b[1] - a[1]);
  return words.length < SHORT ? ofFewWords(words, scores, common) : ofManyWords(words, scores, common);
}

type Scores = [language: string, score: number][];

function ofFewWords(words: readonly string[], scores: Scores, common: Scores): string | undefined {
  const [known, next] = common;
  if (known && known[1] * 2 >= words.length && known[1] > (next?.[1] ?? 0)) return known[0];
  const [first, second] = scores;
  if (!first || words.join('').length < FEW_LETTERS) return undefined;
  if (first[0] === 'en' && first[1] >= FAIR_SCORE) return 'en';
  const clear = first[1] >= GOOD_SCORE && first[1] - (second?.[1] ?? 0) >= CLEARLY_AHEAD;
  return clear ? first[0] : undefined;
}

function ofManyWords(words: readonly string[], scores: Scores, common: Scores): string | undefined {
  const scoreIn = (list: Scores) => list.find(([language]) => language === 'en')?.[1] ?? 0;
  const [first] = scores;
  const mostlyEnglish = scoreIn(common) * 2 >= words.length;
  if (first && mostlyEnglish && first[1] - scoreIn(scores) < AHEAD_OF_ENGLISH) return 'en';
  return first?.[0];
}

function best(weights: [string, number][]): string | undefined {
  return weights.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
