/**
 * A colour of even lightness whatever the hue (OKLCH), as `#rrggbb`.
 * @param light 0 black to 1 white; chroma 0 grey to about 0.2; hue in degrees
 */
export function paint(light: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${channels.map(hex).join('')}`;
}

/** A `#rrggbb` with an opacity from 0 to 1. */
export function faded(colour: string, opacity: number): string {
  return `${colour}${byte(opacity * 255)}`;
}

/** Red, green and blue from 0 to 255. */
export function channelsOf(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1, 7), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Colours that stand for things, whatever the hue of a page. */
export const INK = '#2b2622';
export const RED_PEN = '#c8232c';
export const BLUE_INK = '#25408f';
export const PENCIL = '#4a4744';

function hex(linear: number): string {
  const clamped = Math.min(1, Math.max(0, linear));
  return byte((clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055) * 255);
}

function byte(value: number): string {
  return Math.round(Math.min(255, Math.max(0, value)))
    .toString(16)
    .padStart(2, '0');
}
