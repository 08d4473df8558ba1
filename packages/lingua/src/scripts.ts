/** Writing systems as far as they tell languages apart. */
export type Script = 'han' | 'kana' | 'hangul' | 'latin' | 'cyrillic' | 'arabic' | 'devanagari' | 'other';

/**
 * How much of a text one character of a script is, so that shares compare: our estimate of how many Latin letters
 * it takes to say as much.
 */
export const SCRIPT_WEIGHT: Record<Script, number> = {
  han: 3.5,
  kana: 2,
  hangul: 2.3,
  latin: 1,
  cyrillic: 1,
  arabic: 1.2,
  devanagari: 1,
  other: 1,
};

/** Scripts that one language (as far as we tell) is written in. */
const ONE_LANGUAGE: [RegExp, string][] = [
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Tamil}/u, 'ta'],
  [/\p{Script=Telugu}/u, 'te'],
  [/\p{Script=Kannada}/u, 'kn'],
  [/\p{Script=Malayalam}/u, 'ml'],
  [/\p{Script=Gujarati}/u, 'gu'],
  [/\p{Script=Gurmukhi}/u, 'pa'],
  [/\p{Script=Oriya}/u, 'or'],
  [/\p{Script=Sinhala}/u, 'si'],
  [/\p{Script=Georgian}/u, 'ka'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Ethiopic}/u, 'am'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Lao}/u, 'lo'],
  [/\p{Script=Myanmar}/u, 'my'],
  [/\p{Script=Tibetan}/u, 'bo'],
  [/\p{Script=Mongolian}/u, 'mn'],
  [/\p{Script=Bopomofo}/u, 'zh-Hant'],
];

/** Languages that eld knows, by script: an answer in another script is none. */
export const LANGUAGES_BY_LETTERS: Partial<Record<Script, readonly string[]>> = {
  latin:
    'az ca cs da de en es et eu fi fil fr hr hu is it lt lv ms nl no pl pt ro sk sl sq sv tr vi yo'.split(
      ' ',
    ),
  cyrillic: ['be', 'bg', 'ru', 'sr', 'uk'],
  arabic: ['ar', 'fa', 'ku', 'ur'],
  devanagari: ['hi', 'mr'],
};

/** The script of a letter; undefined for digits, punctuation, spaces, marks and pictures. */
export function scriptOf(character: string): Script | undefined {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a ? 'latin' : undefined;
  if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)) return 'han';
  if (code >= 0x3041 && code <= 0x30ff) return /[\p{L}ー]/u.test(character) ? 'kana' : undefined;
  if (code >= 0xac00 && code <= 0xd7a3) return 'hangul';
  if (!/\p{L}/u.test(character)) return undefined;
  if (/\p{Script=Latin}/u.test(character)) return 'latin';
  if (/\p{Script=Cyrillic}/u.test(character)) return 'cyrillic';
  if (/\p{Script=Arabic}/u.test(character)) return 'arabic';
  if (/\p{Script=Devanagari}/u.test(character)) return 'devanagari';
  if (/\p{Script=Han}/u.test(character)) return 'han';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)) return 'kana';
  if (/\p{Script=Hangul}/u.test(character)) return 'hangul';
  return 'other';
}

/** The one language of a letter of the script `other`, if it has one. */
export function onlyLanguageOf(character: string): string {
  return ONE_LANGUAGE.find(([script]) => script.test(character))?.[1] ?? 'und';
}
