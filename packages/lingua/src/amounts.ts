import { moneyAt, WEIGHED, type Rates } from './amounts/money.ts';
import { decimalsOf, numberAfter, type Written } from './amounts/numbers.ts';
import { showMoney, showQuantity } from './amounts/show.ts';
import { sizesIn } from './amounts/sizes.ts';
import { UNITS, type Measure, type Unit } from './amounts/units.ts';
import { simplifiedOf } from './han.ts';
import { spans } from './spans.ts';
import { resolveTag } from './tags.ts';

export type { Rates } from './amounts/money.ts';

/** An amount that the reader counts otherwise, in UTF-16 offsets, `end` exclusive. */
export interface Amount {
  start: number;
  end: number;
  kind: Measure | 'money' | 'shoe' | 'clothes';
  /** In the reader's measures and way of writing, about as exact as the source: `≈ 1.8 kg`, `≈ US$14`. */
  text: string;
  /** Of money: the day of the rate. */
  date?: string;
}

export interface AmountOptions {
  /** Of the text, BCP 47: 斤 is 600 g in Taiwan, and 元 its dollar. */
  language: string;
  /** Of the reader, BCP 47. */
  reader: string;
  /** Else American measures for readers of `en` and `en-US`, metric ones for all others. */
  system?: 'metric' | 'us';
  /** ISO 4217; else of the reader's language: CNY, TWD, USD. */
  currency?: string;
  /** Without a table money is left alone. */
  rates?: Rates;
}

/**
 * Weights, lengths, areas, volumes, temperatures, sizes and prices in a text that its reader counts otherwise, in the
 * order of the text. Rounded to as many digits as were written, two at least and three at most; degrees to whole ones.
 * What may mean two things (two pounds, 一块, a bare $ in Taiwan) is left alone unless the words around tell.
 */
export function amounts(text: string, options: AmountOptions): Amount[] {
  if (!ANY_NUMBER.test(text)) return [];
  const plain = halfWidth(text);
  const context = contextOf(options);
  const kept = spans(text).filter(({ kind }) => KEPT_WHOLE.has(kind));
  const free = ({ start, end }: Place) => kept.every((span) => end <= span.start || start >= span.end);
  const sizes = sizesIn(plain, context)
    .filter(free)
    .map(({ start, end, kind, shown }) => ({ start, end, kind, text: `≈ ${shown}` }));
  const found: Amount[] = [];
  for (let written = numberAfter(plain, 0); written;) {
    const { start, end } = written;
    const sized = sizes.some((size) => end > size.start && start < size.end);
    const read = sized ? null : readAt(plain, written, context);
    if (read?.amount && free(read) && read.start >= (found.at(-1)?.end ?? 0)) {
      found.push({ start: read.start, end: read.end, ...read.amount });
    }
    written = numberAfter(plain, Math.max(end, read?.end ?? 0));
  }
  return [...found, ...sizes].sort((a, b) => a.start - b.start);
}

/** Most comments have no number, and are not looked through. */
const ANY_NUMBER =
  /[\d０-９½¼¾⅓⅔⅛半两兩一二三四五六七八九十]|\b(?:an?|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)\b/iu;
const KEPT_WHOLE = new Set(['link', 'address', 'mention', 'topic', 'placeholder']);

interface Place {
  start: number;
  end: number;
}

interface Context {
  language: string;
  reader: string;
  system: 'metric' | 'us';
  currency: string;
  rates: Rates | undefined;
}

/** What was read; without an amount where the reader counts so too. */
interface Read extends Place {
  amount: Pick<Amount, 'kind' | 'text' | 'date'> | null;
}

function contextOf({ language, reader, system, currency, rates }: AmountOptions): Context {
  const reads = resolveTag(reader);
  return {
    language: resolveTag(language),
    reader: reads === 'en' ? reader : reads,
    system: system ?? (/^en(?:-US)?$/iu.test(reader) ? 'us' : 'metric'),
    currency: currency ?? (reads === 'zh-Hant' ? 'TWD' : reads === 'zh-Hans' ? 'CNY' : 'USD'),
    rates,
  };
}

/** Full width and traditional signs as their usual ones, unit for unit: offsets stay. */
function halfWidth(text: string): string {
  const table = simplifiedOf();
  return text.replace(/[\uff01-\uff5e\u3000′″’‘“”＇]|\p{Script=Han}/gu, (sign) => {
    const code = sign.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    if (code === 0x3000) return ' ';
    if (/[′’‘]/u.test(sign)) return "'";
    if (/[″“”]/u.test(sign)) return '"';
    const simplified = table.get(sign) ?? sign;
    return simplified.length === sign.length ? simplified : sign;
  });
}

function readAt(text: string, written: Written, context: Context): Read | null {
  if (!written.figures && !/^(?:en|zh|und)/u.test(context.language)) return null;
  return (
    heightAt(text, written, context) ?? moneyOf(text, written, context) ?? quantityAt(text, written, context)
  );
}

const FEET =
  /^(?:'\s?(\d{1,2})(?:"|''|(?!\d|['/:]))|[ -]?(?:ft|feet|foot)\.?[ -]?(\d{1,2})(?:"| ?in(?:ch(?:es)?)?(?![a-z])|(?![\d.]|[ -]?[a-z]*\d)))/iu;
const TALL = /tall|height|high|i'm|he's|she's|身高|高/iu;

/** 5'10", 5 ft 10. */
function heightAt(
  text: string,
  { start, end, low, high, figures }: Written,
  { system, reader }: Context,
): Read | null {
  const match =
    figures && low === high && Number.isInteger(low) ? FEET.exec(text.slice(end, end + 16)) : null;
  if (!match) return null;
  const inches = Number(match[1] ?? match[2]);
  const whole = { start, end: end + match[0].length };
  const around = text.slice(Math.max(0, start - 30), whole.end + 30);
  if (inches > 11 || low > 99 || (match[1] && !match[0].endsWith('"') && !TALL.test(around))) return null;
  if (system === 'us') return { ...whole, amount: null };
  const metres = low * 0.3048 + inches * 0.0254;
  return {
    ...whole,
    amount: {
      kind: 'length',
      text: showQuantity({ measure: 'length', low: metres, high: metres, digits: 3 }, { system, reader }),
    },
  };
}

function moneyOf(
  text: string,
  { start, end, low, high, digits, figures }: Written,
  context: Context,
): Read | null {
  const money = moneyAt({ text, start, end, figures, language: context.language });
  if (!money) return null;
  const [code, tenths] = money.currency.split('/');
  const place = { start: money.start, end: money.end };
  const { rates, currency, reader } = context;
  const from = rates && (code === rates.base ? 1 : rates.rates[code!]);
  const to = rates && (currency === rates.base ? 1 : rates.rates[currency]);
  if (code === currency || !from || !to) return { ...place, amount: null };
  const rate = to / from / (tenths ? 10 : 1);
  const shown = showMoney(
    {
      low: (low + money.more) * rate,
      high: (high + money.more) * rate,
      digits: money.more > 0 ? Math.max(2, digits) : digits,
    },
    { currency, reader },
  );
  return { ...place, amount: { kind: 'money', text: shown, date: rates.date } };
}

const SEEN = 40;

function quantityAt(text: string, written: Written, context: Context): Read | null {
  const { start, end } = written;
  const back = text.slice(end, end + SEEN);
  // 一百多斤: more than a hundred.
  const more = /^[多来余]/u.exec(back)?.[0] ?? '';
  const unit = UNITS.find(
    (one) => one.written.test(back.slice(more.length)) && meant(one, { text, written }),
  );
  if (!unit) return null;
  const behind = end + more.length + unit.written.exec(back.slice(more.length))![0].length;
  const added = addedAt(text.slice(behind, behind + 12), unit);
  const size = sizeOf(unit, context.language);
  const minus = unit.measure === 'temperature' && /(?:零下|(?<![\d\p{L}])-)$/u.test(text.slice(0, start));
  const base = (value: number) => ((minus ? -value : value) + added.units) * size;
  const low = unit.measure === 'temperature' ? celsiusOf(unit, base(written.low)) : base(written.low);
  const high = unit.measure === 'temperature' ? celsiusOf(unit, base(written.high)) : base(written.high);
  const place = {
    start: minus ? start - (text[start - 1] === '-' ? 1 : 2) : start,
    end: behind + added.length,
  };
  if (unit.system === context.system) return { ...place, amount: null };
  const quantity = {
    measure: unit.measure,
    low: Math.min(low, high),
    high: Math.max(low, high),
    digits: Math.min(3, written.digits + (added.units > 0 ? 1 : 0)),
    height: isHeight(text, { ...place, unit, metres: low }),
  };
  return { ...place, amount: { kind: unit.measure, text: showQuantity(quantity, context) } };
}

/** Whether a word behind a number is the unit, by what stands around. */
function meant(
  { name, written: pattern, near, not, figures }: Unit,
  { text, written }: { text: string; written: Written },
): boolean {
  const { start, end } = written;
  if (figures && !written.figures) return false;
  const around = text.slice(Math.max(0, start - SEEN), end + SEEN);
  if (near && !near.test(around)) return false;
  if (not?.test(around)) return false;
  const sign = pattern.exec(text.slice(end))?.[0].trim();
  // In "a mi" and the like of other languages nothing is counted; 5G is a network.
  if (sign === 'G' || sign === 'M' || (sign === 'mi' && !written.figures)) return false;
  if (name === 'pound' && /pound/iu.test(sign ?? '')) {
    // Bare "two pounds" may be money, "10 pounds" and "half a pound" hardly are.
    return written.figures || WEIGHED.test(around) || text.slice(start).startsWith('half');
  }
  // "Two feet" are also what one stands on.
  if (name === 'foot' && !written.figures)
    return /long|tall|high|deep|wide|away|apart|snow|water|above|below|fence|ladder/iu.test(around);
  return (
    name !== 'square-metre' || sign !== '平' || written.figures || /[十百]$/u.test(text.slice(start, end))
  );
}

const HALVES = new Set(['jin', 'taiwan-jin', 'mu', 'kilogram', 'kilometre', 'metre', 'li', 'chi', 'litre']);
/** Tenths that are written behind their unit. */
const TENTHS: Record<string, RegExp> = {
  jin: /^([一二三四五六七八九\d])两/u,
  metre: /^(\d{1,2}(?!\d|[.,米厘公个年月日号人岁])|[零一二三四五六七八九]{1,2}(?![米个点年月十百千万]))/u,
  du: /^([\d一二三四五六七八九])(?!\d|[年月个])/u,
};

/** What stands behind a unit and is more of it: 三斤半, 一斤二两, 一米七五, 37度5, 6 lb 3 oz. */
function addedAt(back: string, { name }: Unit): { units: number; length: number } {
  const half = HALVES.has(name) && /^半(?![个天年月路途夜])/u.exec(back);
  if (half) return { units: 0.5, length: half[0].length };
  const tenths = TENTHS[name]?.exec(back);
  if (tenths) return { units: decimalsOf(tenths[1]!), length: tenths[0].length };
  const ounces = name === 'pound' ? /^,? ?(\d{1,2}) ?(?:oz|ounces?)(?![a-z])\.?/iu.exec(back) : null;
  if (!ounces || Number(ounces[1]) > 15) return { units: 0, length: 0 };
  return { units: Number(ounces[1]) / 16, length: ounces[0].length };
}

/** 斤, 两 and 尺 are larger in Taiwan: 600 g, 37.5 g, 10/33 m. */
function sizeOf({ name, size }: Unit, language: string): number {
  if (language !== 'zh-Hant') return size;
  return { jin: 0.6, liang: 0.0375, chi: 10 / 33 }[name] ?? size;
}

function celsiusOf({ system }: Unit, degrees: number): number {
  return system === 'us' ? ((degrees - 32) * 5) / 9 : degrees;
}

function isHeight(
  text: string,
  { start, end, unit, metres }: Place & { unit: Unit; metres: number },
): boolean {
  if (unit.measure !== 'length' || metres < 1.2 || metres > 2.3) return false;
  return (
    /身高|个子|高|tall|height|体重|斤/iu.test(text.slice(Math.max(0, start - 12), end + 12)) ||
    /[七八六五]/u.test(text.slice(end - 1, end))
  );
}
