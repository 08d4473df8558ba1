import type { Precision } from './rows.ts';

export interface GraphSettings {
  /** Acts remembered of each reader, and readers of each note; the oldest go first. This bounds memory. */
  readerActs: number;
  noteReaders: number;
  /** Neighbours kept of each note, and how exactly. */
  neighbours: number;
  precision: Precision;
  /** How much less the acts of a reader count who has many: divided by acts to this power. */
  readerPower: number;
  /** How much less a popular note says about others, and is said of by others: the fairness knob. */
  sourcePower: number;
  targetPower: number;
  /** Two acts of a reader so far apart (in the caller's unit of time) relate their notes half as much. */
  halfLife: number;
  /** A walk goes by the nearest so many readers: bounds its cost, and is better than by all. */
  crowd: number;
  /** How much more a reader counts who shares more of the trail: their weight is multiplied by itself to this power. */
  focus: number;
  /** What a pair counts in the order in which it did not happen: 1 knows no order, 0 only what came after. */
  backward: number;
}

export const graphDefaults: Readonly<GraphSettings> = Object.freeze({
  readerActs: 256,
  noteReaders: 512,
  neighbours: 200,
  precision: 8,
  readerPower: 1,
  sourcePower: 0.5,
  targetPower: 0.3,
  crowd: 400,
  focus: 0.1,
  halfLife: Infinity,
  backward: 1,
});

export interface Act {
  /** Numbers of the reader and the note: small, dense (see `Numbers`). */
  reader: number;
  note: number;
  /** Whole number below 2³¹ in any unit; later is more. */
  time: number;
  /** What the act says, 0…: an ordinary one 1. */
  strength?: number;
}

export interface WalkOptions {
  /** Added to `targetPower`: above 0 favours what fewer have found yet. */
  fairness?: number;
}

/** Acts to start from: numbers of notes, and what each counts. */
export interface Trail {
  notes: ArrayLike<number>;
  weights: ArrayLike<number>;
}

/** By how many readers a walk goes, and with which exponents. */
export interface WalkFrom {
  crowd: number;
  sourcePower: number;
  fairness?: number;
}
