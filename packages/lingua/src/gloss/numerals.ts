const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const TENS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
const MYRIADS: Record<string, number> = { 万: 10_000, 亿: 100_000_000 };
const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** 三 → three, 二十五 → 25, 二〇二六 → 2026, 3.5 → 3.5; and the value. */
export function toWords(numeral: string): { words: string; value: number } {
  if (/^\d/u.test(numeral)) return { words: numeral, value: Number.parseFloat(numeral.replaceAll(',', '')) };
  const value = valueOf(numeral);
  return { words: WORDS[value] ?? String(value), value };
}

function valueOf(numeral: string): number {
  if (!/[十百千万亿]/u.test(numeral)) return Number([...numeral].map((digit) => DIGITS[digit]).join(''));
  let total = 0;
  let part = 0;
  let digit = 0;
  for (const sign of numeral) {
    if (sign in DIGITS) {
      digit = DIGITS[sign]!;
    } else if (sign in TENS) {
      part += (digit || 1) * TENS[sign]!;
      digit = 0;
    } else {
      total = (total + part + digit || 1) * MYRIADS[sign]!;
      part = digit = 0;
    }
  }
  return total + part + digit;
}

const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');

export function ordinal(value: number): string {
  const ending = value % 100 > 10 && value % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return ORDINALS[value] ?? `${value}${ending}`;
}
