import type { Note } from '@jujube/contract';

export type Point = NonNullable<NonNullable<Note['place']>['point']>;

/** Decimals of a point that somebody types (about a metre), and of one that the browser tells (about a kilometre). */
const TYPED = 5;
const TOLD = 2;

/** North, south, east or west: a letter, or up to three Han characters. */
const SIDE = '(\\p{Script=Han}{1,3}|[NSEW])?';
/** South and west, in English and Chinese. */
const BELOW_ZERO = /[SW\u5357\u897f]/iu;
const NUMBER = '([+\\-−]?\\d{1,3}(?:\\.\\d+)?)';
const PAIR = new RegExp(
  `^(?:geo:)?${SIDE}\\s*${NUMBER}\\s*°?\\s*${SIDE}[\\s,;，、；]+${SIDE}\\s*${NUMBER}\\s*°?\\s*${SIDE}$`,
  'iu',
);

/**
 * A point as people write it: `31.23, 121.47`, `31.23° N 121.47° E`, `北纬 31.23°，东经 121.47°`, also in full-width
 * letters. Latitude first. Null for anything else, and for what is nowhere on earth.
 */
export function pointOf(text: string): Point | null {
  const found = PAIR.exec(text.normalize('NFKC').trim());
  if (!found) return null;
  const [, sideBefore, north, sideAfter, otherBefore, east, otherAfter] = found;
  const latitude = number(north!) * side(sideBefore ?? sideAfter);
  const longitude = number(east!) * side(otherBefore ?? otherAfter);
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  return { latitude: rounded(latitude, TYPED), longitude: rounded(longitude, TYPED) };
}

/** A point as the field holds it. */
export function pointText({ latitude, longitude }: Point): string {
  return `${latitude}, ${longitude}`;
}

/** A point as readers see it. */
export function pointShown({ latitude, longitude }: Point): string {
  const [north, east] = [latitude < 0 ? 'S' : 'N', longitude < 0 ? 'W' : 'E'];
  return `${Math.abs(latitude)}° ${north}, ${Math.abs(longitude)}° ${east}`;
}

/** Leads to whatever shows maps on this device (RFC 5870); no other site hears of it. */
export function pointHref({ latitude, longitude }: Point): string {
  return `geo:${latitude},${longitude}`;
}

/** Where a device says that it is, so rounded that it tells the part of town and not the door. */
export function roughPoint({ latitude, longitude }: Point): Point {
  return { latitude: rounded(latitude, TOLD), longitude: rounded(longitude, TOLD) };
}

function side(letters: string | undefined): 1 | -1 {
  return letters !== undefined && BELOW_ZERO.test(letters) ? -1 : 1;
}

function number(text: string): number {
  return Number(text.replace('−', '-'));
}

function rounded(value: number, decimals: number): number {
  // Nobody reads -0.
  return Number(value.toFixed(decimals)) + 0;
}
