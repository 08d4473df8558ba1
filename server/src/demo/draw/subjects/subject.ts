import type { Easel } from '../easel.ts';
import type { Point } from '../path.ts';

/** What a picture tells its subject: the words written round it, its caption, and whether it is a small one in a corner. */
export type Wish = { labels: readonly string[]; caption: string; small: boolean };

/** A drawing in a square of 100, and the points that labels point at, in the order of the labels. */
export type Subject = {
  draw: (easel: Easel, wish: Wish) => void;
  anchors: readonly Point[];
  style?: 'wash' | 'pencil' | 'crayon';
};
