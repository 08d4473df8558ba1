/** What of a text is no words: cut nowhere, never translated. */
export type SpanKind =
  | 'link'
  | 'address'
  | 'mention'
  | 'topic'
  | 'emoji'
  | 'price'
  | 'number'
  | 'placeholder';

/** A stretch of a text; offsets count UTF-16 units here, because it is for programs that cut strings. */
export interface Span {
  kind: SpanKind;
  text: string;
  start: number;
  end: number;
}

const LINK = String.raw`(?:https?:\/\/|www\.)[^\s\p{Script=Han}<>"“”，。！？；、）】》]*[^\s\p{Script=Han}<>"“”，。！？；、）】》.,!?;:'’\)\]]`;
const MAIL = String.raw`(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+`;
const MENTION = String.raw`(?<![\w@＠])[@＠](?:[\p{Script=Latin}\p{N}_](?:[\p{Script=Latin}\p{N}_.\-]{0,38}[\p{Script=Latin}\p{N}_])?|[\p{L}\p{M}\p{N}_]{1,30})`;
/** #话题# as written on the mainland, or #topic up to a space or sign. */
const TOPIC = String.raw`(?<![\p{L}\p{N}_&])[#＃](?:[^\s#＃，。！？、；]{1,40}[#＃](?![\p{L}\p{N}_])|[\p{L}\p{M}\p{N}_·・]{1,40})`;
const EMOJI = String.raw`(?:\p{RGI_Emoji}|[\p{Extended_Pictographic}--[©®™‼⁉ℹ]]\uFE0F?)+|(?:\[\p{Script=Han}{1,4}R?\]|\[doge\])+`;
const DIGITS = String.raw`\d+(?:[.,:\/\-]\d+)*`;
const PRICE = String.raw`(?:[$€£¥￥₩₹]|(?<![A-Za-z])(?:USD|CNY|RMB|EUR|GBP|HK\$|NT\$|US\$))\s?${DIGITS}(?:[kKwW万亿](?![A-Za-z]))?|${DIGITS}\s?(?:[$€£¥￥₩₹]|(?:USD|CNY|RMB|EUR|GBP)(?![A-Za-z]))`;
const NUMBER = String.raw`(?<![\p{L}\d])${DIGITS}%?(?![A-Za-z\d])|(?<=\p{Script=Han})${DIGITS}%?|${DIGITS}%?(?=\p{Script=Han})`;
const PLACEHOLDER = String.raw`⟦\d{1,3}⟧`;

const KINDS: [SpanKind, string][] = [
  ['placeholder', PLACEHOLDER],
  ['link', LINK],
  ['address', MAIL],
  ['topic', TOPIC],
  ['mention', MENTION],
  ['emoji', EMOJI],
  ['price', PRICE],
  ['number', NUMBER],
];
/** A text is looked through a piece at a time only where one of these stands in it. */
const ANY_SIGN = /[@＠#＃⟦[$€£¥￥₩₹\d]|https?:|www\.|\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const SPANS = new RegExp(KINDS.map(([kind, source]) => `(?<${kind}>${source})`).join('|'), 'gvi');

/**
 * Links, mail addresses, mentions, topics, emoji (a run is one; [doge] and [笑哭R] count), prices and numbers, in the
 * order of the text; none overlap.
 */
export function spans(text: string): Span[] {
  if (!ANY_SIGN.test(text)) return [];
  const found: Span[] = [];
  for (const match of text.matchAll(SPANS)) {
    const kind = KINDS.find(([name]) => match.groups![name] !== undefined)![0];
    found.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return found;
}
