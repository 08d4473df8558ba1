import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { readCoverage, type Coverage } from './coverage.ts';

/** The faces by what they are for; `scripts` are further writing systems, each used only where its package is installed. */
export const FACES = {
  sans: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  'sans-light': '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'sans-hant': '@expo-google-fonts/noto-sans-tc/500Medium/NotoSansTC_500Medium.ttf',
  'sans-hant-light': '@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf',
  emoji: '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf',
  xiaowei: '@expo-google-fonts/zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf',
  kuaile: '@expo-google-fonts/zcool-kuaile/400Regular/ZCOOLKuaiLe_400Regular.ttf',
  mashan: '@expo-google-fonts/ma-shan-zheng/400Regular/MaShanZheng_400Regular.ttf',
  arabic: '@expo-google-fonts/noto-sans-arabic/500Medium/NotoSansArabic_500Medium.ttf',
  hebrew: '@expo-google-fonts/noto-sans-hebrew/500Medium/NotoSansHebrew_500Medium.ttf',
  devanagari: '@expo-google-fonts/noto-sans-devanagari/500Medium/NotoSansDevanagari_500Medium.ttf',
  thai: '@expo-google-fonts/noto-sans-thai/500Medium/NotoSansThai_500Medium.ttf',
  hangul: '@expo-google-fonts/gowun-dodum/400Regular/GowunDodum_400Regular.ttf',
} as const;

export type Face = keyof typeof FACES;

/** Faces that stand in when the wanted one lacks a character, most general first. */
const STAND_INS: readonly Face[] = [
  'sans',
  'sans-hant',
  'arabic',
  'hebrew',
  'devanagari',
  'thai',
  'hangul',
  'emoji',
];

/** Characters that a face has but draws as a black block (their inner outline runs the wrong way). */
const BLOTS: Partial<Record<Face, string>> = { xiaowei: '回圊圃圄徊蛔崮痼' };

type Loaded = { family: string; coverage: Coverage };

const resolver = createRequire(import.meta.url);
const loaded = new Map<Face, Loaded | null>();

/**
 * The family name to write into a canvas font for a face; the file is opened at the first call only.
 * @returns null where the face's package is not installed (the further scripts are optional)
 */
export function familyOf(face: Face): string | null {
  return load(face)?.family ?? null;
}

/** Whether a face has a picture for every visible code point of a text. */
export function covers(face: Face, text: string): boolean {
  const coverage = load(face)?.coverage;
  if (!coverage) return false;
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (!isInvisible(point) && !coverage.has(point)) return false;
  }
  return true;
}

const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{RI}\p{RI}|\p{Emoji_Modifier}/u;

/**
 * The first face that can draw a grapheme: colour emoji for what people see as emoji, else the wanted faces in order,
 * else whatever stands in.
 * @returns null when no installed face has it: it would come out as an empty box
 */
export function faceFor(grapheme: string, wanted: readonly Face[]): Face | null {
  if (EMOJI.test(grapheme) && covers('emoji', grapheme)) return 'emoji';
  for (const face of wanted) if (covers(face, grapheme)) return face;
  for (const face of STAND_INS) if (covers(face, grapheme)) return face;
  return null;
}

/** Joiners, variation selectors and blanks: drawn by their neighbours or not at all. */
function isInvisible(point: number): boolean {
  return (
    point <= 0x20 ||
    point === 0xa0 ||
    point === 0xad ||
    point === 0x3000 ||
    (point >= 0x2000 && point <= 0x200f) ||
    (point >= 0xfe00 && point <= 0xfe0f) ||
    (point >= 0xe0020 && point <= 0xe007f)
  );
}

function load(face: Face): Loaded | null {
  const known = loaded.get(face);
  if (known !== undefined) return known;
  const made = open(face);
  loaded.set(face, made);
  return made;
}

function open(face: Face): Loaded | null {
  const path = pathOf(FACES[face]);
  if (path === null) return null;
  const family = `jujube-${face}`;
  if (GlobalFonts.registerFromPath(path, family) === null) throw new Error(`The font ${path} cannot be read`);
  return { family, coverage: withoutBlots(readCoverage(path), BLOTS[face] ?? '') };
}

function withoutBlots(coverage: Coverage, blots: string): Coverage {
  const points = new Set(Array.from(blots, (character) => character.codePointAt(0)));
  return { has: (point) => !points.has(point) && coverage.has(point) };
}

function pathOf(specifier: string): string | null {
  try {
    return resolver.resolve(specifier);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
