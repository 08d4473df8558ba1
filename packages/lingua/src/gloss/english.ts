import { spans } from '../spans.ts';
import {
  BARE_OBJECTS,
  BE,
  BEFORE_NOUN,
  BEFORE_VERB,
  BE_SUBJECT,
  CONTAINERS,
  DEGREE,
  HAVE,
  NOT_BE,
  NUMBER_WORDS,
  SUBJECTS,
  UNCOUNTED,
} from './english-words.ts';
import { ofPhrase, phraseAt, plain, wordDraft, type Draft, type Placed } from './english-phrases.ts';
import { pointsOf, withKept } from './chinese.ts';
import type { GlossOptions, GlossPiece } from './pieces.ts';
import type { Table, Translation } from './table.ts';

type Hant = boolean;

const WORD = /[\p{Script=Latin}\p{M}]+(?:['’-][\p{Script=Latin}\p{M}]+)*/gu;
/** The same for what most texts are made of, in half the time. */
const PLAIN_WORD = /[A-Za-z]+(?:['-][A-Za-z]+)*/g;
const PLAIN = /^[\0-\x7f]*$/;
const MOST_CAPITAL = 0.6;

/** English into Chinese, word by word. */
export function fromEnglish(
  text: string,
  table: Table,
  { keep = [], traditional = false }: GlossOptions & { traditional?: boolean },
): { pieces: GlossPiece[]; text: string } {
  const drafts = draftsOf(text, table, keep);
  for (let at = 0; at < drafts.length; at += 1) settle(drafts, at, traditional);
  placeBehind(drafts);
  return { pieces: finished(drafts, traditional), text: joined(drafts) };
}

function draftsOf(text: string, table: Table, keep: readonly string[]): Draft[] {
  const drafts: Draft[] = [];
  let after = 0;
  for (const { start, end } of withKept(text, spans(text), keep)) {
    if (start < after) continue;
    addWords(text.slice(after, start), table, drafts);
    drafts.push(plain(text.slice(start, end), 'kept'));
    after = end;
  }
  addWords(text.slice(after), table, drafts);
  return drafts;
}

function addWords(text: string, table: Table, drafts: Draft[]): void {
  const words: Placed[] = [];
  for (const { 0: word, index: start } of text.matchAll(PLAIN.test(text) ? PLAIN_WORD : WORD)) {
    const lower = word.toLowerCase().replaceAll('’', "'");
    words.push({ text: word, lower, start, end: start + word.length });
  }
  const shouted = capitals(words) > MOST_CAPITAL && words.length > 2;
  let after = 0;
  for (let at = 0; at < words.length;) {
    const { start } = words[at]!;
    if (start > after) drafts.push(plain(text.slice(after, start), 'sign'));
    const { count, key } = phraseAt(words, at, { text, table });
    const end = words[at + count - 1]!.end;
    const draft = wordDraft(text.slice(start, end), table, { begins: shouted || begins(drafts) });
    drafts.push(count > 1 && draft.lower !== key ? ofPhrase(draft, key, table) : draft);
    after = end;
    at += count;
  }
  if (after < text.length) drafts.push(plain(text.slice(after), 'sign'));
}

function capitals(words: readonly Placed[]): number {
  return words.filter(({ text }) => /^\p{Lu}/u.test(text)).length / Math.max(1, words.length);
}

function begins(drafts: readonly Draft[]): boolean {
  for (let at = drafts.length - 1; at >= 0; at -= 1) {
    const draft = drafts[at]!;
    if (draft.kind !== 'sign') return false;
    if (/[.!?。！？\n:"“(]/u.test(draft.text)) return true;
  }
  return true;
}

function neighbour(drafts: readonly Draft[], at: number, step: 1 | -1): Draft | undefined {
  for (let next = at + step; next >= 0 && next < drafts.length; next += step) {
    const draft = drafts[next]!;
    if (draft.kind === 'sign' && draft.text.trim() === '') continue;
    return draft;
  }
  return undefined;
}

function settle(drafts: Draft[], at: number, hant: Hant): void {
  const draft = drafts[at]!;
  if (draft.kind !== 'word') return;
  const around = { before: neighbour(drafts, at, -1), next: neighbour(drafts, at, 1) };
  draft.chosen = choose(draft, around.before);
  const word = hant ? draft.chosen.traditional : draft.chosen.word;
  const gap = word.indexOf('…');
  draft.gloss = gap < 0 ? word : word.slice(0, gap);
  draft.after = gap < 0 ? '' : word.slice(gap + 1);
  if (BE.has(draft.lower)) return settleBe(draft, around.next);
  settleForm(draft, around);
  settleByPlace(draft, around);
  settleNumber(draft, around.before);
}

interface Around {
  before: Draft | undefined;
  next: Draft | undefined;
}

/** Whose, when, and the words that only carry a form: to, do, have. */
function settleForm(draft: Draft, { before, next }: Around): void {
  const { lower, form } = draft;
  if (form === 'third' && lower.endsWith("'s")) draft.gloss += '的';
  else if (lower === 'to' && (beginsVerb(next) || /^[去来回到搬]/u.test(before?.gloss ?? ''))) silence(draft);
  else if (form === 'base' && next?.form === 'past' && HAVE.has(lower)) draft.gloss = haveOf(draft);
  else if ((lower === 'do' || lower === 'does' || lower === 'did') && SUBJECTS.has(next?.lower ?? ''))
    silence(draft);
  else if (form === 'past' && draft.chosen?.speech === 'v' && !isBe(before)) draft.gloss += '了';
}

function beginsVerb(next: Draft | undefined): boolean {
  return next !== undefined && next.form !== 'ing' && next.found.some(({ speech }) => speech === 'v');
}

function haveOf({ lower, gloss }: Draft): string {
  if (lower.endsWith("n't")) return '还没';
  return lower.includes("'") ? gloss : '已经';
}

/** The kind of word that its neighbour asks for. */
function choose({ found }: Draft, before: Draft | undefined): Translation {
  const lower = before?.lower ?? '';
  if (BEFORE_VERB.has(lower))
    return found.find(({ speech }) => speech === 'v' || speech === 'b') ?? found[0]!;
  const noun = BEFORE_NOUN.has(lower) || before?.chosen?.speech === 'a';
  if (noun) return found.find(({ speech }) => speech !== 'v') ?? found[0]!;
  return found[0]!;
}

function isBe(draft: Draft | undefined): boolean {
  return draft !== undefined && (BE.has(draft.lower) || /^(?:be|been|being)$/u.test(draft.lower));
}

function silence(draft: Draft): void {
  draft.kind = 'silent';
  draft.gloss = '';
}

/** "is" before a quality is no word in Chinese (or 很), before a place 在, before a doing 正在. */
function settleBe(draft: Draft, next: Draft | undefined): void {
  const subject = BE_SUBJECT[draft.lower] ?? '';
  const not = NOT_BE.test(draft.lower) ? '不' : '';
  const first = next?.found[0];
  let verb = '是';
  if (
    next &&
    (DEGREE.has(next.lower) ||
      /^(?:in|on|at|gonna|going to|worth|worth it|from|about to|supposed to|able to)$/u.test(next.lower))
  )
    verb = '';
  else if (next?.form === 'ing') verb = '在';
  else if (first?.speech === 'a') verb = not ? '' : '很';
  draft.gloss = `${subject}${not}${verb}`;
  draft.after = '';
  if (draft.gloss === '') silence(draft);
}

function singular(word: string): string {
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** Words whose meaning hangs on what stands before or behind them. */
function settleByPlace(draft: Draft, { before, next }: Around): void {
  const quality = next?.found[0]?.speech === 'a' || DEGREE.has(next?.lower ?? '') || next?.lower === 'much';
  const own = BY_PLACE[draft.lower]?.({ before, next, quality });
  if (own === undefined) return;
  draft.gloss = own;
  draft.after = '';
  if (own === '') silence(draft);
}

const BY_PLACE: Record<string, (around: Around & { quality: boolean }) => string | undefined> = {
  so: ({ before, next, quality }) => {
    const clause = !next || next.kind === 'sign' || SUBJECTS.has(next.lower) || CLAUSE.has(next.lower);
    return quality || isBe(before) || (before?.kind === 'word' && !clause) ? '这么' : undefined;
  },
  too: ({ quality }) => (quality ? '太' : '也'),
  like: ({ before }) =>
    before && (BEFORE_VERB.has(before.lower) || DEGREE.has(before.lower)) ? '喜欢' : '像',
  that: ({ before }) => (before?.chosen?.speech === 'v' ? '' : undefined),
  for: ({ next }) => (next && (next.lower in NUMBER_WORDS || next.kind === 'kept') ? '' : undefined),
  and: ({ before, next }) => {
    if (!next || !(CLAUSE.has(next.lower) || isBe(next))) return undefined;
    return before?.kind === 'sign' ? '' : '，';
  },
  have: ({ before }) => (before && before.lower.endsWith("n't") ? '有' : undefined),
  "don't": ({ before, next }) =>
    !before || before.kind === 'sign' ? '别' : next?.lower === 'have' ? '没' : undefined,
  "doesn't": ({ next }) => (next?.lower === 'have' ? '没' : undefined),
};
/** They begin another sentence after "and". */
const CLAUSE = new Set("i you he she it we they my your now then i'm it's".split(' '));

/** three cats → 三只猫; a cup of tea → 一杯茶. */
function settleNumber(draft: Draft, before: Draft | undefined): void {
  const container = CONTAINERS[singular(draft.lower)];
  const counted =
    before !== undefined &&
    (before.lower in NUMBER_WORDS || before.kind === 'kept') &&
    /^(?:\d+|[a-z]+)$/u.test(before.lower);
  if (draft.lower in NUMBER_WORDS) draft.gloss = NUMBER_WORDS[draft.lower]!;
  if (container && (counted || before?.lower === 'a')) {
    draft.gloss = counted ? container : `一${container}`;
  } else if (counted && draft.chosen?.speech === 'n' && !UNCOUNTED.test(draft.gloss)) {
    draft.gloss = (draft.chosen.counter || '个') + draft.gloss;
  } else if (draft.lower === 'of' && before && CONTAINERS[singular(before.lower)]) {
    silence(draft);
  }
}

/** "in the old kitchen": 在 before it, 里 after its last word. */
function placeBehind(drafts: Draft[]): void {
  for (let at = 0; at < drafts.length; at += 1) {
    const { after, lower } = drafts[at]!;
    if (!after) continue;
    const clause = /^(?:when|while)$/u.test(lower);
    const end = clause ? endOfClause(drafts, at) : endOfNoun(drafts, at);
    const isPlace = drafts[end]!.chosen?.proper || drafts[end]!.kind === 'name';
    if (end > at && !(after === '里' && isPlace)) drafts[end]!.gloss += clause ? '的时候' : after;
    if (clause && end > at && /[?？]/u.test(drafts[end + 1]?.text ?? '')) drafts[at]!.gloss = '什么时候';
  }
}

function endOfNoun(drafts: readonly Draft[], at: number): number {
  let end = at;
  for (let next = at + 1; next < drafts.length; next += 1) {
    const draft = drafts[next]!;
    if (draft.kind === 'silent' || (draft.kind === 'sign' && /^\s+$/u.test(draft.text))) continue;
    const noun =
      draft.kind === 'name' ||
      draft.kind === 'kept' ||
      draft.kind === 'unknown' ||
      (draft.kind === 'word' && draft.chosen?.speech !== 'v');
    if (
      !noun ||
      draft.after ||
      (end > at &&
        /^(?:and|but|or|i|you|we|so|that|in|on|at|with|for|because|every|last \w+|next \w+|this \w+|yesterday|today|tonight|tomorrow|now|again|too)$/u.test(
          draft.lower,
        ))
    )
      break;
    end = next;
    if (BARE_OBJECTS.has(draft.lower)) break;
  }
  return end;
}

function endOfClause(drafts: readonly Draft[], at: number): number {
  let end = at;
  for (let next = at + 1; next < drafts.length; next += 1) {
    const draft = drafts[next]!;
    if (draft.kind === 'sign' && /\S/u.test(draft.text)) break;
    if (draft.gloss !== '' && draft.kind !== 'sign') end = next;
  }
  return end;
}

const SIGNS: Record<string, string> = { ',': '，', '.': '。', '!': '！', '?': '？', ';': '；', ':': '：' };

function joined(drafts: readonly Draft[]): string {
  const parts: string[] = [];
  let last = ' ';
  for (const [at, { kind, text, gloss }] of drafts.entries()) {
    const asItWas = text === ' ' && (drafts[at - 1]?.kind === 'kept' || drafts[at + 1]?.kind === 'kept');
    const part = kind === 'sign' ? (asItWas ? ' ' : signOf(text)) : gloss;
    if (part === '') continue;
    const apart = kind !== 'sign' && (isLatin(last) || (isLatin(part[0]!) && isHan(last)));
    if (apart) parts.push(' ');
    parts.push(part);
    last = part.at(-1)!;
  }
  return parts.join('').trim();
}

function isLatin(character: string): boolean {
  return /[\p{Script=Latin}@#]/u.test(character);
}

function isHan(character: string): boolean {
  const code = character.charCodeAt(0);
  return code >= 0x3400 && code <= 0x9fff;
}

/** Spaces between words go; marks become those of Chinese, except within numbers and addresses. */
function signOf(text: string): string {
  if (text === ' ') return '';
  return text
    .replace(/[,.!?;:]+(?=\s|$|["”’)])/gu, (signs) => [...signs].map((sign) => SIGNS[sign]!).join(''))
    .replace(/。{3,}|。(?=。)/gu, '…')
    .replace(/…。*/gu, '…')
    .replace(/[^\S\n]+/gu, '');
}

function finished(drafts: readonly Draft[], hant: Hant): GlossPiece[] {
  let start = 0;
  return drafts.map(({ text, kind, gloss, found, chosen }) => {
    const end = start + pointsOf(text);
    const others = found
      .filter((one) => one !== chosen)
      .map(({ word, traditional }) => (hant ? traditional : word));
    const piece = { text, start, end, kind, gloss: kind === 'sign' ? text : gloss, others };
    start = end;
    return piece;
  });
}
