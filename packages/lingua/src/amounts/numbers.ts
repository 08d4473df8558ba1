/** A number as somebody wrote it, or two: `5-10`, 五六. UTF-16 offsets. */
export interface Written {
  start: number;
  end: number;
  low: number;
  high: number;
  /** How many digits were written, two to three: no conversion says more than its source. */
  digits: number;
  /** In figures, not in words. */
  figures: boolean;
}

const FRACTIONS: Record<string, number> = {
  '½': 0.5,
  '¼': 0.25,
  '¾': 0.75,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '⅛': 0.125,
};
const DECIMAL = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,4})?`;
const FIGURES = String.raw`\d{1,3} \d\/\d(?!\d)|\d\/\d{1,2}(?![\d\/])|\d{0,3}[½¼¾⅓⅔⅛]|${DECIMAL}`;
/** 两 begins a number (两百) or is one; behind a number it is a unit. */
const HAN = String.raw`半|[两一二三四五六七八九十][零〇一二三四五六七八九十百千]*`;
const SMALL =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ENGLISH = String.raw`half an?|(?:one|a) (?:and a half|hundred)|(?:${TENS.join('|')})(?:[- ](?:${SMALL.slice(0, 9).join('|')}))?|(?:${SMALL.toReversed().join('|')})(?: and a half| hundred| thousand)?|an?`;
/** Times a thousand or ten thousand, in figures: 1.5k, 3万. */
const TIMES = String.raw`(?:[kw](?![a-z])|百万|[千万亿])?`;
const ONE = String.raw`(?:${FIGURES})${TIMES}|(?:${HAN})[万亿]?|(?<![a-z])(?:${ENGLISH})(?![a-z])`;
const RANGE = String.raw`(?<low>${ONE})(?:\s?(?:-|–|—|~|到|至| to | or )\s?(?<high>(?:${FIGURES})${TIMES}|(?:${HAN})[万亿]?|(?:${ENGLISH})(?![a-z])))?`;
/** Not within a longer number, a word, a date or a version. */
const NUMBERS = new RegExp(
  String.raw`(?<!\d[.,:/]?|[a-z](?<!\b(?:rmb|usd|cny|eur|gbp|ntd|twd|hkd|jpy))\d{0,4}|[a-z]-|第|星期|周|初|几|数|之)(?:${RANGE})`,
  'giu',
);

/**
 * The next number of a text of half-width signs. What looks like one and is none (2026-11-22, 3/4/26) is left out.
 */
export function numberAfter(text: string, from: number): Written | null {
  for (let at = from; ;) {
    NUMBERS.lastIndex = at;
    const match = NUMBERS.exec(text);
    if (!match) return null;
    const end = match.index + match[0].length;
    const written = /^[.:/]\d|^-\d/u.test(text.slice(end)) ? null : readNumber(match);
    if (written) return written;
    // 五一 is no number; behind a price (三块五一斤) each of its digits is one.
    at = /\d/u.test(match[0]) ? end : match.index + 1;
  }
}

function readNumber(match: RegExpExecArray): Written | null {
  const { low: first, high: second } = match.groups!;
  const one = valuesOf(first!);
  const other = second === undefined ? one : valuesOf(second);
  if (!one || !other) return null;
  const high = other[1];
  // In "5-10k" the thousands are meant for both.
  const shared = second && /[kw千万]$/iu.test(second) && !/[kw千万]$/iu.test(first!) && one[0] < 1000;
  const low = shared ? one[0] * (high / (plainOf(second) || 1)) : one[0];
  if (low > high) return null;
  const digits = Math.max(digitsOf(first!, one[0]), digitsOf(second ?? '', high));
  return {
    start: match.index,
    end: match.index + match[0].length,
    low,
    high,
    digits: Math.min(3, Math.max(2, digits)),
    figures: /[\d½¼¾⅓⅔⅛]/u.test(first!),
  };
}

/** A hundred is said of what is about a hundred: zeros behind count from the tens on. */
function digitsOf(written: string, value: number): number {
  if (value % 100 === 0) return 2;
  const figures = written.replace(/\D|^0+(?=\d)/gu, '');
  return figures ? figures.length : String(Math.round(value)).length;
}

const FACTORS: Record<string, number> = { k: 1e3, w: 1e4, 千: 1e3, 万: 1e4, 百万: 1e6, 亿: 1e8 };

/** Lowest and highest: the same but for 五六 and 三五十. */
function valuesOf(written: string): [low: number, high: number] | null {
  if (/[\d½¼¾⅓⅔⅛]/u.test(written)) {
    const value = plainOf(written) * factorOf(written);
    return Number.isFinite(value) ? [value, value] : null;
  }
  return /\p{Script=Han}/u.test(written) ? hanOf(written) : englishOf(written.toLowerCase());
}

function factorOf(written: string): number {
  return FACTORS[/(?:[kw]|百万|[千万亿])$/iu.exec(written)?.[0].toLowerCase() ?? ''] ?? 1;
}

function plainOf(written: string): number {
  const text = written.replace(/(?:[kw]|百万|[千万亿])$/iu, '');
  const whole = /^(\d+)?\s?(?:(\d)\/(\d{1,2})|([½¼¾⅓⅔⅛]))$/u.exec(text);
  if (!whole) return Number(text.replaceAll(',', ''));
  const [, units, above, below, sign] = whole;
  // "1/2" has no units: what the pattern took for them is the number above the line.
  const part = sign ? FRACTIONS[sign]! : Number(above) / Number(below);
  return Number(units ?? 0) + part;
}

const DIGITS = '零一二三四五六七八九';
const PLACES: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

function hanOf(written: string): [number, number] | null {
  if (written === '半') return [0.5, 0.5];
  const factor = FACTORS[written.at(-1)!] && /[万亿]$/u.test(written) ? FACTORS[written.at(-1)!]! : 1;
  const text = (factor === 1 ? written : written.slice(0, -1)).replaceAll('〇', '零').replaceAll('两', '二');
  const about = /^(.*?)([一二三四五六七八九])([一二三四五六七八九])([十百千]?)$/u.exec(text);
  if (about) {
    const [, front, first, second, place] = about;
    const low = plainHan(`${front}${first}${place}`);
    const high = plainHan(`${front}${second}${place}`);
    return low === null || high === null || low >= high ? null : [low * factor, high * factor];
  }
  const value = plainHan(text);
  return value === null ? null : [value * factor, value * factor];
}

function plainHan(text: string): number | null {
  let sum = 0;
  let digit = 0;
  let smallest = 10_000;
  for (const letter of text) {
    const place = PLACES[letter];
    if (place === undefined) {
      if (digit !== 0) return null;
      digit = DIGITS.indexOf(letter);
      continue;
    }
    if (place >= smallest) return null;
    sum += (digit === 0 ? 1 : digit) * place;
    digit = 0;
    smallest = place;
  }
  // 一百二 is a hundred and twenty, 一百零二 a hundred and two.
  const short = digit !== 0 && smallest > 10 && smallest < 10_000 && !text.includes('零');
  return sum + (short ? (digit * smallest) / 10 : digit);
}

function englishOf(written: string): [number, number] | null {
  if (written.startsWith('half')) return [0.5, 0.5];
  const factor = written.endsWith('hundred') ? 100 : written.endsWith('thousand') ? 1000 : 1;
  const more = written.endsWith('and a half') ? 0.5 : 0;
  const [first, second] = written.split(/[- ]/u);
  const tens = TENS.indexOf(first!);
  const value = tens >= 0 ? (tens + 2) * 10 + SMALL.indexOf(second ?? '') + 1 : SMALL.indexOf(first!) + 1;
  const units = /^an?$/u.test(first!) ? 1 : value;
  return units === 0 ? null : [units * factor + more, units * factor + more];
}

/** A digit, or Han digits read one by one: 七五 in 一米七五. */
export function decimalsOf(text: string): number {
  const digits = [...text].map((letter) =>
    /\d/u.test(letter) ? letter : String(Math.max(0, DIGITS.indexOf(letter))),
  );
  return Number(`0.${digits.join('')}`);
}
