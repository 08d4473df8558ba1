import { graphDefaults, type GraphSettings } from '../graph-settings.ts';
import { ItemGraph } from '../item-graph.ts';
import { Scores } from '../scores.ts';
import { cut, type Histories } from './data.ts';
import { firstOf } from './lists.ts';
import { judge, spread } from './metrics.ts';
import { coordinateSearch, type Dial } from './search.ts';
import { headlineGraph, productGraph } from './settings.ts';

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

interface Exam {
  train: Histories;
  wanted: Histories;
  graph: ItemGraph;
  fairness?: number;
  every?: number;
}

/** Headline, product and knob on a set with a given test part. */
export function evaluateWarm({
  train,
  wanted,
  every,
  log,
}: Omit<Exam, 'graph'> & { every: number; log: Log }): void {
  const began = process.cpuUsage();
  const graph = graphOf(train, headlineGraph);
  const used = process.cpuUsage(began);
  const seconds = (used.user + used.system) / 1e6;
  const builtMb = process.resourceUsage().maxRSS / 1024;
  log(`${train.readers.length} readers, ${train.notes} notes, all notes minus train ranked`);
  log(
    `built in ${seconds.toFixed(1)} CPU-seconds, ${builtMb.toFixed(0)} MB in all, ${mb(graph)} MB of it the graph\n`,
  );
  for (const [name, recall, ndcg] of PUBLISHED) row(log, [name, recall, ndcg, '', '']);
  const headline = judgeWarm({ train, wanted, graph, every });
  row(log, ['this ranker', ...shorts(headline)]);
  const small = graphOf(train, productGraph);
  const product = judgeWarm({ train, wanted, graph: small, every });
  row(log, [`as served (${served(small)})`, ...shorts(product)]);
  const lost = ((1 - product.recall / headline.recall) * 100).toFixed(2);
  log(`as served: ${lost} % of the headline's recall lost\n`);
  knobs({ train, wanted, graph, every: every * KNOB_EVERY }, log);
  log(
    JSON.stringify({
      'recall@20': headline.recall,
      'ndcg@20': headline.ndcg,
      'hr@5': headline.hr5,
      'hr@10': headline.hr10,
      'ndcg@10': headline.ndcg10,
      'coverage@20': headline.coverage,
      'gini@20': headline.gini,
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

/** Ranks all notes minus those of train for every reader who wanted any, and judges the first twenty. */
export function judgeWarm({ train, wanted, graph, fairness = 0, every = 1 }: Exam): WarmFigures {
  const shown = new Uint32Array(train.notes);
  const sums = new Scores();
  const total = { recall: 0, ndcg: 0, ndcg10: 0, hr5: 0, hr10: 0 };
  let judged = 0;
  wanted.readers.forEach((turned, reader) => {
    if (turned.length === 0 || reader % every !== 0) return;
    const known = train.readers[reader] ?? new Int32Array(0);
    sums.clear();
    graph.walk({ notes: known, weights: new Float64Array(known.length).fill(1) }, sums, { fairness });
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

const DIALS: Dial<Partial<GraphSettings>>[] = (
  [
    ['targetPower', [0.1, 0.15, 0.2, 0.25, 0.3]],
    ['sourcePower', [0.3, 0.4, 0.5, 0.6, 0.7]],
    ['readerPower', [0.5, 0.6, 0.7, 0.8, 0.9]],
    ['focus', [0, 0.15, 0.25, 0.35, 0.5]],
    ['crowd', [500, 1000, 2000]],
  ] as const
).map(([name, values]) => ({
  name,
  values,
  get: (settings) => settings[name] ?? graphDefaults[name],
  set: (settings, value) => ({ ...settings, [name]: value }),
}));

/** As large a part as the test's, cut from train by seed; the test file is not even read. */
const HELD = 0.2;

export function tuneWarm(train: Histories, { seed, every, log }: { seed: number; every: number; log: Log }) {
  const { train: kept, held } = cut(train, { share: HELD, seed });
  log(
    `validation: ${HELD * 100} % of each reader's notes, seed ${seed}, one reader in ${every}; mean of R@20 and NDCG@20`,
  );
  const found = coordinateSearch<Partial<GraphSettings>>({
    dials: DIALS,
    start: headlineGraph,
    rounds: 2,
    log,
    judge(settings) {
      const { recall, ndcg } = judgeWarm({
        train: kept,
        wanted: held,
        graph: graphOf(kept, settings),
        every,
      });
      return (recall + ndcg) / 2;
    },
  });
  log(JSON.stringify(found));
}

function served({ settings: { readerActs, noteReaders, crowd } }: ItemGraph): string {
  return `${readerActs} acts, ${noteReaders} readers, crowd ${crowd}`;
}

function mb(graph: ItemGraph): string {
  return (graph.bytes / 1e6).toFixed(0);
}

function shorts({ recall, ndcg, coverage, gini }: WarmFigures): string[] {
  return [recall, ndcg, coverage, gini].map((figure) => figure.toFixed(4).replace(/^0/, ''));
}

function row(log: Log, [name, ...figures]: readonly string[]): void {
  log(`${name!.padEnd(52)} ${figures.map((figure) => figure.padStart(8)).join(' ')}`);
}
