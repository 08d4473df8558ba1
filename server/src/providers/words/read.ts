import { createRequire } from 'node:module';
import { convert, gloss, pronounce, readingsOfCharacter, romanise, segment } from '@jujube/lingua';
import type { NameCharacter, ReadWord, WordsRequest } from './words.ts';

const require = createRequire(import.meta.url);
const HAN = /\p{Script=Han}/u;
const LATIN = /[A-Za-z]/u;
/** What is never taken apart: mentions and addresses. */
const WHOLE = /^(?:@|https?:|www\.)/iu;
/** What may stand behind a word that is known, and is known with it. */
const ENDINGS = new Set(['了', '着', '著', '过', '過', '们', '們', '的']);
/** Meanings of one word. */
const MOST_MEANINGS = 6;

/** The words of a text, each with how it is read, what it says here, and what else it can say. */
export function readWords({ text, language, script }: WordsRequest): ReadWord[] {
  const own = HAN.test(text) && moreHan(text) ? 'han' : 'latin';
  const readings = readingsOf(text);
  const hant = language === 'zh-Hant' ? 'zh-Hant' : 'zh-Hans';
  const found: ReadWord[] = [];
  for (const piece of gloss(text, own === 'han' ? 'en' : script).pieces) {
    const { text: words, start, end, kind, gloss: sense, others } = piece;
    const foreign = kind === 'kept' || kind === 'sign';
    const other = foreign && !WHOLE.test(words) && (own === 'han' ? LATIN : HAN).test(words);
    if (other) found.push(...otherWords(words, { start, script, hant, readings }));
    else if (kind === 'sign' || kind === 'kept' || !/\p{L}/u.test(words))
      found.push(noWord(words, start, end));
    else if (HAN.test(words)) found.push(hanWord({ words, start, end, sense, others, hant, readings }));
    else found.push(latinWord({ words, start, end, sense, others, script }));
  }
  return found;
}

/** Pinyin by code point; none above words that the learner knows. */
export function pinyinOf(text: string, known: ReadonlySet<string>): string[] {
  if (!HAN.test(text)) return Array.from(text, () => '');
  const readings = readingsOf(text);
  if (known.size === 0) return readings;
  for (const { text: words, start, end } of gloss(text, 'en').pieces) {
    if (HAN.test(words) && isKnown(words, known)) readings.fill('', start, end);
  }
  return readings;
}

/** What a name is made of: how each character is read in a name, its strokes, its meanings. */
export function readName(name: string): NameCharacter[] {
  const readings = readingsOf(name, true);
  return Array.from(name, (text, at) => {
    if (!HAN.test(text)) return { text, reading: null, readings: [], strokes: null, meanings: [] };
    const [own] = gloss(text, 'en').pieces;
    return {
      text,
      reading: readings[at] || null,
      readings: readingsOfCharacter(text),
      strokes: strokesOf(text),
      meanings: own ? unique([own.gloss, ...own.others], text) : [],
    };
  });
}

interface Found {
  words: string;
  start: number;
  end: number;
  sense: string;
  others: readonly string[];
}

function hanWord({
  words,
  start,
  end,
  sense,
  others,
  hant,
  readings,
}: Found & { hant: string; readings: string[] }): ReadWord {
  const [alone] = gloss(words, 'en').pieces;
  const simple = alone && alone.text === words ? [alone.gloss, ...alone.others] : [];
  return {
    text: words,
    start,
    end,
    word: true,
    language: hant,
    reading: readings.slice(start, end).filter(Boolean).join(' ') || null,
    sense: sense === words ? '' : sense,
    meanings: unique([sense, ...simple, ...others], words),
  };
}

function latinWord({
  words,
  start,
  end,
  sense,
  others,
  script,
}: Found & { script: WordsRequest['script'] }): ReadWord {
  const [alone] = gloss(words.toLowerCase(), script).pieces;
  const simple = alone && alone.text === words.toLowerCase() ? [alone.gloss, ...alone.others] : [];
  return {
    text: words,
    start,
    end,
    word: true,
    language: 'en',
    reading: pronounce(words) ?? null,
    sense: sense === words ? '' : sense,
    meanings: unique([sense, ...simple, ...others], words),
  };
}

interface Other {
  start: number;
  script: WordsRequest['script'];
  hant: string;
  readings: string[];
}

/** English among Chinese, and the other way round: taken apart by itself. */
function otherWords(stretch: string, { start, script, hant, readings }: Other): ReadWord[] {
  return segment(stretch, HAN.test(stretch) ? 'zh' : 'en').map(
    ({ text: words, start: from, end: to, word }) => {
      const place = { words, start: start + from, end: start + to };
      if (!word || !/\p{L}/u.test(words)) return noWord(words, place.start, place.end);
      const han = HAN.test(words);
      const [piece] = gloss(words, han ? 'en' : script).pieces;
      const said = { sense: piece?.gloss ?? '', others: piece?.others ?? [] };
      return han ? hanWord({ ...place, ...said, hant, readings }) : latinWord({ ...place, ...said, script });
    },
  );
}

function noWord(text: string, start: number, end: number): ReadWord {
  return { text, start, end, word: false, language: null, reading: null, sense: '', meanings: [] };
}

/** Pinyin by code point, "" where there is none. */
function readingsOf(text: string, name = false): string[] {
  return romanise(text, { name }).flatMap(({ text: piece, reading }) =>
    reading ? [reading] : Array.from(piece, () => ''),
  );
}

function isKnown(words: string, known: ReadonlySet<string>): boolean {
  if (known.has(words)) return true;
  const characters = Array.from(words);
  return (
    characters.length > 1 && ENDINGS.has(characters.at(-1)!) && known.has(characters.slice(0, -1).join(''))
  );
}

function unique(meanings: readonly string[], word: string): string[] {
  const kept = meanings
    .map((meaning) => meaning.trim())
    .filter((meaning) => meaning !== '' && meaning !== word);
  return [...new Set(kept)].slice(0, MOST_MEANINGS);
}

function moreHan(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/[A-Za-z]+/gu)?.length ?? 0;
  return han >= latin;
}

interface Strokes {
  stroke(text: string): number;
  use(...plugins: unknown[]): void;
}

let strokes: Strokes | undefined;

/** @source cnchar and cnchar-trad: strokes of 6,763 simplified characters and their traditional ones */
function strokesOf(character: string): number | null {
  if (!strokes) {
    strokes = require('cnchar') as Strokes;
    strokes.use(require('cnchar-trad'));
  }
  return strokes.stroke(character) || strokes.stroke(convert(character, 'zh-Hans', 'zh-Hant')) || null;
}
