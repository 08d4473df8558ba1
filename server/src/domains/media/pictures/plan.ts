import { CARD_RATIOS, middleCrop, TALLEST, WIDTHS, type Crop, type Role } from './measures.ts';

export type Size = { width: number; height: number };
/** A piece of a picture, in its pixels. */
export type Piece = Size & { left: number; top: number };
/** Roles that are the picture itself, scaled down; a preview for other sites is composed (`share.ts`). */
export type ScaledRole = Exclude<Role, 'share'>;
export type Wanted = Size & { role: ScaledRole };
/** Renditions that show the same piece: it is cut once, and scaled down from its widest. */
export type Cut = { piece: Piece; wanted: Wanted[] };

/** What to make of the still picture. Nothing is ever made bigger than it came. */
export function plan(picture: Size, roles: readonly Role[], crop?: Crop | null): Cut[] {
  const whole = crop ? pieceOf(picture, crop) : wholeOf(picture);
  const cuts = new Map<string, Cut>();
  for (const role of roles) {
    if (role === 'motion' || role === 'share') continue;
    const piece = framed(whole, role);
    const key = `${piece.left} ${piece.top} ${piece.width} ${piece.height}`;
    const cut = cuts.get(key) ?? { piece, wanted: [] };
    cut.wanted.push(...sizes(piece, role).map((size) => ({ role, ...size })));
    cuts.set(key, cut);
  }
  return [...cuts.values()];
}

export function wholeOf({ width, height }: Size): Piece {
  return { left: 0, top: 0, width, height };
}

/** A crop in fractions as whole pixels of a picture, at least one of them. */
export function pieceOf(picture: Size, crop: Crop): Piece {
  const left = clamp(Math.round(crop.x * picture.width), 0, picture.width - 1);
  const top = clamp(Math.round(crop.y * picture.height), 0, picture.height - 1);
  return {
    left,
    top,
    width: clamp(Math.round(crop.width * picture.width), 1, picture.width - left),
    height: clamp(Math.round(crop.height * picture.height), 1, picture.height - top),
  };
}

/** The widths worth making: those of the role, and the piece's own where it lies well between two of them. */
export function ladder(widest: number, role: ScaledRole): number[] {
  const widths: number[] = WIDTHS[role].filter((width) => width <= widest);
  const last = widths.at(-1) ?? 0;
  const top = WIDTHS[role].at(-1)!;
  if (last < top && widest > last * 1.15) widths.push(widest);
  return widths;
}

function framed(whole: Piece, role: ScaledRole): Piece {
  const ratio = ratioFor(whole, role);
  if (ratio === null) return whole;
  const inner = pieceOf(whole, middleCrop(whole, ratio));
  return { ...inner, left: whole.left + inner.left, top: whole.top + inner.top };
}

function ratioFor({ width, height }: Size, role: ScaledRole): number | null {
  if (role === 'avatar') return 1;
  if (role !== 'card') return null;
  const own = width / height;
  if (own < CARD_RATIOS.tallest) return CARD_RATIOS.tallest;
  return own > CARD_RATIOS.widest ? CARD_RATIOS.widest : null;
}

function sizes(piece: Size, role: ScaledRole): Size[] {
  const widest = Math.max(1, Math.min(piece.width, Math.floor((TALLEST * piece.width) / piece.height)));
  return ladder(widest, role).map((width) => ({
    width,
    height: clamp(Math.round((width * piece.height) / piece.width), 1, TALLEST),
  }));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
