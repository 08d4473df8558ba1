import { load, once } from './load.ts';

/**
 * How an English word is said, in the International Phonetic Alphabet as American English has it ("ˈtʃaɪniz"); undefined where the dictionary does not have it. What is written with several words is said one after the other.
 * The first call reads the dictionary: 30 ms, 20 MB.
 *
 * @source The CMU Pronouncing Dictionary (cmu-pronouncing-dictionary)
 */
export function pronounce(text: string): string | undefined {
  const words = text.toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
  const said = words.map((word) => ipaOf(word));
  if (said.length === 0 || said.includes(undefined)) return undefined;
  return said.join(' ');
}

const WORD = /[a-z]+(?:'[a-z]+)*/gu;

const dictionary = once(
  () => load<{ dictionary: Record<string, string> }>('cmu-pronouncing-dictionary').dictionary,
);

function ipaOf(word: string): string | undefined {
  const found = Object.hasOwn(dictionary(), word) ? dictionary()[word] : possessiveOf(word);
  return found === undefined ? undefined : transcribed(found.split(' '));
}

/** "mom's" where only "mom" is known. */
function possessiveOf(word: string): string | undefined {
  const stem = /^(.+)'s$/u.exec(word)?.[1];
  if (stem === undefined || !Object.hasOwn(dictionary(), stem)) return undefined;
  const said = dictionary()[stem]!;
  const last = said.split(' ').at(-1)!;
  if (/^(?:S|Z|SH|ZH|CH|JH)$/u.test(last)) return `${said} IH0 Z`;
  return `${said} ${/^(?:P|T|K|F|TH)$/u.test(last) ? 'S' : 'Z'}`;
}

const SOUNDS: Record<string, string> = {
  AA: 'ɑ', AE: 'æ', AH: 'ʌ', AO: 'ɔ', AW: 'aʊ', AY: 'aɪ', B: 'b', CH: 'tʃ', D: 'd', DH: 'ð', EH: 'ɛ', ER: 'ɝ', EY: 'eɪ',
  F: 'f', G: 'ɡ', HH: 'h', IH: 'ɪ', IY: 'i', JH: 'dʒ', K: 'k', L: 'l', M: 'm', N: 'n', NG: 'ŋ', OW: 'oʊ', OY: 'ɔɪ', P: 'p',
  R: 'ɹ', S: 's', SH: 'ʃ', T: 't', TH: 'θ', UH: 'ʊ', UW: 'u', V: 'v', W: 'w', Y: 'j', Z: 'z', ZH: 'ʒ',
}; // prettier-ignore
/** Where they carry no stress. */
const WEAK: Record<string, string> = { AH: 'ə', ER: 'ɚ' };
/** What may begin a syllable of English before its vowel, longest first. */
const ONSETS =
  /(?:S (?:P|T|K) (?:R|L|W|Y)|S (?:P|T|K|M|N|L|W|F)|(?:P|B|K|G|F) (?:R|L|W|Y)|(?:T|D|TH|SH) (?:R|W|Y)|(?:HH|M|N|V) Y|[A-Z]+)$/u;

/** Stress stands before its syllable: what can begin one with this vowel belongs to it. */
function transcribed(sounds: readonly string[]): string {
  const several = sounds.filter((sound) => /\d$/u.test(sound)).length > 1;
  const marks = new Map<number, string>();
  for (const [at, sound] of sounds.entries()) {
    const stress = sound.at(-1);
    if (!several || (stress !== '1' && stress !== '2')) continue;
    marks.set(beginning(sounds, at), stress === '1' ? 'ˈ' : 'ˌ');
  }
  return sounds
    .map((sound, at) => {
      const name = sound.replace(/\d$/u, '');
      const weak = sound.endsWith('0') ? WEAK[name] : undefined;
      return (marks.get(at) ?? '') + (weak ?? SOUNDS[name] ?? '');
    })
    .join('');
}

function beginning(sounds: readonly string[], vowel: number): number {
  let start = vowel;
  while (start > 0 && !/\d$/u.test(sounds[start - 1]!)) start -= 1;
  // Before the first vowel everything begins the word.
  if (start === 0) return 0;
  const between = sounds.slice(start, vowel).filter((sound) => sound !== 'NG');
  const onset = ONSETS.exec(between.join(' '))?.[0];
  return onset ? vowel - onset.split(' ').length : vowel;
}
