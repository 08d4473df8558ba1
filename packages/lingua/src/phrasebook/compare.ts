import { foldText } from '../fold.ts';
import { spans, type Span } from '../spans.ts';

/** What a sentence is made of: pictures, mentions and topics at its ends, and the words between. */
export interface Kept {
  before: string;
  words: string;
  after: string;
  /** Pictures, mentions, topics, links and addresses that stand between the words. */
  within: Span[];
}

/** Parts a sentence from what stands before and behind its words. */
export function kept(text: string): Kept {
  const whole = spans(text).filter(({ kind }) => kind !== 'number' && kind !== 'price');
  let from = 0;
  let to = text.length;
  for (const { start, end } of whole) {
    if (text.slice(from, start).trim() === '') from = end;
  }
  for (const { start, end } of whole.toReversed()) {
    if (start >= from && text.slice(end, to).trim() === '') to = start;
  }
  const words = text.slice(from, to);
  const space = /^\s*/u.exec(words)![0].length;
  const last = words.length - /\s*$/u.exec(words)![0].length;
  const body = words.slice(space, Math.max(space, last));
  return {
    before: text.slice(0, from) + words.slice(0, space),
    words: body,
    after: words.slice(Math.max(space, last)) + text.slice(to),
    within: whole.filter(({ start, end }) => start >= from && end <= to),
  };
}

/** Particles and vocatives that change the tone and not what is said. */
const TRAILING =
  /(?<=\p{Script=Han}{2})(?:啊|呀|啦|哦|噢|耶|哇|呐|咯|喔|欸|诶|滴|哒|嘛|嗷|鸭|了啊|了呀|了啦)+$/u;
const LEADING =
  /^(?:哇塞?|哇哦|天呐|啊|呀|额|呃|嗯|哎呀?|姐妹(?=\p{Script=Han}{3})|宝子(?=\p{Script=Han}{3})|omg|wow|aww?|oh|um|haha)\s+/u;

/** One form for the ways to write the same comment: case, script, marks, "soooo", 哈哈哈哈, the particle at the end. */
export function comparable(text: string): string {
  return foldText(text)
    .replace(/['’‘`´]/gu, '')
    .replace(/[^\p{L}\p{N}{}%+*]+/gu, ' ')
    .trim()
    .replace(LEADING, '')
    .replace(/(\p{L})\1{2,}/gu, (run, letter: string) =>
      /\p{Script=Han}/u.test(run) ? letter.repeat(3) : letter,
    )
    .replace(/\b(?:ur)\b/gu, 'your')
    .replace(/\b(?:pls|plz)\b/gu, 'please')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .replace(TRAILING, '')
    .trim();
}

/** Neighbouring letters, for finding what is alike. */
export function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, change));
    }
    row = next;
  }
  return row[b.length]!;
}
