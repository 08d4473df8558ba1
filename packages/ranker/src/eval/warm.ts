import { graphDefaults, type GraphSettings } from '../graph-settings.ts';
import { ItemGraph } from '../item-graph.ts';
import { seeded } from '../random.ts';
import { Relation, relationDefaults } from '../relation.ts';
import { Scores } from '../scores.ts';
import type { Histories } from './data.ts';
import { firstOf } from './lists.ts';
import { judge, spread } from './metrics.ts';
import { coordinateSearch, type Dial } from './search.ts';
import { Tastes } from '../tastes.ts';
import { headline, product, type WarmSettings } from './settings.ts';

const LENGTH = 20;
/** The price of the knob is measured on one reader in so many. */
const KNOB_EVERY = 6;
const KNOBS = [0, 0.05, 0.1, 0.2, 0.4];

type Log = (line: string) => void;

export interface WarmFigures {
  recall: number;
  ndcg: number;
  ndcg10: number;
  hr5: number;
  hr10: number;
  coverage: number;
  gini: number;
}

export interface WarmModel {
  graph: ItemGraph;
  tastes: Tastes;
  relation: Relation;
}

interface Exam {
  train: Histories;
  wanted: Histories;
  model: WarmModel;
  fairness?: number;
  every?: number;
}

/** Headline, product and knob on a set with a given test part. */
export function evaluateWarm({
  train,
  wanted,
  every,
  log,
}: Omit<Exam, 'model'> & { every: number; log: Log }): void {
  const began = process.cpuUsage();
  const model = warmModel(train, headline);
  const used = process.cpuUsage(began);
  const seconds = (used.user + used.system) / 1e6;
  const builtMb = process.resourceUsage().maxRSS / 1024;
  log(`${train.readers.length} readers, ${train.notes} notes, all notes minus train ranked`);
  log(
    `built in ${seconds.toFixed(1)} CPU-seconds, ${builtMb.toFixed(0)} MB in all, ${mb(model)} MB of it graph and tastes\n`,
  );
  for (const [name, recall, ndcg] of PUBLISHED) row(log, [name, recall, ndcg, '', '']);
  const figures = judgeWarm({ train, wanted, model, every });
  row(log, ['this ranker', ...shorts(figures)]);
  const small = warmModel(train, product);
  const served = judgeWarm({ train, wanted, model: small, every });
  row(log, [`as served (${boundsOf(small)}, ${mb(small)} MB)`, ...shorts(served)]);
  const lost = ((1 - served.recall / figures.recall) * 100).toFixed(2);
  log(`as served: ${lost} % of the headline's recall lost\n`);
  knobs({ train, wanted, model, every: every * KNOB_EVERY }, log);
  log(
    JSON.stringify({
      'recall@20': figures.recall,
      'ndcg@20': figures.ndcg,
      'hr@5': figures.hr5,
      'hr@10': figures.hr10,
      'ndcg@10': figures.ndcg10,
      'coverage@20': figures.coverage,
      'gini@20': figures.gini,
      seconds,
      rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}

const PUBLISHED = [
  ['', 'R@20', 'NDCG@20', 'coverage', 'Gini'],
  ['LightGCN', '.1830', '.1554', '', ''],
  ['UltraGCN', '.1862', '.1580', '', ''],
  ['SimpleX', '.1872', '.1557', '', ''],
] as const;

function knobs(exam: Exam, log: Log): void {
  log('the fairness knob (added to targetPower), and its price:');
  let free = 0;
  for (const fairness of KNOBS) {
    const figures = judgeWarm({ ...exam, fairness });
    if (fairness === 0) free = figures.recall;
    const price = `${((1 - figures.recall / free) * 100).toFixed(1)} % of recall`;
    row(log, [`knob ${fairness}: ${price}`, ...shorts(figures)]);
  }
  log('');
}

/** Every act of a set put into a graph. Walks need no rows; `settle` is for notes related to a note. */
export function graphOf({ readers }: Histories, settings: Partial<GraphSettings>): ItemGraph {
  const graph = new ItemGraph(settings);
  readers.forEach((notes, reader) => notes.forEach((note) => graph.put({ reader, note, time: 0 })));
  return graph;
}

/** Graph and tastes of a set; equal sets give equal models. */
export function warmModel(
  set: Histories,
  settings: WarmSettings,
  tastesOf = (graph: ItemGraph) => learntTastes(graph, settings),
): WarmModel {
  const graph = graphOf(set, settings.graph);
  return { graph, tastes: tastesOf(graph), relation: new Relation(settings.relation) };
}

function learntTastes(graph: ItemGraph, settings: WarmSettings): Tastes {
  return Tastes.learn(graph, settings, seeded(1));
}

/** Ranks all notes minus those of train for every reader who wanted any, and judges the first twenty. */
export function judgeWarm({ train, wanted, model, fairness = 0, every = 1 }: Exam): WarmFigures {
  const shown = new Uint32Array(train.notes);
  const sums = new Scores();
  const total = { recall: 0, ndcg: 0, ndcg10: 0, hr5: 0, hr10: 0 };
  let judged = 0;
  wanted.readers.forEach((turned, reader) => {
    if (turned.length === 0 || reader % every !== 0) return;
    const known = train.readers[reader] ?? new Int32Array(0);
    sums.clear();
    const trail = { notes: known, weights: new Float64Array(known.length).fill(1) };
    model.relation.score({ ...model, fairness }, trail, sums);
    const list = firstOf(sums, { known, notes: train.notes, length: LENGTH });
    for (const note of list) shown[note]! += 1;
    const set = new Set(turned);
    const [five, ten, twenty] = [judge(list, set, 5), judge(list, set, 10), judge(list, set, LENGTH)];
    total.recall += twenty.recall;
    total.ndcg += twenty.ndcg;
    total.ndcg10 += ten.ndcg;
    total.hr5 += five.hit;
    total.hr10 += ten.hit;
    judged += 1;
  });
  const mean = (sum: number) => sum / judged;
  return {
    recall: mean(total.recall),
    ndcg: mean(total.ndcg),
    ndcg10: mean(total.ndcg10),
    hr5: mean(total.hr5),
    hr10: mean(total.hr10),
    ...spread(shown),
  };
}

const ofGraph = (
  name: 'targetPower' | 'sourcePower' | 'readerPower' | 'focus' | 'crowd',
  values: number[],
) => ({
  name,
  values,
  get: ({ graph }: WarmSettings) => graph[name] ?? graphDefaults[name],
  set: (settings: WarmSettings, value: number) => ({
    ...settings,
    graph: { ...settings.graph, [name]: value },
  }),
});
const DIALS: Dial<WarmSettings>[] = [
  {
    name: 'taste',
    values: [0, 0.3, 0.5, 0.8],
    get: ({ relation }) => relation.taste ?? relationDefaults.taste,
    set: (settings, taste) => ({ ...settings, relation: { ...settings.relation, taste } }),
  },
  {
    name: 'shift',
    values: [0, 5, 10, 20],
    get: ({ shift }) => shift,
    set: (settings, shift) => ({ ...settings, shift }),
  },
  ofGraph('targetPower', [0.2, 0.3, 0.4]),
  ofGraph('readerPower', [0.7, 0.85, 1]),
  ofGraph('sourcePower', [0.4, 0.5, 0.6]),
  ofGraph('focus', [0, 0.1, 0.2]),
  ofGraph('crowd', [400, 1000, 2000]),
];

/** Looks for settings on a part cut from train (`cutRun`); the test file is not even read. */
export function tuneWarm(
  { kept, held }: { kept: Histories; held: Histories },
  { every, log }: { every: number; log: Log },
) {
  log(`one reader in ${every}; mean of R@20 and NDCG@20`);
  // Of what is tried only the shift has a say in them.
  const learnt = new Map<number, Tastes>();
  const found = coordinateSearch<WarmSettings>({
    dials: DIALS,
    start: headline,
    rounds: 1,
    log,
    judge(settings) {
      const model = warmModel(kept, settings, (graph) => {
        const tastes = learnt.get(settings.shift) ?? learntTastes(graph, settings);
        learnt.set(settings.shift, tastes);
        return tastes;
      });
      const { recall, ndcg } = judgeWarm({ train: kept, wanted: held, model, every });
      return (recall + ndcg) / 2;
    },
  });
  log(JSON.stringify(found));
}

function boundsOf({ graph: { settings } }: WarmModel): string {
  return `${settings.readerActs} acts, ${settings.noteReaders} readers, crowd ${settings.crowd}, 8 bits`;
}

function mb({ graph, tastes }: WarmModel): string {
  return ((graph.bytes + tastes.bytes) / 1e6).toFixed(0);
}

function shorts({ recall, ndcg, coverage, gini }: WarmFigures): string[] {
  return [recall, ndcg, coverage, gini].map((figure) => figure.toFixed(4).replace(/^0/, ''));
}

function row(log: Log, [name, ...figures]: readonly string[]): void {
  log(`${name!.padEnd(52)} ${figures.map((figure) => figure.padStart(8)).join(' ')}`);
}
