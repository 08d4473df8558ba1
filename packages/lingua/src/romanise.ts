import { simplifiedOf } from './han.ts';
import { load, once } from './load.ts';
import { ADVERBS, BEFORE_MUST, READINGS, TO_GET } from './readings.ts';
import { spans } from './spans.ts';

/** A character and how it is read here; what is not Han comes as it is, a run at a time, without a reading. */
export interface Reading {
  text: string;
  /** hǎo; undefined where there is nothing to read out. */
  reading?: string;
}

export interface RomaniseOptions {
  /** hǎo, hao3 or hao. */
  tones?: 'marks' | 'numbers' | 'none';
  /** The text is the name of a person: 单 is Shàn, 解 is Xiè. */
  name?: boolean;
}

/**
 * Pinyin of Chinese, character by character, each read as the words around it have it (银行 yín háng, 不行 bù xíng);
 * either script. The pieces, put together, are the text. The first call reads the dictionary: 0.2 s, 10 MB.
 *
 * @source pinyin-pro, and words of our own where it errs (`readings.ts`)
 */
export function romanise(text: string, { tones = 'marks', name = false }: RomaniseOptions = {}): Reading[] {
  const found: Reading[] = [];
  let after = 0;
  for (const { kind, start, end } of spans(text)) {
    if (kind !== 'link' && kind !== 'mention') continue;
    found.push(...readingsOf(text.slice(after, start), { tones, name }), { text: text.slice(start, end) });
    after = end;
  }
  found.push(...readingsOf(text.slice(after), { tones, name }));
  return found;
}

/** The pinyin of a text as one line: "wǒ ài chī huǒ guō", all else where it stood. */
export function romanised(text: string, options: RomaniseOptions = {}): string {
  let line = '';
  for (const { text: piece, reading } of romanise(text, options)) {
    const spaced = reading
      ? /[\p{L}\p{N}]$/u.test(line)
      : /[\p{L}\p{N}]$/u.test(line) && /^[\p{L}\p{N}]/u.test(piece);
    line += `${spaced ? ' ' : ''}${reading ?? piece}`;
  }
  return line;
}

/** All ways a character is read, the commonest first: 单 dān, shàn, chán. Either script. */
export function readingsOfCharacter(character: string): string[] {
  const simplified = simplifiedOf().get(character) ?? character;
  const [found = []] = load<PinyinModule>('pinyin-pro').polyphonic(simplified, { type: 'array' });
  return found.filter(Boolean);
}

interface PinyinModule {
  polyphonic(text: string, options: { type: 'array' }): string[][];
  pinyin(
    text: string,
    options: {
      type: 'all';
      toneType: 'symbol' | 'num' | 'none';
      surname: 'head' | 'off';
      traditional: boolean;
    },
  ): { origin: string; pinyin: string; isZh: boolean }[];
  customPinyin(words: Record<string, string>): void;
}

const TONE_TYPE = { marks: 'symbol', numbers: 'num', none: 'none' } as const;

const reader = once(() => {
  const module = load<PinyinModule>('pinyin-pro');
  module.customPinyin(READINGS);
  return module.pinyin;
});

function readingsOf(text: string, { tones, name }: Required<RomaniseOptions>): Reading[] {
  if (!/\p{Script=Han}/u.test(text)) return text ? [{ text }] : [];
  const options = {
    type: 'all',
    toneType: TONE_TYPE[tones],
    surname: name ? 'head' : 'off',
    traditional: true,
  } as const;
  const characters = [...text];
  // The dictionary knows words in simplified characters; one character stands for one, so places stay.
  const table = simplifiedOf();
  const simplified = characters.map((character) => table.get(character) ?? character);
  const line = simplified.join('');
  if ([...line].length !== characters.length) throw new Error('lingua: a character was folded to several');
  const found: Reading[] = [];
  let rest = '';
  for (const [at, { pinyin, isZh }] of reader()(line, options).entries()) {
    if (!isZh) {
      rest += characters[at];
      continue;
    }
    if (rest) found.push({ text: rest });
    rest = '';
    const particle = particleAt(simplified, at);
    found.push({ text: characters[at]!, reading: particle ? PARTICLES[particle][tones] : pinyin });
  }
  if (rest) found.push({ text: rest });
  return found;
}

const PARTICLES = {
  de: { marks: 'de', numbers: 'de0', none: 'de' },
  must: { marks: 'děi', numbers: 'dei3', none: 'dei' },
};

/** 得 and 地 are read by what stands around them, which no dictionary has. */
function particleAt(characters: readonly string[], at: number): keyof typeof PARTICLES | undefined {
  const before = characters.slice(Math.max(0, at - 3), at).join('');
  const next = characters[at + 1] ?? '';
  if (characters[at] === '地') return ADVERBS.test(before) && /\p{Script=Han}/u.test(next) ? 'de' : undefined;
  if (characters[at] !== '得') return undefined;
  const last = before.at(-1) ?? '';
  if (TO_GET.test((last || ' ') + '得' + next) || before.endsWith('不') || next === '不') return undefined;
  if (!/\p{Script=Han}/u.test(last)) return next ? 'must' : undefined;
  if (BEFORE_MUST.has(last) || /[还总都非]$/u.test(before)) return 'must';
  return /\p{Script=Han}/u.test(next) && next !== '了' ? 'de' : undefined;
}
