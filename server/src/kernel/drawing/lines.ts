import { graphemes, unitsOf, wantsGap, type Unit } from './units.ts';

/** Widths in the same measure as `maxWidth`: of a text, and of the blank and the Han–Latin gap. */
export type Ruler = { width: (text: string) => number; blank: number; gap: number };

/** `cost` says how ill the line and the break after it please: the sum over a text compares two settings of it. */
export type Line = { text: string; width: number; cost: number };

type Piece = Unit & { width: number; lead: number; hang: number };

/** A cost that no sum of reasonable ones reaches. */
const NEVER = 1e9;
/** A gap is written as a hair space: the setter knows its width, and a reader of the text sees a blank. */
export const GAP = '\u200a';

/**
 * Breaks a text into the fewest lines of a width, and among those the most even ones: short last lines and breaks inside
 * a word of Han cost, so that 「我是不是点错 App 了」 does not end in a lonely 了.
 * @param text paragraphs are separated by `\n`; an empty one becomes an empty line
 */
export function breakLines(text: string, maxWidth: number, ruler: Ruler): Line[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, maxWidth, ruler));
}

/** The widest piece that cannot be broken: a size at which it is wider than the box would tear a word. */
export function widestUnit(text: string, ruler: Ruler): number {
  let widest = 0;
  for (const paragraph of text.split('\n'))
    for (const unit of unitsOf(paragraph)) widest = Math.max(widest, ruler.width(unit.text));
  return widest;
}

function breakParagraph(paragraph: string, maxWidth: number, ruler: Ruler): Line[] {
  const pieces = piecesOf(paragraph, maxWidth, ruler);
  if (pieces.length === 0) return [{ text: '', width: 0, cost: 0 }];
  const count = fewestLines(pieces, maxWidth);
  const room = { maxWidth, count, aim: aimFor(pieces, maxWidth, count) };
  let from = 0;
  const ends = count > ENDLESS ? greedyEnds(pieces, maxWidth) : evenEnds(pieces, room);
  return ends.map((to) => {
    const line = joined(pieces.slice(from, to), ruler);
    from = to;
    return { ...line, cost: lineCost(line.width, room, to === pieces.length) + breakCost(pieces, to) };
  });
}

function piecesOf(paragraph: string, maxWidth: number, ruler: Ruler): Piece[] {
  const units = unitsOf(paragraph).flatMap((unit) => torn(unit, maxWidth, ruler));
  return units.map((unit, at) => {
    const before = units[at - 1];
    const gap = before && !unit.space && wantsGap(before.text, unit.text) ? ruler.gap : 0;
    return {
      ...unit,
      width: ruler.width(unit.text),
      lead: unit.space ? ruler.blank : gap,
      hang: hangOf(unit.text, ruler),
    };
  });
}

/** A unit wider than a whole line (an address, a scream) is the one thing that is torn. */
function torn(unit: Unit, maxWidth: number, ruler: Ruler): Unit[] {
  if (ruler.width(unit.text) <= maxWidth) return [unit];
  const parts: Unit[] = [];
  let held = '';
  for (const grapheme of graphemes(unit.text)) {
    if (held && ruler.width(held + grapheme) > maxWidth) {
      parts.push({ text: held, space: parts.length === 0 && unit.space, inWord: parts.length > 0 });
      held = '';
    }
    held += grapheme;
  }
  parts.push({ text: held, space: parts.length === 0 && unit.space, inWord: parts.length > 0 });
  return parts;
}

/** Full-width marks are half empty: at a line's end that half may stand over the edge. */
function hangOf(text: string, ruler: Ruler): number {
  return /[、。，．：；？！」』）】》]$/u.test(text) ? ruler.width('。') / 2 : 0;
}

function fewestLines(pieces: Piece[], maxWidth: number): number {
  return greedyEnds(pieces, maxWidth).length;
}

function greedyEnds(pieces: Piece[], maxWidth: number): number[] {
  const ends: number[] = [];
  let used = 0;
  for (const [at, piece] of pieces.entries()) {
    const wanted = used + (used > 0 ? piece.lead : 0) + piece.width;
    if (at > 0 && wanted - piece.hang > maxWidth) {
      ends.push(at);
      used = piece.width;
    } else used = wanted;
  }
  return [...ends, pieces.length];
}

/** More lines than this are not weighed but filled: nobody sees them all, and weighing takes its time. */
const ENDLESS = 40;
/** More lines than this are prose: they fill the width and only the last is free. */
const PROSE = 4;

/** The width that every line of a short text would have if they were all alike, and a little more: words are no sand. */
function aimFor(pieces: Piece[], maxWidth: number, count: number): number {
  if (count > PROSE) return maxWidth;
  const total = pieces.reduce((sum, piece) => sum + piece.lead + piece.width, 0);
  return Math.min(maxWidth, (total / count) * 1.03);
}

type Room = { maxWidth: number; count: number; aim: number };

/** Where each of exactly `count` lines ends, by dynamic programming over unevenness. */
function evenEnds(pieces: Piece[], room: Room): number[] {
  const { count } = room;
  const total = pieces.length;
  let costs = new Array<number>(total + 1).fill(NEVER);
  costs[0] = 0;
  const cameFrom: number[][] = [];
  for (let line = 1; line <= count; line++) {
    const next = new Array<number>(total + 1).fill(NEVER);
    const from = new Array<number>(total + 1).fill(0);
    for (let start = 0; start < total; start++) {
      if (costs[start]! < NEVER) relax({ pieces, room, start, last: line === count, costs, next, from });
    }
    cameFrom.push(from);
    costs = next;
  }
  const ends = [total];
  for (let line = count - 1; line > 0; line--) ends.unshift(cameFrom[line]![ends[0]!]!);
  return ends;
}

type Relaxing = {
  pieces: Piece[];
  room: Room;
  start: number;
  last: boolean;
  costs: number[];
  next: number[];
  from: number[];
};

function relax({ pieces, room, start, last, costs, next, from }: Relaxing): void {
  let used = 0;
  for (let end = start + 1; end <= pieces.length; end++) {
    const piece = pieces[end - 1]!;
    used += (end - 1 > start ? piece.lead : 0) + piece.width;
    if (used - piece.hang > room.maxWidth && end - 1 > start) return;
    const cost = costs[start]! + lineCost(used - piece.hang, room, last) + breakCost(pieces, end);
    if (cost < next[end]!) [next[end], from[end]] = [cost, start];
  }
}

function lineCost(used: number, { maxWidth, aim, count }: Room, last: boolean): number {
  const off = (used - aim) / maxWidth;
  if (last && off < 0) return count > PROSE ? 0 : off * off * 0.6;
  return off * off;
}

/** A break costs nothing where one would breathe, little between words, much inside one. */
function breakCost(pieces: Piece[], end: number): number {
  const next = pieces[end];
  if (!next) return 0;
  if (next.inWord) return 0.12;
  if (/[、。，．：；？！,.:;?!]$/u.test(pieces[end - 1]!.text)) return 0;
  return next.space ? 0.015 : 0.03;
}

function joined(pieces: Piece[], ruler: Ruler): { text: string; width: number } {
  let [text, width] = ['', 0];
  for (const [at, piece] of pieces.entries()) {
    if (at > 0 && piece.space) text += ' ';
    else if (at > 0 && piece.lead > 0) text += GAP;
    text += piece.text;
    width += (at > 0 ? piece.lead : 0) + piece.width;
  }
  return { text, width: width - hangOf(text, ruler) };
}
