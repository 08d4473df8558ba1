import type { Glossary, GlossLanguage, GlossPiece } from '../gloss.ts';
import { foldText } from '../fold.ts';
import { readsLike } from './clean.ts';

/** How far a dictionary finds a text in its translation, and the translation in the text. */
export interface Evidence {
  /** Words of the text that say something. */
  words: number;
  /** 0…1: how many of them the translation says again. */
  said: number;
  /** Words of the translation that say something. */
  told: number;
  /** 0…1: how many of them the text has. */
  grounded: number;
}

interface Pair {
  source: string;
  translation: string;
  to: string;
}

/** A word, with what stands for it on the English and on the Chinese side. */
interface Word {
  stems: string[];
  characters: string[];
  /** It is in the language of the other side already. */
  foreign: boolean;
}

/**
 * Looks every word of both up in the dictionary, either way. Nothing here depends on what a text is about or how it is
 * worded: a translation says what its text says, and nothing else.
 */
export function evidenceOf({ source, translation, to }: Pair, glossary: Glossary): Evidence {
  const into: GlossLanguage = to === 'en' ? 'en' : 'zh-Hans';
  const own = wordsOf(readsLike(source), into, glossary);
  const others = wordsOf(readsLike(translation), into === 'en' ? 'zh-Hans' : 'en', glossary);
  const native = own.filter(({ foreign }) => !foreign);
  return {
    words: native.length,
    said: shareFound(native, others),
    told: others.length,
    grounded: shareFound(others, own),
  };
}

/** How many of the words have anything in common with any of the others, 0…1; 0 for none. */
function shareFound(words: readonly Word[], others: readonly Word[]): number {
  if (words.length === 0) return 0;
  const stems = new Set(others.flatMap((word) => word.stems));
  const characters = new Set(others.flatMap((word) => word.characters));
  const found = words.filter(
    (word) =>
      word.stems.some((stem) => stems.has(stem)) || word.characters.some((one) => characters.has(one)),
  );
  return found.length / words.length;
}

function wordsOf(text: string, into: GlossLanguage, glossary: Glossary): Word[] {
  const words: Word[] = [];
  for (const piece of glossary.gloss(text, into).pieces) {
    if (piece.kind === 'sign' || piece.kind === 'silent') continue;
    if (piece.kind === 'kept') words.push(...keptWords(piece.text, into));
    else {
      const word = into === 'en' ? chineseWord(piece) : englishWord(piece);
      if (word) words.push(word);
    }
  }
  return words;
}

function keptWords(text: string, into: GlossLanguage): Word[] {
  const characters = charactersOf(text);
  const latin = stemsOf(text).map((stem) => ({ stems: [stem], characters: [], foreign: into === 'en' }));
  return characters.length > 0 ? [...latin, { stems: [], characters, foreign: into !== 'en' }] : latin;
}

function chineseWord({ text, gloss, others }: GlossPiece): Word | null {
  const characters = charactersOf(foldText(text));
  return characters.length === 0
    ? null
    : { stems: stemsOf([gloss, ...others].join(' ')), characters, foreign: false };
}

function englishWord({ text, gloss, others }: GlossPiece): Word | null {
  const stems = stemsOf(text);
  return stems.length === 0
    ? null
    : { stems, characters: charactersOf([gloss, ...others].join('')), foreign: false };
}

/** They stand in any sentence, and so speak for none. */
const COMMON_ENGLISH = new Set(
  'a an the is are am was were be been being do does did have has had to of in on at for with and or but so it its this that these those i you he she we they me him her us them my your his our their will would can could should may might must not no yes just very too also as by from up out if than then there here what which who how when where why all any some more most much many one lets let get got go going im youre dont thats whats theres ive ill isnt doesnt didnt wont cant about into over only own same such someone something oneself ones'.split(
    ' ',
  ),
);
const COMMON_CHINESE = new Set(
  '的了着过是在有和与也都就还又很不没我你他她它们这那个些一吗呢吧啊呀哦嘛得地把被给让跟从到会能要可上下里来去么什怎谁哪几每样好多大小人',
);

/** The beginnings of the words: translation, translated and translator are one. */
function stemsOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replace(/[’']/gu, '')
      .match(/[a-z]{2,}/gu) ?? [];
  return words.filter((word) => !COMMON_ENGLISH.has(word)).map(stemOf);
}

const ENDING = /(?:ingly|edly|ing|ies|ied|ed|es|ly|s|er|est)$/u;
const STEM = 5;

function stemOf(word: string): string {
  return (word.length > 4 ? word.replace(ENDING, '') : word).slice(0, STEM);
}

function charactersOf(text: string): string[] {
  return (text.match(/\p{Script=Han}/gu) ?? []).filter((one) => !COMMON_CHINESE.has(one));
}
