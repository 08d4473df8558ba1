import { simplifiedOf } from '../han.ts';
import { once } from '../load.ts';
import { spans, type Span } from '../spans.ts';
import { past, plural } from './inflect.ts';
import { nameAt } from './names.ts';
import type { GlossOptions, GlossPiece } from './pieces.ts';
import { ordinal, toWords } from './numerals.ts';
import type { ChineseWord, Cut, Table } from './table.ts';

/** A piece while its neighbours are looked at. */
export interface Draft {
  text: string;
  /** In simplified characters, as the dictionary has it. */
  plain: string;
  kind: GlossPiece['kind'];
  word?: ChineseWord;
  gloss: string;
  others: string[];
  verb: boolean;
  /** How many of it: 0 unknown. */
  count: number;
}

const NO_OTHERS: string[] = [];
const HAN_RUN = /[\p{Script=Han}〇]+/gu;
/** What is said of a sentence as a whole, and has no word in English. */
const SILENT = new Set('呢吧啊呀哦嘛啦喽咯哟嘞呐哈噢哒滴滴着过了吗么'.split(''));
const POSSESSIVE: Record<string, string> = {
  I: 'my',
  you: 'your',
  'you all': "you all's",
  he: 'his',
  she: 'her',
  it: 'its',
  we: 'our',
  they: 'their',
  oneself: "one's own",
  everyone: "everyone's",
  who: 'whose',
};
const OBJECT: Record<string, string> = { I: 'me', he: 'him', she: 'her', we: 'us', they: 'them' };
/** They hold something: three bowls of noodles. Others only count, and English does without. */
const HOLDERS: Record<string, string> = {
  碗: 'bowl of', 杯: 'cup of', 瓶: 'bottle of', 盒: 'box of', 盘: 'plate of', 袋: 'bag of', 包: 'pack of', 斤: 'jin of',
  片: 'slice of', 块: 'piece of', 份: 'portion of', 双: 'pair of', 对: 'pair of', 套: 'set of', 堆: 'pile of', 群: 'group of',
  锅: 'pot of', 勺: 'spoon of', 桶: 'bucket of', 箱: 'box of', 束: 'bunch of', 种: 'kind of', 顿: 'meal of', 串: 'skewer of', 层: 'layer of',
}; // prettier-ignore
/** They are what is counted. */
const UNITS: Record<string, string> = {
  天: 'day', 年: 'year', 岁: 'year old', 次: 'time', 遍: 'time', 回: 'time', 趟: 'trip', 周: 'week', 元: 'yuan', 块: 'yuan',
  毛: 'mao', 点: "o'clock", 分: 'point', 秒: 'second', 米: 'meter', 公里: 'kilometer', 小时: 'hour', 分钟: 'minute', 度: 'degree', 楼: 'floor', 号: 'number', 斤: 'jin', 位: 'person', 步: 'step',
}; // prettier-ignore
const POINTERS = new Set(['这', '那', '哪', '每', '几', '某', '各', '上', '下', '另', '整', '同']);
const NUMBER = /^(?:[零〇一二两三四五六七八九十百千万亿]+|\d[\d.,]*)$/u;

/** Chinese into English, word by word. */
export function fromChinese(
  text: string,
  table: Table,
  options: GlossOptions,
): { pieces: GlossPiece[]; text: string } {
  const drafts = draftsOf(text, table, options);
  for (let at = 0; at < drafts.length; at += 1) settle(drafts, at);
  return { pieces: finished(drafts), text: joined(drafts) };
}

function draftsOf(text: string, table: Table, { keep = [] }: GlossOptions): Draft[] {
  const whole = withKept(text, spans(text), keep);
  const drafts: Draft[] = [];
  let after = 0;
  for (const { start, end } of whole) {
    if (start < after) continue;
    addStretch(text.slice(after, start), table, drafts);
    drafts.push(keptPiece(text.slice(start, end)));
    after = end;
  }
  addStretch(text.slice(after), table, drafts);
  return drafts;
}

/** Names that the caller knows, among what is whole anyway. */
export function withKept(
  text: string,
  found: readonly Span[],
  keep: readonly string[],
): { start: number; end: number }[] {
  if (keep.length === 0) return [...found];
  const names = keep.filter(Boolean).flatMap((name) => {
    const places: { start: number; end: number }[] = [];
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      places.push({ start: at, end: at + name.length });
    }
    return places;
  });
  return [...found, ...names].sort((a, b) => a.start - b.start || b.end - a.end);
}

function keptPiece(text: string): Draft {
  return { text, plain: text, kind: 'kept', gloss: text, others: NO_OTHERS, verb: false, count: 0 };
}

function addStretch(text: string, table: Table, drafts: Draft[]): void {
  let after = 0;
  for (const match of text.matchAll(HAN_RUN)) {
    if (match.index > after) addOther(text.slice(after, match.index), drafts);
    addHan(match[0], table, drafts);
    after = match.index + match[0].length;
  }
  if (after < text.length) addOther(text.slice(after), drafts);
}

function addOther(text: string, drafts: Draft[]): void {
  const kind = /[\p{L}\p{N}]/u.test(text) ? 'kept' : 'sign';
  drafts.push({ ...keptPiece(text), kind });
}

function addHan(run: string, table: Table, drafts: Draft[]): void {
  const plain = simplified(run);
  const cuts = withNumbers(plain, table.cut(plain));
  let from = 0;
  for (let at = 0; at < cuts.length; at += 1) {
    const name = nameAt(plain, { cuts, at, from, before: drafts.at(-1)?.plain ?? '' });
    if (name) {
      const end = cuts[at + name.words - 1]!.end;
      drafts.push({
        ...keptPiece(run.slice(from, end)),
        plain: plain.slice(from, end),
        kind: 'name',
        gloss: name.reading,
      });
      at += name.words - 1;
      from = end;
      continue;
    }
    const { end, node } = cuts[at]!;
    drafts.push(
      wordPiece(run.slice(from, end), plain.slice(from, end), node === 0 ? undefined : table.word(node)),
    );
    from = end;
  }
}

/** Digits that stand together are one number: 五百, 二〇二六. */
function withNumbers(run: string, cuts: readonly Cut[]): readonly Cut[] {
  if (!/[二三四五六七八九十百千万亿]/u.test(run)) return cuts;
  const found: Cut[] = [];
  let from = 0;
  for (const [at, cut] of cuts.entries()) {
    const next = cuts[at + 1];
    if (!next || !NUMBER.test(run.slice(from, next.end))) {
      found.push(cut);
      from = cut.end;
    }
  }
  return found;
}

function wordPiece(text: string, plain: string, word: ChineseWord | undefined): Draft {
  if (!word) return { ...keptPiece(text), plain, kind: 'unknown' };
  const [first, ...others] = word.senses;
  const verb = first!.startsWith('to ');
  if (first === '~') return { ...keptPiece(text), plain, kind: 'silent', word, gloss: '' };
  const gloss = verb ? first!.slice(3) : first!;
  return { text, plain, kind: 'word', word, gloss, others, verb, count: 0 };
}

/** Simplified characters by code, 0 where there is no other. */
const folds = once(() => {
  const table = new Uint16Array(0x10000);
  for (const [from, to] of simplifiedOf()) {
    if (from.length === 1 && to.length === 1) table[from.charCodeAt(0)] = to.charCodeAt(0);
  }
  return table;
});

function simplified(run: string): string {
  const table = folds();
  let changed = '';
  let after = 0;
  for (let at = 0; at < run.length; at += 1) {
    const other = table[run.charCodeAt(at)]!;
    if (other === 0) continue;
    changed += run.slice(after, at) + String.fromCharCode(other);
    after = at + 1;
  }
  return after === 0 ? run : changed + run.slice(after);
}

/** What a word says where it stands: particles, counting words, numbers, time. */
function settle(drafts: Draft[], at: number): void {
  const draft = drafts[at]!;
  if (draft.kind === 'silent') return;
  if (draft.kind !== 'word' && !NUMBER.test(draft.plain)) return;
  const before = drafts[at - 1];
  const next = drafts[at + 1];
  if (NUMBER.test(draft.plain)) return settleNumber(draft, { before, next });
  if (draft.plain.length === 1 && settleParticle(draft, before, next)) return;
  if (
    (draft.word?.measure || HOLDERS[draft.plain] || UNITS[draft.plain]) &&
    before &&
    settleMeasure(draft, before, next)
  )
    return;
  if (before && before.count > 1 && !draft.verb && /^n?$/u.test(draft.word?.speech ?? ''))
    draft.gloss = plural(draft.gloss);
  if (before && (before.count > 0 || before.plain === '的') && draft.verb) asThing(draft);
  if (before?.verb && OBJECT[draft.gloss] && !next?.verb) draft.gloss = OBJECT[draft.gloss]!;
  if (next && next.plain === draft.plain && draft.verb) silence(next);
}

/** 一束花: what is counted or described is a thing and no doing. */
function asThing(draft: Draft): void {
  const thing = draft.others.find((sense) => !sense.startsWith('to '));
  if (!thing || (draft.word?.speech === 'v' && draft.plain.length > 1)) return;
  draft.others = [draft.gloss, ...draft.others.filter((sense) => sense !== thing)];
  draft.gloss = thing;
  draft.verb = false;
}

function silence(draft: Draft): boolean {
  draft.kind = 'silent';
  draft.gloss = '';
  return true;
}

function settleNumber(
  draft: Draft,
  { before, next }: { before?: Draft | undefined; next?: Draft | undefined },
): void {
  const { words, value } = toWords(draft.plain);
  if (before?.plain === '第') {
    silence(before);
    draft.gloss = ordinal(value);
    draft.count = 1;
    return;
  }
  draft.kind = draft.kind === 'kept' ? 'kept' : 'word';
  draft.gloss = words;
  draft.others = NO_OTHERS;
  draft.verb = false;
  draft.count = value;
  if (value === 1 && next?.word?.measure && !UNITS[next.plain]) draft.gloss = 'a';
}

function settleParticle(draft: Draft, before: Draft | undefined, next: Draft | undefined): boolean {
  switch (draft.plain) {
    case '的':
      return settleDe(draft, before, next);
    case '地':
      return before?.kind === 'word' && next?.verb === true && silence(draft);
    case '得':
      return (
        /^[vailz]/u.test(before?.word?.speech ?? '') &&
        next !== undefined &&
        next.kind !== 'sign' &&
        silence(draft)
      );
    case '了':
    case '过':
      if (!before?.verb && draft.plain === '过') return false;
      if (before?.verb && before.kind === 'word') before.gloss = past(before.gloss);
      return silence(draft);
    case '们':
      if (before) before.gloss = plural(before.gloss);
      return silence(draft);
    case '吗':
    case '么':
      return silence(draft) && question(draft, next);
    case '是':
      draft.gloss =
        before?.gloss === 'I'
          ? 'am'
          : /^(?:you|we|they|these|those)/u.test(before?.gloss ?? '')
            ? 'are'
            : 'is';
      return true;
    case '不':
      draft.gloss = next?.verb ? "don't" : 'not';
      return true;
    case '没':
      draft.gloss = next?.verb ? "didn't" : 'no';
      return true;
    case '想':
      if (!next || next.kind === 'sign' || next.kind === 'silent') draft.gloss = 'think';
      return true;
    case '要':
      draft.gloss = next?.verb ? 'will' : 'want';
      return true;
    case '对':
      if (!next || next.kind === 'sign' || next.plain === '的') draft.gloss = 'right';
      return true;
    case '着':
      return before?.verb === true && silence(draft);
    default:
      return SILENT.has(draft.plain) && silence(draft);
  }
}

function settleDe(draft: Draft, before: Draft | undefined, next: Draft | undefined): boolean {
  if (!before || !next || next.kind === 'sign') return silence(draft);
  if (POSSESSIVE[before.gloss]) before.gloss = POSSESSIVE[before.gloss]!;
  else if (before.kind === 'name' || (before.kind === 'kept' && /^[@＠\p{Lu}]/u.test(before.text)))
    before.gloss += "'s";
  else if (
    /^(?:mom|dad|friend|boss|teacher|neighbor|husband|wife|child|baby|cat|dog|.*(?:er|or|ist))s?$/u.test(
      before.gloss,
    ) &&
    !before.verb
  )
    before.gloss += "'s";
  return silence(draft);
}

function question(draft: Draft, next: Draft | undefined): boolean {
  if (!next || !/^\s*[?？]/u.test(next.text)) draft.gloss = '?';
  return true;
}

function settleMeasure(draft: Draft, before: Draft, next: Draft | undefined): boolean {
  const counted = before.count > 0;
  if (!counted && !POINTERS.has(before.plain)) return false;
  const noun =
    next?.kind === 'word' &&
    !next.verb &&
    !NUMBER.test(next.plain) &&
    !/^[drcpuyzv]/u.test(next.word?.speech ?? '');
  const many = before.count > 1 || before.plain === '几';
  if (noun && HOLDERS[draft.plain]) {
    const [holder, of] = HOLDERS[draft.plain]!.split(' ');
    draft.gloss = `${many ? plural(holder!) : holder} ${of}`;
  } else if (UNITS[draft.plain]) {
    draft.gloss = many ? pluralUnit(draft.plain) : UNITS[draft.plain]!;
  } else {
    draft.count = before.count;
    return silence(draft);
  }
  draft.verb = false;
  return true;
}

const SIGNS: Record<string, string> = {
  '，': ', ', '。': '. ', '！': '! ', '？': '? ', '；': '; ', '：': ': ', '、': ', ', '（': ' (', '）': ') ', '“': ' “', '”': '” ',
  '「': ' “', '」': '” ', '『': ' “', '』': '” ', '《': ' “', '》': '” ', '【': ' [', '】': '] ', '…': '…', '～': '~ ', '　': ' ',
}; // prettier-ignore

function pluralUnit(unit: string): string {
  if (unit === '岁') return 'years old';
  return unit === '点' || unit === '号' || unit === '楼' ? UNITS[unit]! : plural(UNITS[unit]!);
}

const CLOSE_AFTER = new Set(" \t\n([“'/".split(''));
const ENDS_SENTENCE = /[。！？!?.\n]/u;
const WIDE_SIGN = /[，。！？；：、（）“”「」『』《》【】…～　]/gu;

function joined(drafts: readonly Draft[]): string {
  const parts: string[] = [];
  let begins = true;
  let last = ' ';
  for (const { kind, gloss } of drafts) {
    if (gloss === '') continue;
    let part = gloss;
    if (kind === 'sign') {
      part = gloss.length === 1 ? (SIGNS[gloss] ?? gloss) : gloss.replace(WIDE_SIGN, (sign) => SIGNS[sign]!);
      begins ||= ENDS_SENTENCE.test(gloss);
    } else {
      if (begins && kind === 'word') part = gloss.charAt(0).toUpperCase() + gloss.slice(1);
      if (!CLOSE_AFTER.has(last) && gloss !== '?') parts.push(' ');
      begins = false;
    }
    parts.push(part);
    last = part.at(-1)!;
  }
  return parts.join('').replace(SPACE_BEFORE_SIGN, '$1').replace(SPACES, ' ').trim();
}

const SPACE_BEFORE_SIGN = /[ \t]+([,.!?;:)])/gu;
const SPACES = /[ \t]{2,}/gu;

function finished(drafts: readonly Draft[]): GlossPiece[] {
  let start = 0;
  return drafts.map(({ text, kind, gloss, others }) => {
    const end = start + pointsOf(text);
    const piece = { text, start, end, kind, gloss, others };
    start = end;
    return piece;
  });
}

export function pointsOf(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) count -= 1;
  return count;
}
