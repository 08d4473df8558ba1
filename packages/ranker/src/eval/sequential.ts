import { termsOf, type Segmenter, type TermWeights } from '../content.ts';
import { ContentIndex } from '../content-index.ts';
import { Follow, type FollowSettings } from '../follow.ts';
import type { GraphSettings } from '../graph-settings.ts';
import { ItemGraph } from '../item-graph.ts';
import { Scores } from '../scores.ts';
import type { Histories } from './data.ts';
import { Kin } from '../kin.ts';
import { firstOf } from './lists.ts';
import { judge, spread } from './metrics.ts';

/** Readers by whom it is learnt what is usual. */
const CALIBRATED = 500;

export interface SequentialSettings {
  graph: Partial<GraphSettings>;
  follow: Partial<FollowSettings>;
  terms: TermWeights;
  rarity: number;
  notesPerTerm: number;
  /** Whether terms that readers follow say more. */
  learnt: boolean;
}

/** What is known of notes beside who engaged with them. */
export interface Told {
  titles?: Map<number, string>;
  attributes?: Map<number, number[]>;
}

/** One reader's question: what they did, what they turned to. */
export interface Question {
  history: Int32Array;
  wanted: readonly number[];
}

export interface Exam {
  notes: number;
  /** What the graph may know: acts by reader. */
  known: readonly Int32Array[];
  questions: readonly Question[];
  /** Which notes are ranked at all; every one if left out. */
  ranked?: (note: number) => boolean;
}

export interface SequentialFigures {
  hr5: number;
  hr10: number;
  ndcg5: number;
  ndcg10: number;
  recall20: number;
  ndcg20: number;
  coverage: number;
  gini: number;
  questions: number;
}

/** Leave one out. `back` 1 asks for the last act, 2 for the last but one, as the validation set. */
export function leaveOneOut(
  { readers, notes }: Histories,
  { back, strict }: { back: 1 | 2; strict: boolean },
): Exam {
  const long = readers.filter((acts) => acts.length > back + 1);
  return {
    notes,
    known: readers.map((acts) => acts.subarray(0, Math.max(0, acts.length - back - (strict ? 1 : 0)))),
    questions: long.map((acts) => ({
      history: acts.subarray(0, acts.length - back),
      wanted: [acts[acts.length - back]!],
    })),
  };
}

/** Notes that `isCold` are taken out of all histories, and asked for. */
export function coldNotes({ readers, notes }: Histories, isCold: (note: number) => boolean): Exam {
  const parts = readers.map((acts) => ({
    history: acts.filter((note) => !isCold(note)),
    wanted: [...new Set(acts.filter(isCold))],
  }));
  return {
    notes,
    known: parts.map(({ history }) => history),
    questions: parts.filter(({ history, wanted }) => history.length > 0 && wanted.length > 0),
    ranked: isCold,
  };
}

/** Words by letters and digits: enough for titles in a file; the product hands its own segmenter in. */
export const plainWords: Segmenter = (text) =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => ({ text: word, word: true }));

export function contentIndexOf(told: Told, settings: SequentialSettings, notes: number): ContentIndex {
  const index = new ContentIndex({ rarity: settings.rarity, notesPerTerm: settings.notesPerTerm });
  for (let note = 0; note < notes; note += 1) {
    const title = told.titles?.get(note) ?? '';
    const attributes = (told.attributes?.get(note) ?? []).map(String);
    if (title === '' && attributes.length === 0) continue;
    index.add(note, termsOf({ title, attributes }, { segment: plainWords, weights: settings.terms }));
  }
  return index;
}

export function sequentialGraph(known: readonly Int32Array[], settings: SequentialSettings): ItemGraph {
  const graph = new ItemGraph(settings.graph);
  known.forEach((acts, reader) => acts.forEach((note, time) => graph.put({ reader, note, time })));
  return graph;
}

export interface Model {
  graph: ItemGraph;
  content: ContentIndex;
  lengths: Float64Array;
  follow: Follow;
  kin?: Kin;
}

/** Everything that is known before a question is asked. Notes that are to be ranked unseen get kin. */
export function sequentialModel(
  { known, notes, ranked }: Exam,
  told: Told,
  settings: SequentialSettings,
): Model {
  const content = contentIndexOf(told, settings, notes);
  if (settings.learnt) content.learn(known);
  const lengths = Float64Array.from({ length: notes }, (_, note) => content.lengthOf(note));
  const graph = sequentialGraph(known, settings);
  const model: Model = { graph, content, lengths, follow: new Follow(settings.follow) };
  if (ranked) {
    model.kin = new Kin({ lengths });
    for (let note = 0; note < notes; note += 1) if (ranked(note)) model.kin.put(note, { graph, content });
  }
  const trails = known.filter((acts) => acts.length > 0);
  const step = Math.ceil(trails.length / CALIBRATED);
  model.follow.calibrate(
    model,
    trails.filter((_, at) => at % step === 0),
  );
  return model;
}

/** Ranks everything that is asked for minus the history, for every `every`th question. */
export function judgeSequential(exam: Exam, model: Model, every = 1): SequentialFigures {
  const sums = new Scores();
  const shown = new Uint32Array(exam.notes);
  const total = { hr5: 0, hr10: 0, ndcg5: 0, ndcg10: 0, recall20: 0, ndcg20: 0 };
  const asked = exam.questions.filter((_, at) => at % every === 0);
  const unranked = exam.ranked
    ? Int32Array.from({ length: exam.notes }, (_, note) => note).filter((note) => !exam.ranked!(note))
    : new Int32Array(0);
  for (const { history, wanted } of asked) {
    sums.clear();
    model.follow.score(model, history, sums);
    const known = exam.ranked ? unranked : history;
    const list = firstOf(sums, { known, notes: exam.notes, length: 20 });
    for (const note of list) shown[note]! += 1;
    const set = new Set(wanted);
    const [five, ten, twenty] = [judge(list, set, 5), judge(list, set, 10), judge(list, set, 20)];
    total.hr5 += five.hit;
    total.hr10 += ten.hit;
    total.ndcg5 += five.ndcg;
    total.ndcg10 += ten.ndcg;
    total.recall20 += twenty.recall;
    total.ndcg20 += twenty.ndcg;
  }
  const mean = (sum: number) => sum / asked.length;
  return {
    hr5: mean(total.hr5),
    hr10: mean(total.hr10),
    ndcg5: mean(total.ndcg5),
    ndcg10: mean(total.ndcg10),
    recall20: mean(total.recall20),
    ndcg20: mean(total.ndcg20),
    ...spread(exam.ranked ? shown.filter((_, note) => exam.ranked!(note)) : shown),
    questions: asked.length,
  };
}
