export type System = 'metric' | 'us' | 'chinese';
export type Measure = 'weight' | 'length' | 'area' | 'volume' | 'temperature' | 'speed';

/** A unit as it is written behind a number. */
export interface Unit {
  name: string;
  measure: Measure;
  system: System;
  /** In kilograms, metres, square metres, litres, kilometres an hour. Temperature has its own sums. */
  size: number;
  /** What stands behind the number, from its first letter on. */
  written: RegExp;
  /** What must, or must not, stand around it where the word has other meanings. */
  near?: RegExp;
  not?: RegExp;
  /** Only behind a number in figures. */
  figures?: boolean;
}

const END = String.raw`(?![a-z])`;

/** Where a word is a unit, and where it is something else. */
const GUARDS: Record<string, Partial<Unit>> = {
  gram: { figures: true, not: /手机|网速|信号|套餐|phone|network|signal/iu },
  stone: { near: /weigh|lost|gain|heav|light|scales|pounds|lb/iu },
  'bare-metre': {
    figures: true,
    near: /tall|long|wide|deep|high|height|swim|sprint|race|pool|身高|高|长|宽|深|泳/iu,
  },
  cup: {
    near: /flour|sugar|butter|milk|rice|oats|water|oil|broth|stock|cream|chopped|diced|shredded|recipe|bake|mix|dough|batter/iu,
    not: /world cup|coffee|tea\b|bra\b|trophy/iu,
  },
  litre: { figures: true },
  jin: { not: /半斤八两/u },
  liang: { not: /半斤八|拨千斤/u },
  mile: { not: /by a mile|extra mile/iu },
  inch: { not: /(?:move|budge|give|every) (?:an )?inch/iu },
  foot: { not: /on (?:his|her|my|its) feet/iu },
  yard: { not: /yard sale|backyard|front yard/iu },
  'bare-fahrenheit': {
    figures: true,
    near: /oven|bake|preheat|roast|outside|weather|summer|heat wave|winter|freezing|fever|thermostat/iu,
  },
  du: {
    near: /气温|发烧|烧到|体温|零下|高温|烤箱|预热|水温|天气|热|冷|室温|空调|暖气|降温|升温|最高|最低|冻|冰/u,
    not: /近视|眼镜|酒|白酒|用电|电费|角度|旋转|转身|转体|拐弯/u,
  },
};

/**
 * Units, the longer writings first.
 *
 * @source the international yard and pound (1959): lb 0.45359237 kg, in 2.54 cm; US customary volumes (NIST Handbook
 *   44); the State Council's order of 1984 and GB 3100: 斤 500 g, 里 500 m, 亩 1/15 ha
 */
const WRITTEN: readonly [name: string, measure: Measure, system: System, size: number, written: string][] = [
  ['kilogram', 'weight', 'metric', 1, `(?:公斤|千克|\\s?(?:kgs?|kilos?|kilograms?)${END})`],
  ['gram', 'weight', 'metric', 0.001, `(?:克(?!拉|隆|服|制|星)|\\s?(?:grams?)${END}|\\s?g(?![a-z0-9]))`],
  ['pound', 'weight', 'us', 0.45359237, `(?:\\s?lbs?${END}|磅|[ -]pounds?${END})`],
  ['ounce', 'weight', 'us', 0.028349523125, `(?:\\s?oz${END}|盎司|[ -]ounces?${END})`],
  [
    'fluid-ounce',
    'volume',
    'us',
    0.0295735295625,
    `(?:\\s?fl\\.? ?oz${END}|液体?盎司|[ -]fluid ounces?${END})`,
  ],
  ['stone', 'weight', 'us', 6.35029318, `[ -]stone${END}`],
  ['taiwan-jin', 'weight', 'chinese', 0.6, '台斤'],
  ['jin', 'weight', 'chinese', 0.5, '市?斤(?!斤)'],
  ['liang', 'weight', 'chinese', 0.05, '两(?![个只条天次位人句三口边种件块层百千万家年样点头岁好朋银知])'],
  [
    'square-foot',
    'area',
    'us',
    0.09290304,
    `(?:\\s?(?:sq\\.? ?ft|sqft|ft²)${END}|[ -]square[ -](?:feet|foot)${END}|平方英尺)`,
  ],
  ['acre', 'area', 'us', 4046.8564224, `(?:[ -]acres?${END}|英亩)`],
  [
    'square-metre',
    'area',
    'metric',
    1,
    `(?:平方米|平米|㎡|m²|平(?![均时安分等常台方价])|\\s?(?:sqm|sq\\.? ?m|square met(?:er|re)s?)${END})`,
  ],
  ['hectare', 'area', 'metric', 10_000, `(?:公顷|[ -]hectares?${END})`],
  ['mu', 'area', 'chinese', 10_000 / 15, '亩'],
  ['ping', 'area', 'chinese', 400 / 121, '坪'],
  ['mile-per-hour', 'speed', 'us', 1.609344, `(?:\\s?mph${END}| miles (?:an|per) hour|英里每小时)`],
  ['kilometre-per-hour', 'speed', 'metric', 1, `(?:\\s?(?:km\\/h|kmh|kph)${END}|公里每小时)`],
  ['mile', 'length', 'us', 1609.344, `(?:\\s?mi${END}|[ -]miles?${END}|英里)`],
  ['yard', 'length', 'us', 0.9144, `(?:\\s?yds?${END}|[ -]yards?${END})`],
  ['foot', 'length', 'us', 0.3048, `(?:\\s?ft${END}|[ -](?:feet|foot)${END}|英尺)`],
  [
    'inch',
    'length',
    'us',
    0.0254,
    `(?:[ -]inch(?:es)?${END}|英寸|吋|寸(?=蛋糕|披萨|比萨|电视|屏|显示器|行李箱|登机箱|锅))`,
  ],
  ['kilometre', 'length', 'metric', 1000, `(?:公里|千米|\\s?(?:kms?)${END}| kilomet(?:er|re)s?${END})`],
  ['centimetre', 'length', 'metric', 0.01, `(?:厘米|公分|\\s?cms?${END}| centimet(?:er|re)s?${END})`],
  ['millimetre', 'length', 'metric', 0.001, `(?:毫米|\\s?mm${END}| millimet(?:er|re)s?${END})`],
  ['metre', 'length', 'metric', 1, `(?:米(?![饭粉线其老酒]|其林)|公尺| met(?:er|re)s?${END})`],
  ['bare-metre', 'length', 'metric', 1, '\\s?m(?![a-z0-9²])'],
  ['li', 'length', 'chinese', 500, '(?:华里|里(?=地(?!方)|路|山路|远|外))'],
  ['chi', 'length', 'chinese', 1 / 3, '市?尺(?![寸码度子])'],
  [
    'litre',
    'volume',
    'metric',
    1,
    `(?:升(?![级职学高温降值到旗])|公升|\\s?L(?![a-z0-9])| lit(?:er|re)s?${END})`,
  ],
  ['millilitre', 'volume', 'metric', 0.001, `(?:毫升|\\s?ml${END}| millilit(?:er|re)s?${END})`],
  ['gallon', 'volume', 'us', 3.785411784, `(?:\\s?gal${END}|[ -]gallons?${END}|加仑)`],
  ['quart', 'volume', 'us', 0.946352946, `[ -]quarts?${END}`],
  ['pint', 'volume', 'us', 0.473176473, `[ -]pints?${END}`],
  ['cup', 'volume', 'us', 0.2365882365, `[ -]cups?${END}`],
  [
    'fahrenheit',
    'temperature',
    'us',
    1,
    `(?:\\s?℉|\\s?[°º] ?F${END}| ?degrees? F(?:ahrenheit)?${END}|华氏度?)`,
  ],
  ['bare-fahrenheit', 'temperature', 'us', 1, `(?:\\s?F${END}|[ -]degrees?${END})`],
  ['celsius', 'temperature', 'metric', 1, `(?:\\s?℃|\\s?[°º] ?C${END}| ?degrees? C(?:elsius)?${END}|摄氏度)`],
  ['du', 'temperature', 'metric', 1, '度(?![假过数日电角春])'],
];

export const UNITS: readonly Unit[] = WRITTEN.map(([name, measure, system, size, written]) => ({
  name,
  measure,
  system,
  size,
  written: new RegExp(`^${written}`, 'iu'),
  ...GUARDS[name],
}));
