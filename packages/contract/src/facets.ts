/**
 * Topics, mentions and links in plain text: how they are typed, and how a text with facets is shown. Plain code without
 * dependencies, so that the composer, the pages and the server go by the same rules. Offsets count code points, `end`
 * is exclusive.
 */

export interface Span {
  start: number;
  end: number;
}

/** What a person typed: the name after #, the handle after @, or an http(s) address in normal form. */
export interface TypedFacet extends Span {
  kind: 'topic' | 'mention' | 'link';
  value: string;
}

export interface TextSegment<Facet extends Span> {
  text: string;
  facet: Facet | null;
}

/**
 * Finds what a person typed as #topic, #topic#, @handle or http(s) address; ＃ and ＠ are as good. Facets come in the
 * order of the text and never overlap.
 *
 * Between two # stands a topic (#成都#真好吃: the rest is text), but three and more in a row are topics one after
 * another (#穿搭#美食#旅行), unless they close in pairs (#成都#真#好吃#).
 */
export function parseText(text: string): { text: string; facets: TypedFacet[] } {
  const found: TypedFacet[] = [];
  SIGN.lastIndex = 0;
  for (let sign = SIGN.exec(text); sign; sign = SIGN.exec(text)) {
    const parsed = parserOf(sign[0])(text, sign.index);
    found.push(...parsed.facets);
    SIGN.lastIndex = Math.max(parsed.end, sign.index + sign[0].length);
  }
  return { text, facets: inCodePoints(text, found) };
}

/**
 * A text cut where its facets begin and end, in order; the pieces, put together, are the text. Facets that lie outside,
 * are empty, or overlap an earlier one are left out, so that a stale or hostile row cannot break a page.
 */
export function facetsToSegments<Facet extends Span>(
  text: string,
  facets: readonly Facet[],
): TextSegment<Facet>[] {
  const points = Array.from(text);
  const segments: TextSegment<Facet>[] = [];
  const add = (start: number, end: number, facet: Facet | null) => {
    if (end > start) segments.push({ text: points.slice(start, end).join(''), facet });
  };
  let at = 0;
  for (const facet of [...facets].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (!isWithin(facet, at, points.length)) continue;
    add(at, facet.start, null);
    add(facet.start, facet.end, facet);
    at = facet.end;
  }
  add(at, points.length, null);
  return segments;
}

/**
 * The topic or handle that stands before the caret, for suggestions: its start includes the sign. Null where the caret
 * is not behind one. Ask only when no composition is under way.
 *
 * @param caret in UTF-16 units, as `selectionStart` is; so is the answer's `start`
 */
export function beingTyped(
  text: string,
  caret: number,
): { kind: 'topic' | 'mention'; start: number; value: string } | null {
  const before = text.slice(0, caret);
  const sign = Math.max(...['#', '＃', '@', '＠'].map((character) => before.lastIndexOf(character)));
  if (sign < 0) return null;
  const value = before.slice(sign + 1);
  const isMention = MENTION_SIGN.test(before[sign]!);
  if (isMention) {
    const typed = /^[\p{L}\p{N}_]{0,30}$/u.test(value) && !BEFORE_MENTION.test(before.slice(0, sign));
    return typed ? { kind: 'mention', start: sign, value } : null;
  }
  const behind = CHAIN_END.exec(before.slice(0, sign))?.[0].match(/[#＃]/gu)?.length ?? 0;
  const opens = behind === 0 ? !BEFORE_TOPIC.test(before.slice(0, sign)) : behind > 1;
  return opens && (value === '' || WHOLE_NAME.test(value)) ? { kind: 'topic', start: sign, value } : null;
}

const SIGN = /https?:\/\/|[@＠#＃]/giu;
const MENTION_SIGN = /[@＠]/u;

/** What a sign begins, and where to read on. */
interface Parsed {
  facets: TypedFacet[];
  end: number;
}
type Parser = (text: string, at: number) => Parsed;

function nothing(at: number): Parsed {
  return { facets: [], end: at };
}

function parserOf(sign: string): Parser {
  if (sign.length > 1) return link;
  return MENTION_SIGN.test(sign) ? mention : topics;
}

// Topics

const LONGEST_TOPIC = 50;
/** Letters, digits and emoji; a name does not begin with a mark (#️⃣ is an emoji), - and · may stand inside it. */
const NAME_CHARACTERS =
  '[\\p{L}\\p{M}\\p{N}_\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\u200d\\u{1f1e6}-\\u{1f1ff}\\u{e0020}-\\u{e007f}]+';
const NAME_SOURCE = `(?![\\p{M}\\u200d])${NAME_CHARACTERS}(?:[-·・]${NAME_CHARACTERS})*`;
const NAME = new RegExp(NAME_SOURCE, 'uy');
const WHOLE_NAME = new RegExp(`^${NAME_SOURCE}[-·・]?$`, 'u');
const CHAIN_END = new RegExp(`(?:[#＃]${NAME_SOURCE})+$`, 'u');
const HASH = /[#＃]/u;
/** C#, item#3, &#39; and example.org/#top are no topics; a topic may follow a Han character. */
const BEFORE_TOPIC = /[\p{Script=Latin}\p{Nd}_&/=]$/u;
/** #1 and #12 are numbers, #618 and #双11 are topics. */
const NAME_ENOUGH = /[\p{L}\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}]|\p{N}{3}/u;

interface Named {
  start: number;
  nameEnd: number;
  name: string;
}

function topics(text: string, at: number): Parsed {
  if (BEFORE_TOPIC.test(text.slice(Math.max(0, at - 2), at))) return nothing(at);
  const { chain, closed } = chainAt(text, at);
  const hashes = chain.length + Number(closed);
  const inPairs = closed ? hashes % 2 === 0 : hashes === 2;
  const facets = chain.flatMap(({ start, nameEnd, name }, index): TypedFacet[] => {
    if (inPairs && index % 2 === 1) return [];
    const closes = inPairs || (closed && index === chain.length - 1);
    const enough = (inPairs && /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(name)) || NAME_ENOUGH.test(name);
    if (!enough || Array.from(name).length > LONGEST_TOPIC) return [];
    return [{ start, end: closes ? nameEnd + 1 : nameEnd, kind: 'topic', value: name }];
  });
  return { facets, end: (chain.at(-1)?.nameEnd ?? at) + Number(closed) };
}

/** Names that follow each other without a break, each behind its sign, and whether a last sign ends them. */
function chainAt(text: string, at: number): { chain: Named[]; closed: boolean } {
  const chain: Named[] = [];
  let start = at;
  while (start < text.length && HASH.test(text[start]!)) {
    NAME.lastIndex = start + 1;
    const name = NAME.exec(text)?.[0];
    if (!name) return { chain, closed: chain.length > 0 };
    const nameEnd = start + 1 + name.length;
    chain.push({ start, nameEnd, name });
    start = nameEnd;
  }
  return { chain, closed: false };
}

// Mentions

/** me@example.org, /@path and @@ are no mentions. */
const BEFORE_MENTION = /[\p{Script=Latin}\p{Nd}_@＠.+/-]$/u;
/** A handle, unless it goes on as the address of another place (@mei.example, @mei@example.org). */
const HANDLE = /[A-Za-z0-9_]{3,30}(?![\p{Script=Latin}\p{Nd}_@＠]|\.[a-z0-9])/uy;

function mention(text: string, at: number): Parsed {
  if (BEFORE_MENTION.test(text.slice(Math.max(0, at - 2), at))) return nothing(at);
  HANDLE.lastIndex = at + 1;
  const handle = HANDLE.exec(text)?.[0];
  if (!handle || !/[A-Za-z]/u.test(handle)) return nothing(at);
  const end = at + 1 + handle.length;
  return { facets: [{ start: at, end, kind: 'mention', value: handle }], end };
}

// Links

const LONGEST_LINK = 2048;
const ADDRESS = new RegExp(`https?://[^\\s\\p{C}"<>\\\\^\`{|}]{1,${LONGEST_LINK}}`, 'iuy');
const BEFORE_LINK = /[\p{Script=Latin}\p{Nd}_]$/u;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
const TRAILING = /[.,;:!?'*_~()[\]…-]$/u;

function link(text: string, at: number): Parsed {
  if (BEFORE_LINK.test(text.slice(Math.max(0, at - 2), at))) return nothing(at);
  ADDRESS.lastIndex = at;
  const typed = withoutTrailing(untilOtherScript(ADDRESS.exec(text)?.[0] ?? ''));
  const end = at + typed.length;
  const url = typed.length <= LONGEST_LINK ? safeUrl(typed) : null;
  return { facets: url ? [{ start: at, end, kind: 'link', value: url }] : [], end };
}

/**
 * Chinese goes on right behind an address (https://a.example/b看看), but also stands in one (/wiki/成都): it belongs to
 * it only behind a slash or an equals sign.
 */
function untilOtherScript(address: string): string {
  let before = '';
  let inside = false;
  let end = 0;
  for (const character of address) {
    const ascii = character.charCodeAt(0) < 0x80;
    const goesOn = LETTER.test(character) && (inside || before === '/' || before === '=');
    if (!ascii && !goesOn) break;
    inside = !ascii || (inside && character === '.');
    before = character;
    end += character.length;
  }
  return address.slice(0, end);
}

/** The full stop of the sentence and the bracket around the address are not the address. */
function withoutTrailing(address: string): string {
  let kept = address;
  while (TRAILING.test(kept)) {
    const opened = kept.split('(').length - 1;
    const closed = kept.split(')').length - 1;
    if (kept.endsWith(')') && opened >= closed) break;
    kept = kept.slice(0, -1);
  }
  return kept;
}

/** Only what shows where it goes: no names and passwords before @, no bare words as hosts. */
function safeUrl(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const plain = url.username === '' && url.password === '' && /[^.]\.[^.]/u.test(url.hostname);
  return plain && /^https?:$/u.test(url.protocol) ? url.href : null;
}

// Offsets

function isWithin(facet: Span, from: number, length: number): boolean {
  const whole = Number.isInteger(facet.start) && Number.isInteger(facet.end);
  return whole && facet.start >= from && facet.end > facet.start && facet.end <= length;
}

/** From UTF-16 units to code points; facets are in the order of the text. */
function inCodePoints(text: string, facets: readonly TypedFacet[]): TypedFacet[] {
  let unit = 0;
  let point = 0;
  const pointAt = (target: number) => {
    while (unit < target) {
      unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
      point += 1;
    }
    return point;
  };
  return facets.map((facet) => ({ ...facet, start: pointAt(facet.start), end: pointAt(facet.end) }));
}
