import { foldText } from '../fold.ts';

/** A text in the form in which terms are compared, and where each of its letters came from (UTF-16 offsets). */
export interface Folded {
  text: string;
  /** For every letter of `text`, and one more for its end. */
  from: number[];
}

/**
 * Folds a text letter by letter, so that what is found can be shown where it stands: case, full width and script by
 * `foldText`, curly apostrophes as straight ones, a hyphen between letters and any run of white space as one space.
 */
export function foldInPlace(text: string): Folded {
  const from: number[] = [];
  let folded = '';
  for (let at = 0; at < text.length;) {
    const size = text.codePointAt(at)! > 0xffff ? 2 : 1;
    const letter = foldLetter(text.slice(at, at + size), text, at);
    if (letter !== ' ' || !folded.endsWith(' ')) {
      for (let unit = 0; unit < letter.length; unit += 1) from.push(at);
      folded += letter;
    }
    at += size;
  }
  from.push(text.length);
  return { text: folded, from };
}

/** Letters seen are kept ready; texts are made of few. */
const known = new Map<string, string>();
const KEPT = 20_000;

function foldLetter(letter: string, text: string, at: number): string {
  if (letter === '-' && LETTER.test(text[at - 1] ?? '') && LETTER.test(text[at + 1] ?? '')) return ' ';
  const seen = known.get(letter);
  if (seen !== undefined) return seen;
  const folded = /^\s$/u.test(letter) ? ' ' : /^[’‘ʼ`´]$/u.test(letter) ? "'" : foldText(letter);
  if (known.size >= KEPT) known.clear();
  known.set(letter, folded);
  return folded;
}

const LETTER = /[\p{Script=Latin}\p{N}]/u;
