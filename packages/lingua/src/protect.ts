import { spans } from './spans.ts';

/** A word of a glossary: what it becomes; without `to` it stays as it is. */
export interface Term {
  from: string;
  to?: string;
}

export interface Protection {
  /** Names of people and things that stay. */
  names?: readonly string[];
  terms?: readonly Term[];
}

/** A text with ⟦1⟧, ⟦2⟧… in place of what must not be translated, and what stands for each. */
export interface Protected {
  text: string;
  values: readonly string[];
}

/**
 * Puts placeholders for links, addresses, mentions, topics, numbers, prices, emoji, names and glossary terms. What
 * looks like a placeholder in the text itself becomes one, so that nobody can forge one.
 */
export function protect(text: string, { names = [], terms = [] }: Protection = {}): Protected {
  const values: string[] = [];
  let safe = '';
  let after = 0;
  for (const { start, end, value } of places(text, { names, terms })) {
    if (start < after) continue;
    values.push(value);
    safe += `${text.slice(after, start)}⟦${values.length}⟧`;
    after = end;
  }
  return { text: safe + text.slice(after), values };
}

/**
 * Puts the values back. Null unless every placeholder came back exactly once and no other did; engines may move them,
 * and change their brackets to full width or add spaces within.
 */
export function restore(translated: string, { values }: Pick<Protected, 'values'>): string | null {
  const seen = new Set<number>();
  let strange = false;
  const text = translated.replace(MARK, (_, digits: string) => {
    const number = Number(digits);
    if (number < 1 || number > values.length || seen.has(number)) strange = true;
    seen.add(number);
    return values[number - 1] ?? '';
  });
  return strange || seen.size !== values.length || /[⟦⟧]/u.test(withoutValues(translated)) ? null : text;
}

const MARK = /[⟦〚]\s*(\d{1,4})\s*[⟧〛]/gu;

function withoutValues(translated: string): string {
  return translated.replace(MARK, '');
}

interface Place {
  start: number;
  end: number;
  value: string;
}

function places(text: string, { names, terms }: Required<Protection>): Place[] {
  const found: Place[] = spans(text).map(({ start, end, text: value }) => ({ start, end, value }));
  for (const match of text.matchAll(/[⟦⟧〚〛]/gu)) {
    found.push({ start: match.index, end: match.index + match[0].length, value: match[0] });
  }
  for (const { from, to } of [...terms, ...names.map((name): Term => ({ from: name }))]) {
    found.push(
      ...occurrences(text, from).map((start) => ({ start, end: start + from.length, value: to ?? from })),
    );
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Where a word stands as a word: "rose" is not in "prose". */
function occurrences(text: string, word: string): number[] {
  const found: number[] = [];
  if (word.trim() === '') return found;
  const letter = /[\p{Script=Latin}\p{N}]/u;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const before = text[at - 1] ?? '';
    const behind = text[at + word.length] ?? '';
    const within =
      (letter.test(word[0]!) && letter.test(before)) || (letter.test(word.at(-1)!) && letter.test(behind));
    if (!within) found.push(at);
  }
  return found;
}
