import { ItemGraph, type GraphSettings } from '../item-graph.ts';
import { highest, Scores } from '../scores.ts';
import type { Histories } from './data.ts';
import { judge, spread } from './metrics.ts';

export interface WarmFigures {
  recall: number;
  ndcg: number;
  coverage: number;
  gini: number;
}

/** Every act of a set, put into a graph, and every row worked out. */
export function buildGraph({ readers }: Histories, settings: Partial<GraphSettings>): ItemGraph {
  const graph = new ItemGraph(settings);
  readers.forEach((notes, reader) => notes.forEach((note) => graph.put({ reader, note, time: 0 })));
  graph.settle();
  return graph;
}

export interface Trial {
  train: Histories;
  wanted: Histories;
  /** Ranks every note for a reader whose acts are these. */
  score(notes: Int32Array, into: Scores): void;
  /** Asked for one reader in so many. */
  every?: number;
}

const LENGTH = 20;

/** Ranks all notes minus those of train for every reader who wanted any, and judges the first twenty. */
export function judgeWarm({ train, wanted, score, every = 1 }: Trial): WarmFigures {
  const shown = new Uint32Array(train.notes);
  const sums = new Scores();
  const total = { recall: 0, ndcg: 0 };
  let judged = 0;
  wanted.readers.forEach((turned, reader) => {
    if (turned.length === 0 || reader % every !== 0) return;
    const known = train.readers[reader] ?? new Int32Array(0);
    sums.clear();
    score(known, sums);
    const list = firstOf(sums, { known, notes: train.notes, length: LENGTH });
    for (const note of list) shown[note]! += 1;
    const { recall, ndcg } = judge(list, new Set(turned), LENGTH);
    total.recall += recall;
    total.ndcg += ndcg;
    judged += 1;
  });
  return { recall: total.recall / judged, ndcg: total.ndcg / judged, ...spread(shown) };
}

/** The best `length` that are not known; where too few have a score, the rest by number. */
export function firstOf(
  sums: Scores,
  { known, notes, length }: { known: Int32Array; notes: number; length: number },
): number[] {
  const seen = new Set(known);
  const best = highest(sums.touched, { count: length, value: (id) => (seen.has(id) ? -Infinity : sums.get(id)) });
  const list = [...best].filter((id) => !seen.has(id));
  for (let note = 0; list.length < length && note < notes; note += 1) {
    if (!seen.has(note) && sums.get(note) === 0) list.push(note);
  }
  return list;
}
