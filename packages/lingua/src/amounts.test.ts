import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { amounts, spans, type AmountOptions } from './index.ts';
import { numberAfter } from './amounts/numbers.ts';

const rates = {
  date: '2026-11-20',
  base: 'USD',
  rates: { CNY: 7.1, TWD: 31.5, EUR: 0.86, GBP: 0.76, HKD: 7.78, JPY: 155 },
};
const ZH = { language: 'zh-Hans', reader: 'en', rates };
const TW = { language: 'zh-Hant', reader: 'en', rates };
const EN = { language: 'en', reader: 'zh-Hans', rates };

function shown(text: string, options: AmountOptions): string {
  return amounts(text, options)
    .map(({ start, end, text: other }) => `${text.slice(start, end)} ${other}`)
    .join('; ');
}

function check(options: AmountOptions, rows: readonly (readonly [text: string, shown: string])[]): void {
  assert.deepEqual(
    rows.map(([text]) => [text, shown(text, options)]),
    rows,
  );
}

test('Chinese weights, lengths and areas, in figures and in words', () => {
  check(ZH, [
    ['三斤半排骨', '三斤半 ≈ 3.86 lb'],
    ['买了１０斤苹果', '１０斤 ≈ 11 lb'],
    ['一斤二两', '一斤二两 ≈ 1.32 lb'],
    ['五六斤重', '五六斤 ≈ 5.5–6.6 lb'],
    ['三五斤，七八十斤', '三五斤 ≈ 3.3–5.5 lb; 七八十斤 ≈ 77–88 lb'],
    ['一百多斤', '一百多斤 ≈ 110 lb'],
    ['二两面', '二两 ≈ 3.5 oz'],
    ['100g糖', '100g ≈ 3.5 oz'],
    ['身高一米七五，体重120斤', '一米七五 ≈ 5′9″; 120斤 ≈ 132 lb'],
    ['他身高175cm', '175cm ≈ 5′9″'],
    ['隔了一万公里', '一万公里 ≈ 6,200 mi'],
    ['八亩地', '八亩 ≈ 1.3 ac'],
    ['走了十里路', '十里 ≈ 3.1 mi'],
    ['60平米的房子', '60平米 ≈ 650 ft²'],
    ['3.5升', '3.5升 ≈ 0.92 gal'],
    ['烧到38度5', '38度5 ≈ 101°F'],
    ['零下20度，冷', '零下20度 ≈ -4°F'],
    ['气温35℃', '35℃ ≈ 95°F'],
  ]);
});

test('in Taiwan a catty is 600 g, and its money and its floors are its own', () => {
  check(TW, [
    ['三斤半', '三斤半 ≈ 4.63 lb'],
    ['一台斤芭樂', '一台斤 ≈ 1.3 lb'],
    ['十兩', '十兩 ≈ 13 oz'],
    ['100元', '100元 ≈ $3.20'],
    ['八坪', '八坪 ≈ 280 ft²'],
    ['$100', ''],
  ]);
});

test('what an American measures, for a reader of Chinese', () => {
  check(EN, [
    ['5-10 lb', '5-10 lb ≈ 2.3-4.5 kg'],
    ['5 to 10 pounds of rice', '5 to 10 pounds ≈ 2.3-4.5 kg'],
    ['6 lb 3 oz', '6 lb 3 oz ≈ 2.81 kg'],
    ['5\'10" tall', '5\'10" ≈ 1.78米'],
    ['I’m 5’10', '5’10 ≈ 1.78米'],
    ['he is 5 ft 10 in', '5 ft 10 in ≈ 1.78米'],
    ['6 feet of snow', '6 feet ≈ 1.8米'],
    ['one and a half miles', 'one and a half miles ≈ 2.4公里'],
    ['60 mph', '60 mph ≈ 97 km/h'],
    ['400 square feet, 2 acres', '400 square feet ≈ 37 m²; 2 acres ≈ 8,100 m²'],
    ['1 1/2 cups flour, ½ cup sugar', '1 1/2 cups ≈ 355毫升; ½ cup ≈ 120毫升'],
    ['350°F', '350°F ≈ 177°C'],
    ['bake at 350 degrees', '350 degrees ≈ 177°C'],
    ['-10°F', '-10°F ≈ -23°C'],
    ['half a pound', 'half a pound ≈ 230 g'],
  ]);
});

test('money by the rates handed in, with their day; none without them', () => {
  check(EN, [
    ['$1.5k, $9.99', '$1.5k ≈ ¥11,000; $9.99 ≈ ¥71'],
    ['£5 and 10 euros', '£5 ≈ ¥47; 10 euros ≈ ¥83'],
    ['£5 or 10 euros', ''],
    ['twelve bucks', 'twelve bucks ≈ ¥85'],
    ['HK$50, NT$ 1,200', 'HK$50 ≈ ¥46; NT$ 1,200 ≈ ¥270'],
    ['¥500 in Tokyo', '¥500 ≈ ¥23'],
    ['¥500', ''],
    ['RMB50', ''],
    ['USD20', 'USD20 ≈ ¥140'],
    ['CHF 20', ''],
  ]);
  check(ZH, [
    ['三块钱', '三块钱 ≈ $0.42'],
    ['一块五一斤', '一块五 ≈ $0.21; 一斤 ≈ 1.1 lb'],
    ['5-10块钱', '5-10块钱 ≈ $0.70 – $1.40'],
    ['六毛一斤', '六毛 ≈ $0.09; 一斤 ≈ 1.1 lb'],
    ['月薪1.5万元', '1.5万元 ≈ $2,100'],
    ['¥99', '¥99 ≈ $14'],
    ['500日元', '500日元 ≈ $3.20'],
  ]);
  assert.equal(amounts('¥99', ZH)[0]!.date, '2026-11-20');
  assert.deepEqual(amounts('¥99', { language: 'zh-Hans', reader: 'en' }), []);
  assert.equal(shown('¥99', { ...ZH, currency: 'EUR' }), '¥99 ≈ €12');
});

test('two pounds are weighed or paid, and left alone where nobody can tell', () => {
  check(EN, [
    ['two pounds of beef', 'two pounds ≈ 910 g'],
    ['I lost ten pounds', 'ten pounds ≈ 4.5 kg'],
    ['it cost two pounds', 'two pounds ≈ ¥19'],
    ['two pounds', ''],
  ]);
});

test('sizes of shoes and clothes', () => {
  check(EN, [
    ["women's size 8 boots", "women's size 8 ≈ EU 39 / 24.5 cm"],
    ['US 8 shoes', 'US 8 ≈ ♀ EU 39 / 24.5 cm · ♂ EU 41 / 25.5 cm'],
    ['size 6 dress', 'size 6 ≈ EU 38 / 88A'],
    ['size 6 of the font', ''],
  ]);
  check(ZH, [
    ['脚38码的鞋', '38码 ≈ US ♀ 7.5 ♂ 6.5'],
    ['穿240码鞋', '240码 ≈ US ♀ 7.5 ♂ 6.5'],
    ['标签165/88A', '165/88A ≈ 5′5″ / 35″'],
  ]);
});

test('what is no amount, or is the reader’s own, is left alone', () => {
  const none = (options: AmountOptions, texts: readonly string[]) =>
    assert.deepEqual(
      texts.filter((text) => shown(text, options) !== ''),
      [],
    );
  none(ZH, [
    '三里屯',
    '半斤八两',
    '三两个朋友',
    '第三斤',
    '52度白酒',
    '近视300度',
    '一块蛋糕',
    '我们一块去',
    '2026-11-22',
  ]);
  none(ZH, [
    '心里某一块',
    '5G信号',
    '斤斤计较',
    '三块五花肉',
    '#5斤# @3斤 https://x.test/5斤',
    '10 lb',
    '一平均，三平台',
  ]);
  none(EN, ['by a mile', 'not move an inch']);
  none(EN, [
    'v1.5k',
    '3/4/26',
    'A4 paper',
    '1st place',
    'two feet',
    '2 cups of coffee',
    '70 degrees',
    '5 kg',
    '3 in the morning',
  ]);
  none({ ...EN, reader: 'en-GB' }, ['5 kg', '20 km']);
  none({ ...EN, language: 'es' }, ['a mi tío', 'a pound']);
  assert.equal(shown('5 lb', { ...EN, reader: 'en-GB' }), '5 lb ≈ 2.3 kg');
  assert.equal(shown('5 km', { ...EN, reader: 'en' }), '5 km ≈ 3.1 mi');
});

const DIGITS = '零一二三四五六七八九';

/** 1–9999 as it is written in full. */
function han(value: number): string {
  const places = ['千', '百', '十', ''];
  const written = String(value)
    .padStart(4, '0')
    .split('')
    .map((digit, at) => (digit === '0' ? '零' : DIGITS[Number(digit)]! + places[at]!))
    .join('');
  return written
    .replace(/零+/gu, '零')
    .replace(/^零|零$/gu, '')
    .replace(/^一十/u, '一十');
}

test('Chinese numerals are read as they are written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
      const read = numberAfter(han(value), 0);
      assert.equal(read?.low, value, han(value));
      assert.equal(read?.high, value);
    }),
  );
});

test('a conversion is as near as its digits, whatever the amount, the sign of the range and the width of the figures', () => {
  const figure = fc.integer({ min: 11, max: 99_999 }).map((whole) => whole / 10);
  const wide = (text: string) =>
    text.replace(/[!-~]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  fc.assert(
    fc.property(
      fc.tuple(figure, figure),
      fc.constantFrom('-', '–', '~', ' to ', '到'),
      fc.boolean(),
      (both, sign, full) => {
        const [low, high] = [Math.min(...both), Math.max(...both)];
        const figures = `${low}${sign}${high}`;
        const text = `${full ? wide(figures) : figures} kg`;
        const [found] = amounts(text, { language: 'en', reader: 'en' });
        assert.equal(found!.start, 0, text);
        assert.equal(found!.end, text.length, text);
        const read = found!.text
          .replaceAll(',', '')
          .match(/\d+(?:\.\d+)?/gu)!
          .map(Number);
        for (const [at, value] of [low, high].entries()) {
          const pounds = value / 0.45359237;
          const one = read[at] ?? read[0]!;
          assert.ok(Math.abs(one - pounds) <= pounds * 0.051, `${text}: ${found!.text}`);
        }
      },
    ),
  );
});

const PIECES = [
  ...[
    '三斤半',
    '5',
    '10',
    '-',
    '~',
    ' lb',
    '斤',
    '块',
    '$',
    '¥',
    'NT$',
    '1/2',
    '½',
    '.',
    ',',
    '/',
    "'",
    '"',
    '万',
    'k',
    '半',
  ],
  ...[
    '@5斤',
    'https://a.test/5lb',
    '#三斤#',
    ' pounds',
    'two',
    '零下',
    '度',
    '米',
    '七五',
    '两',
    '\n',
    '👩🏽‍🍳',
    '５',
    '塊',
    'size 8 shoes',
  ],
];

test('whatever is written, amounts lie in the text, apart, in order, and outside of what is kept whole', () => {
  const any = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 3 })), {
    maxLength: 25,
  });
  fc.assert(
    fc.property(any, fc.constantFrom(ZH, TW, EN), (pieces, options) => {
      const text = pieces.join('');
      const whole = spans(text).filter(({ kind }) => ['link', 'mention', 'topic', 'address'].includes(kind));
      let after = 0;
      for (const { start, end, text: other } of amounts(text, options)) {
        assert.ok(start >= after && end > start && end <= text.length, JSON.stringify(text));
        assert.doesNotMatch(other, /NaN|∞|undefined/u, JSON.stringify(text));
        assert.ok(
          whole.every((span) => end <= span.start || start >= span.end),
          JSON.stringify(text),
        );
        after = end;
      }
    }),
    { numRuns: 300 },
  );
});
