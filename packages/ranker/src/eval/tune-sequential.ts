import type { TermWeights } from '../content.ts';
import { followDefaults, type FollowSettings } from '../follow.ts';
import { graphDefaults, type GraphSettings } from '../graph-settings.ts';
import { headlineSettings } from './settings.ts';
import { coordinateSearch, type Dial } from './search.ts';
import {
  judgeSequential,
  sequentialModel,
  type Exam,
  type SequentialSettings,
  type Told,
} from './sequential.ts';

type Settings = SequentialSettings;

const ofRarity = (values: number[]): Dial<Settings> => ({
  name: 'rarity',
  values,
  get: (settings) => settings.rarity,
  set: (settings, value) => ({ ...settings, rarity: value }),
});
const own = (name: keyof FollowSettings, values: number[]): Dial<Settings> => ({
  name,
  values,
  get: (settings) => settings.follow[name] ?? followDefaults[name],
  set: (settings, value) => ({ ...settings, follow: { ...settings.follow, [name]: value } }),
});
const ofGraph = (
  name: Extract<keyof GraphSettings, 'readerPower' | 'sourcePower' | 'targetPower' | 'halfLife' | 'backward'>,
  values: number[],
): Dial<Settings> => ({
  name: `graph.${name}`,
  values,
  get: (settings) => settings.graph[name] ?? graphDefaults[name],
  set: (settings, value) => ({ ...settings, graph: { ...settings.graph, [name]: value } }),
});
const ofTerms = (name: keyof TermWeights, values: number[]): Dial<Settings> => ({
  name: `terms.${name}`,
  values,
  get: (settings) => settings.terms[name],
  set: (settings, value) => ({ ...settings, terms: { ...settings.terms, [name]: value } }),
});

const WORDS = [
  own('text', [0.8, 1.15, 1.6]),
  own('power', [0.35, 0.5, 0.7]),
  own('textRecency', [1, 2, 3, 8, 16, 32]),
  ofTerms('pair', [0.3, 0.5, 0.8]),
  ofTerms('first', [0, 0.5, 1]),
  ofTerms('attribute', [0.5, 1, 1.5]),
  ofRarity([0.5, 1, 1.3]),
];
const GRAPH = [
  own('recency', [1, 2, 3, 8, 16, 32]),
  ofGraph('halfLife', [2, 4, 8, Infinity]),
  ofGraph('backward', [0.15, 0.3, 0.5, 1]),
  ofGraph('readerPower', [0.15, 0.3, 0.5]),
  ofGraph('sourcePower', [0.2, 0.4, 0.6]),
  ofGraph('targetPower', [0, 0.1, 0.2, 0.4]),
];
/** Of unseen notes, the weight of their kin too. */
const KIN = own('kin', [0, 0.25, 0.5, 1]);

/** Looks for settings that do well on a validation set; asks every `every`th question. */
export function tuneSequential(
  exam: Exam,
  told: Told,
  { every, rounds, log }: { every: number; rounds: number; log(line: string): void },
) {
  const judge = (settings: Settings) => {
    const { hr10, ndcg10, recall20 } = judgeSequential(exam, sequentialModel(exam, told, settings), every);
    return exam.ranked ? recall20 : (hr10 + ndcg10) / 2;
  };
  return coordinateSearch({
    dials: exam.ranked ? [KIN, ...WORDS, ...GRAPH] : [...WORDS, ...GRAPH],
    start: exam.ranked ? headlineSettings.cold : headlineSettings.sequential,
    judge,
    rounds,
    log,
  });
}
