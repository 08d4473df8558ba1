import { AppError } from '../../kernel/errors.ts';
import { cleanText, withinGraphemes } from '../../kernel/text.ts';

export const MOST_BOARDS = 200;
export const MOST_NOTES = 1000;
/** Pictures that stand for a board. */
export const COVERS = 4;
const NAME_LENGTH = 40;
const ABOUT_LENGTH = 200;
/** Between neighbours when a board is numbered anew. */
export const STEP = 1024;

/** A name as it is kept: one line. Throws `board.name_invalid`. */
export function checkName(typed: string): string {
  const name = cleanText(typed);
  if (name === '' || !withinGraphemes(name, NAME_LENGTH)) throw new AppError('board.name_invalid');
  return name;
}

/** Words about a board, or none. Throws `board.about_long`. */
export function checkAbout(typed: string): string {
  const about = cleanText(typed, { multiline: true });
  if (!withinGraphemes(about, ABOUT_LENGTH)) throw new AppError('board.about_long');
  return about;
}

/** The two notes between which one is put; null at the ends of the board. */
export interface Gap {
  above: number | null;
  below: number | null;
}

/** A position inside a gap, or null where numbers have no room left between the two. */
export function positionIn({ above, below }: Gap): number | null {
  if (above === null) return (below ?? 0) + STEP;
  if (below === null) return above - STEP;
  const middle = below + (above - below) / 2;
  return middle > below && middle < above ? middle : null;
}
