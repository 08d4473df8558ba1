import { join } from 'node:path';
import { fromChinese } from './gloss/chinese.ts';
import { fromEnglish } from './gloss/english.ts';
import type { GlossOptions, GlossPiece } from './gloss/pieces.ts';
import { Table } from './gloss/table.ts';

export type { GlossOptions, GlossPiece };

/** Where the build writes the dictionary (`npm run dictionary`). */
export const DICTIONARY = join(import.meta.dirname, '../cedict/table.bin');

/** A text explained word by word. It helps to guess a meaning; it is no translation, and must not be shown as one. */
export interface Gloss {
  /** The glosses in the order of the words. */
  text: string;
  pieces: GlossPiece[];
  /** 0…1: how many of its words a dictionary knew. */
  known: number;
}

export interface Glossary {
  /** From Chinese if there is more Han than Latin in it and `to` is English; from English if `to` is Chinese. */
  gloss(text: string, to: GlossLanguage, options?: GlossOptions): Gloss;
  /** What the dictionary was made of. */
  source: string;
}
export type GlossLanguage = 'en' | 'zh-Hans' | 'zh-Hant';

/**
 * Opens a dictionary. Costs about 10 ms and 10 MB.
 *
 * @param file as `buildTable` wrote it
 * @throws Error where there is none, or it is not whole
 * @source CC-CEDICT (CC BY-SA 4.0), ranked by the frequencies of jieba; words of our own before them
 */
export function openGlossary(file = DICTIONARY): Glossary {
  const table = new Table(file);
  return {
    source: table.source,
    gloss: (text, to, options = {}) => {
      const found =
        to === 'en'
          ? fromChinese(text, table, options)
          : fromEnglish(text, table, { ...options, traditional: to === 'zh-Hant' });
      return { ...found, known: knownShare(found.pieces) };
    },
  };
}

let opened: Glossary | undefined;

/** A text word by word in another language, by the dictionary that the build made; opened at the first call. */
export function gloss(text: string, to: GlossLanguage, options: GlossOptions = {}): Gloss {
  opened ??= openGlossary();
  return opened.gloss(text, to, options);
}

function knownShare(pieces: readonly GlossPiece[]): number {
  let known = 0;
  let words = 0;
  for (const { kind } of pieces) {
    if (kind === 'sign' || kind === 'kept') continue;
    words += 1;
    if (kind !== 'unknown') known += 1;
  }
  return words === 0 ? 1 : known / words;
}
