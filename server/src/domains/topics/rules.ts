import { detect, foldName } from '@jujube/lingua';

/** A name as it is stored: how it is shown, what it is found by, and its language if that can be told. */
export interface StoredName {
  name: string;
  fold: string;
  language: string;
}

const ASIAN = /^(zh-|ja|ko)/;

/** A letter, a digit or an emoji: what begins a topic where people type one. */
const SAYS_SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/** A typed name; null where nothing of it is left to find it by. `textLanguage` is that of the text it stood in. */
export function storedName(typed: string, textLanguage = 'und'): StoredName | null {
  const name = typed.normalize('NFKC').trim();
  const fold = foldName(name);
  return SAYS_SOMETHING.test(fold) ? { name, fold, language: languageOf(name, textLanguage) } : null;
}

/** A name as words: "StreetFood" is two, to who translates it. */
export function spaced(name: string): string {
  return name.replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|_+/gu, ' ').trim();
}

const MOST_LATIN = 40;
const MOST_HAN = 16;

/** A translation as a name: one word after a #, as people of that language write it; null for what is none. */
export function madeName(text: string, language: string): string | null {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const joined = language.startsWith('zh')
    ? words.join('')
    : words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const most = language.startsWith('zh') ? MOST_HAN : MOST_LATIN;
  const stored = storedName(joined, language);
  return stored && Array.from(joined).length <= most ? stored.name : null;
}

/**
 * One or two words say little: Han in a Japanese text is Japanese, plain Latin letters in an English one are English
 * ("StreetFood" alone might be Dutch).
 */
function languageOf(name: string, textLanguage: string): string {
  const found = detect(name)[0]?.language ?? 'und';
  if (textLanguage === 'ja' && found.startsWith('zh-')) return 'ja';
  const plain = /^[\x20-\x7e]*$/.test(name) && textLanguage !== 'und';
  if ((found === 'und' || plain) && /\p{L}/u.test(name) && !ASIAN.test(textLanguage)) return textLanguage;
  return found;
}
