import { foldText } from './fold.ts';
import { segment } from './segment.ts';

/** Runs of scripts whose words are not told apart by spaces the same way by everybody. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/gu;
const LONGEST_WORD = 64;

/**
 * What a search engine stores for a text, and asks for a query: the same function for both. Words of spaced
 * scripts come folded (case, width, accents, possessive 's); Han, kana and hangul come as single characters and as
 * pairs. Dictionary words of Han are left out on purpose: where they begin depends on what stands around them, whereas
 * **every stretch of a Han text finds that text** by asking for all its tokens. In the order of the text, repeats kept.
 */
export function tokens(text: string): string[] {
  const folded = foldText(text);
  const found: string[] = [];
  let after = 0;
  for (const match of folded.matchAll(UNSPACED)) {
    addWords(folded.slice(after, match.index), found);
    addPairs(match[0], found);
    after = match.index + match[0].length;
  }
  addWords(folded.slice(after), found);
  return found;
}

function addPairs(run: string, found: string[]): void {
  let before = '';
  for (const character of run) {
    if (before) found.push(before + character);
    found.push(character);
    before = character;
  }
}

function addWords(text: string, found: string[]): void {
  if (!/[\p{L}\p{N}]/u.test(text)) return;
  for (const piece of segment(text)) {
    if (!piece.word) continue;
    const word = withoutAccents(piece.text)
      .replace(/['’]s$/u, '')
      .replace(/['’]/gu, '');
    if (word) found.push([...word].slice(0, LONGEST_WORD).join(''));
  }
}

/** café → cafe, Tết → tet; marks that are letters of their script (й, Devanagari, Thai) stay. */
function withoutAccents(word: string): string {
  return word
    .normalize('NFD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])\p{Script=Inherited}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('ß', 'ss')
    .normalize('NFC');
}
