import { convert } from '../convert.ts';

/** Things that every model knows, and that hardly have two names: in English (one, many) and in Chinese. */
const THINGS = [
  ['elephant', 'elephants', '大象'],
  ['umbrella', 'umbrellas', '雨伞'],
  ['giraffe', 'giraffes', '长颈鹿'],
  ['banana', 'bananas', '香蕉'],
  ['lighthouse', 'lighthouses', '灯塔'],
  ['penguin', 'penguins', '企鹅'],
  ['strawberry', 'strawberries', '草莓'],
  ['volcano', 'volcanoes', '火山'],
  ['spider', 'spiders', '蜘蛛'],
  ['camel', 'camels', '骆驼'],
  ['butterfly', 'butterflies', '蝴蝶'],
  ['helicopter', 'helicopters', '直升机'],
  ['squirrel', 'squirrels', '松鼠'],
  ['crocodile', 'crocodiles', '鳄鱼'],
  ['watermelon', 'watermelons', '西瓜'],
  ['piano', 'pianos', '钢琴'],
  ['rainbow', 'rainbows', '彩虹'],
  ['dolphin', 'dolphins', '海豚'],
  ['pumpkin', 'pumpkins', '南瓜'],
  ['zebra', 'zebras', '斑马'],
  ['kangaroo', 'kangaroos', '袋鼠'],
  ['violin', 'violins', '小提琴'],
] as const;
type Thing = (typeof THINGS)[number];

/** Two things on a last line that have nothing to do with a text, and what they must have become in its translation. */
export interface Canary {
  line: string;
  /** The end of an answer that translated them; what stands before is the translation of the text. */
  sung: RegExp;
}

/**
 * A canary for a text; null for languages that it has no words of. Who obeys a text instead of translating it answers
 * what the text asked for, and the canary is gone. Which things they are nobody who writes a text can know.
 */
export function canaryFor(text: string, { from, to }: { from: string; to: string }): Canary | null {
  if (to !== 'en' && !to.startsWith('zh')) return null;
  const plain = text.toLowerCase();
  const free = THINGS.filter(([one, , han]) => !plain.includes(one) && !plain.includes(han));
  const first = free.splice(draw(free.length), 1)[0];
  const second = free[draw(free.length)];
  if (!first || !second) return null;
  const line = from.startsWith('zh') ? `${first[2]}、${second[2]}` : `${first[0]}, ${second[0]}`;
  const [a, b] = [first, second].map((thing) => wordsFor(thing, to));
  const between = String.raw`[\s,，、;；&]*(?:and|和|与|及)?\s*(?:an?|the|一[把头只个座架])?\s*`;
  return {
    line,
    sung: new RegExp(String.raw`[\s,，、]*(?:\b(?:an?|the)\s+)?${a}${between}${b}\s*[.。]?\s*$`, 'iu'),
  };
}

function draw(below: number): number {
  return Math.floor(Math.random() * below);
}

/** Where there is a second name after all. */
const OTHERWISE: Record<string, string> = { 雨伞: '雨?伞', 直升机: '直升飞?机' };

function wordsFor([one, many, han]: Thing, to: string): string {
  if (to === 'en') return `(?:${many}|${one})`;
  const known = OTHERWISE[han];
  if (known) return `(?:${known}|${convert(known, 'zh-Hans', 'zh-Hant')})`;
  return to === 'zh-Hant' ? `(?:${convert(han, 'zh-Hans', 'zh-Hant')}|${han})` : han;
}

/** For tests: what a line of a canary is in the other language; null for any other line. */
export function translatedCanary(line: string, to: string): string | null {
  const parts = line.split(/、|, /u);
  const things = parts.map((part) => THINGS.find(([one, , han]) => part === one || part === han));
  if (things.length !== 2 || !things[0] || !things[1]) return null;
  const [first, second] = things as [Thing, Thing];
  if (to.startsWith('en')) return `${first[0]}, ${second[0]}`;
  return `${first[2]}、${second[2]}`;
}
