/** A size of shoes or clothes in a text, and what it is elsewhere. */
export interface Size {
  start: number;
  end: number;
  kind: 'shoe' | 'clothes';
  /** In the reader's way, without words: `EU 38.5 / 24.5 cm`, `US ♀ 7.5 ♂ 6`. */
  shown: string;
}

export interface SizeOptions {
  /** `us`: in American sizes; else by the European count and in centimetres. */
  system: 'metric' | 'us';
}

const SHOES = /shoe|sneaker|boot|heel|sandal|trainer|loafer|foot|feet|鞋|靴|脚/iu;
const DRESSES = /dress|skirt|jeans|blouse|pants|trousers|coat|jacket|blazer|裙|裤|衣|外套|衬衫/iu;
const SEEN = 40;

const SHOE =
  /(?<![a-z\d.,/-])(?:(?<system>US|EUR?|UK)\s?)?(?:(?<who>women'?s|men'?s|ladies'?|女|男|W|M)\s?)?(?:(?<size>size)\s)?(?<number>\d{1,3}(?:\.5)?)(?<ma>码)?(?![\d.,]|\s?(?:%|cm|mm|lbs?|kg|\/))/giu;

/**
 * Shoe sizes that say of which count they are, in a text about shoes, and clothes sizes.
 *
 * @source GB/T 3293.1 with the usual rule (mm / 5 − 10 = 码, which is also the European size); US: three sizes an inch
 *   of the foot, men −22, women −21, UK men −23. Makers differ by half a size to one.
 */
export function sizesIn(text: string, { system }: SizeOptions): Size[] {
  const found: Size[] = [];
  for (const match of text.matchAll(SHOE)) {
    const { index } = match;
    const end = index + match[0].length;
    const around = text.slice(Math.max(0, index - SEEN), end + SEEN);
    const size = SHOES.test(around)
      ? shoeOf(match.groups!, system)
      : DRESSES.test(around)
        ? dressOf(match.groups!, system)
        : null;
    if (size) found.push({ start: index, end, ...size });
  }
  return [...found, ...labelsIn(text, system)].sort((a, b) => a.start - b.start);
}

type Groups = Record<string, string | undefined>;

function shoeOf(
  { system: count, who, size, number, ma }: Groups,
  system: 'metric' | 'us',
): Pick<Size, 'kind' | 'shown'> | null {
  const given = Number(number);
  const by = count?.toUpperCase() ?? (ma ? 'CN' : size || who ? 'US' : '');
  if (by === 'US' || by === 'UK') {
    if (given < 3 || given > 16 || (system === 'us' && by === 'US')) return null;
    return { kind: 'shoe', shown: shown(feetOf(given, { by, woman: womanOf(who) }), system) };
  }
  const foot = by === 'CN' && given >= 210 && given <= 310 ? given : (given + 10) * 5;
  if (by === '' || foot < 210 || foot > 310 || system !== 'us') return null;
  return { kind: 'shoe', shown: shown([foot], system) };
}

function womanOf(who: string | undefined): boolean | null {
  if (!who) return null;
  return /^(?:w|l|女)/iu.test(who);
}

/** Lengths of the foot in mm: a woman's, a man's, or both where nobody says. */
function feetOf(size: number, { by, woman }: { by: 'US' | 'UK'; woman: boolean | null }): number[] {
  const off = by === 'UK' ? [23, 23] : [21, 22];
  const both = off.map((less) => ((size + less) / 3) * 25.4);
  if (by === 'UK') return both.slice(0, 1);
  return woman === null ? both : woman ? both.slice(0, 1) : both.slice(1);
}

function shown(feet: readonly number[], system: 'metric' | 'us'): string {
  if (system === 'us') {
    const inches = feet[0]! / 25.4;
    return `US ♀ ${half(inches * 3 - 21)} ♂ ${half(inches * 3 - 22)}`;
  }
  const each = feet.map((mm) => `EU ${half(mm / 5 - 10)} / ${half(mm / 10)} cm`);
  return each.length === 2 ? `♀ ${each[0]} · ♂ ${each[1]}` : each[0]!;
}

function half(size: number): number {
  return Math.round(size * 2) / 2;
}

/** Women's dresses: the European size is the American one and 32, and half the chest in cm less 6. */
function dressOf(
  { system: count, size, number }: Groups,
  system: 'metric' | 'us',
): Pick<Size, 'kind' | 'shown'> | null {
  const given = Number(number);
  const by = count?.toUpperCase() ?? (size ? 'US' : '');
  if (by === 'US' && system !== 'us' && given <= 20 && given % 2 === 0) {
    return { kind: 'clothes', shown: `EU ${given + 32} / ${2 * (given + 38)}A` };
  }
  if (/^EUR?$/u.test(by) && system === 'us' && given >= 32 && given <= 52 && given % 2 === 0) {
    return { kind: 'clothes', shown: `US ${given - 32}` };
  }
  return null;
}

const LABEL = /(?<![\d/])(1[4-9]\d|200)\/(\d{2,3})([YABC])(?![\p{L}\d])/gu;

/** 165/88A: height and chest in cm, as GB/T 1335 has them. */
function labelsIn(text: string, system: 'metric' | 'us'): Size[] {
  return Array.from(text.matchAll(LABEL), (match) => {
    const [height, chest] = [Number(match[1]), Number(match[2])];
    const inches = Math.round(height / 2.54);
    const shownIn =
      system === 'us'
        ? `${Math.floor(inches / 12)}′${inches % 12}″ / ${Math.round(chest / 2.54)}″`
        : `${height} cm / ${chest} cm`;
    return {
      start: match.index,
      end: match.index + match[0].length,
      kind: 'clothes' as const,
      shown: shownIn,
    };
  });
}
