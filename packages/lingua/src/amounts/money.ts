/** What money is worth, handed in by whoever knows: one `base` is so much of each. */
export interface Rates {
  /** The day of the rates, as it is shown: 2026-11-20. */
  date: string;
  /** ISO 4217. */
  base: string;
  rates: Readonly<Record<string, number>>;
}

/** An amount of money in a text: where it begins and ends around its number, and in which currency. */
export interface Money {
  start: number;
  end: number;
  currency: string;
  /** Added to the number: 五 of 一块五. */
  more: number;
}

export interface MoneyPlace {
  text: string;
  start: number;
  end: number;
  figures: boolean;
  language: string;
}

const DOLLARS: Record<string, string> = {
  us: 'USD',
  hk: 'HKD',
  nt: 'TWD',
  au: 'AUD',
  a: 'AUD',
  ca: 'CAD',
  c: 'CAD',
  s: 'SGD',
  nz: 'NZD',
};
const BEFORE =
  /(?:(?:(?<![a-z])(us|hk|nt|au|a|ca|c|s|nz)\s?)?(\$)|([€£])|([¥￥])|(?<![a-z])(usd|cny|rmb|eur|gbp|hkd|ntd|twd|jpy))\s?$/iu;
/** The longer first; 块 and 毛 have rules of their own. */
const BEHIND: [RegExp, string][] = [
  [/^\s?(?:(?:us|american) dollars?|usd|美元|美金|美刀)(?![a-z])/iu, 'USD'],
  [/^\s?(?:hk dollars?|hkd|港币|港元|港纸)(?![a-z])/iu, 'HKD'],
  [/^\s?(?:nt dollars?|ntd|twd|新?台币)(?![a-z])/iu, 'TWD'],
  [/^\s?(?:yuan|rmb|cny|kuai|人民币)(?![a-z])/iu, 'CNY'],
  [/^\s?(?:yen|jpy|日元|日圆|円)(?![a-z])/iu, 'JPY'],
  [/^\s?(?:euros?|eur|€|欧元)(?![a-z])/iu, 'EUR'],
  [/^\s?(?:quid|gbp|£|英镑)(?![a-z])/iu, 'GBP'],
  [/^\s?(?:dollars?|bucks?)(?![a-z])/iu, 'USD'],
];
const KUAI =
  /^(?:多|来)?块(?:钱|(?=[五二三四六七八九半](?![十百千万花\d])|\d)|(?=$|[^\p{L}\p{N}]|一[斤个碗张份根把条杯盒包]|的|左右|以|两|包邮|能|就|买|多))/u;
const YUAN = /^(?:多|来)?元(?![旦宵素气音老首年])(?:整|钱)?/u;
const MAO = /^毛(?:钱|(?=$|[^\p{L}\p{N}]|一[斤个把根]))/u;
/** 一块 is also "together" and "a piece": it needs the word money, or small change. */
const PIECE = /^块(?!钱|[五二三四六七八九半\d])/u;

/** Reads the signs and words around a number; null where it is no money, or nobody can tell of which country. */
export function moneyAt({ text, start, end, figures, language }: MoneyPlace): Money | null {
  const chinese = language.startsWith('zh');
  const traditional = language === 'zh-Hant';
  const front = BEFORE.exec(text.slice(Math.max(0, start - 8), start));
  const back = text.slice(end, end + 24);
  // "£5 or 10 euros" is no range of one money.
  if (front && BEHIND.some(([pattern]) => pattern.test(back))) return null;
  if (front) {
    const currency = ofSign(front, { traditional, around: text.slice(Math.max(0, start - 60), end + 60) });
    const at = start - front[0].length;
    return currency ? { start: at, end, currency, more: 0 } : null;
  }
  const word = BEHIND.find(([pattern]) => pattern.test(back));
  if (word) return { start, end: end + word[0].exec(back)![0].length, currency: word[1], more: 0 };
  if (chinese) return inChinese({ text, start, end, figures, language });
  const pounds = /^ (?:pounds?|£)(?![a-z])/iu.exec(back);
  const around = `${text.slice(Math.max(0, start - 40), start)} ${back}`;
  if (!pounds || !PRICED.test(around) || WEIGHED.test(around)) return null;
  return { start, end: end + pounds[0].length, currency: 'GBP', more: 0 };
}

/** Two pounds is money where something is paid, and a weight where something is weighed. */
const PRICED =
  /\b(?:cost|costs|pric\w*|paid|pay\w*|spen[dt]\w*|charge\w*|quid|pence|fiver|tenner|cheap\w*|expensive|ticket|fare|rent|worth|sold|sell\w*|buy|bought|wage\w*|earn\w*)\b/iu;
export const WEIGHED =
  /\bpounds? of\b|\b(?:weigh\w*|lost|lose|gain\w*|heav\w*|lighter|lift\w*|bag|baby|fat|fish|puppy|kitten|dog|cat)\b/iu;

function ofSign(
  [, country, dollar, sign, yuan, code]: RegExpExecArray,
  { traditional, around }: { traditional: boolean; around: string },
): string | null {
  if (dollar) {
    // In a Chinese text from Taiwan or Hong Kong a bare $ is the money of the place, whichever that is.
    if (!country) return traditional ? null : 'USD';
    return DOLLARS[country.toLowerCase()]!;
  }
  if (sign) return sign === '€' ? 'EUR' : 'GBP';
  if (yuan) return /日元|日圆|日本|东京|大阪|京都|yen|japan|tokyo|osaka|kyoto/iu.test(around) ? 'JPY' : 'CNY';
  const upper = code!.toUpperCase();
  return upper === 'RMB' ? 'CNY' : upper === 'NTD' ? 'TWD' : upper;
}

function inChinese({ text, start, end, figures, language }: MoneyPlace): Money | null {
  const back = text.slice(end, end + 24);
  const currency = language === 'zh-Hant' ? 'TWD' : 'CNY';
  const yuan = YUAN.exec(back);
  if (yuan) return { start, end: end + yuan[0].length, currency, more: 0 };
  if (figures && /^刀(?![具工法片叉切剪])/u.test(back))
    return { start, end: end + 1, currency: 'USD', more: 0 };
  const mao = MAO.exec(back);
  // A tenth: the number is of 毛, so nine tenths of it are taken off.
  if (mao) return { start, end: end + mao[0].length, currency: `${currency}/10`, more: 0 };
  const kuai = KUAI.exec(back);
  const written = text.slice(start, end);
  if (
    !kuai ||
    (/^[一两几]$/u.test(written) && PIECE.test(back)) ||
    /[这那某哪每]$/u.test(text.slice(0, start))
  )
    return null;
  const at = end + kuai[0].length;
  const change = /^([五二三四六七八九半\d])(?![十百千万花\d])毛?/u.exec(text.slice(at));
  if (!change || kuai[0].endsWith('钱')) return { start, end: at, currency, more: 0 };
  const more = change[1] === '半' ? 0.5 : tenth(change[1]!);
  return { start, end: at + change[0].length, currency, more };
}

function tenth(digit: string): number {
  return (/\d/u.test(digit) ? Number(digit) : '零一二三四五六七八九'.indexOf(digit)) / 10;
}
