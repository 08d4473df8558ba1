/**
 * `npm run eval -- gowalla --data DIR` and `npm run eval -- sequential --data FILE [--attributes F] [--titles F]
 * [--protocol strict|refit|cold]`, `--tune` to look for settings on a validation set instead. Paths are relative to where
 * the command was given. Prints a table beside published figures, then one line of JSON.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cutRun, readAttributes, readHistories, readTitles, renumbered } from './data.ts';
import { evaluateWarm, tuneWarm } from './warm.ts';
import {
  coldNotes,
  judgeSequential,
  leaveOneOut,
  sequentialModel,
  type Exam,
  type Told,
} from './sequential.ts';
import { headlineSettings } from './settings.ts';
import { tuneSequential } from './tune-sequential.ts';

const SEED = 1;
/** As large a part as the test's. */
const HELD = 0.2;
const PROTOCOLS = ['strict', 'refit', 'cold'] as const;
type Protocol = (typeof PROTOCOLS)[number];

const PUBLISHED: Record<Protocol, [string, string, string, string][]> = {
  strict: [
    ['SASRec', '.0605', '.0318', ''],
    ['S3-Rec', '.0647', '.0327', ''],
    ['TIGER', '.0648', '.0384', ''],
    ['BSARec', '.1008', '.0611', ''],
  ],
  refit: [['BSARec', '.1008', '.0611', '']],
  cold: [['at random', '', '', '.008']],
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    attributes: { type: 'string' },
    titles: { type: 'string' },
    protocol: { type: 'string', default: 'strict' },
    seed: { type: 'string', default: String(SEED) },
    tune: { type: 'boolean', default: false },
    every: { type: 'string', default: '1' },
  },
});
const [set] = positionals;
const seed = Number(values.seed);
const every = Number(values.every);
const log = (line: string) => console.log(line);

if (values.data === undefined) throw new Error('--data is missing: the folder or file to measure on');
if (set === 'gowalla') warm(here(values.data));
else if (set === 'sequential') sequential(here(values.data));
else throw new Error('say which set: gowalla or sequential');

/** npm changes the folder before it runs a script; paths are meant from where the person is. */
function here(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

function warm(folder: string): void {
  const train = readHistories(join(folder, 'train.txt'));
  if (values.tune) {
    const parts = cutRun(train, { share: HELD, seed });
    const [kept, held] = renumbered([parts.kept, parts.held], seed).sets;
    log(`validation: a run of ${HELD * 100} % of each reader's notes, seed ${seed}`);
    tuneWarm({ kept: kept!, held: held! }, { every, log });
    return;
  }
  const { sets } = renumbered([train, readHistories(join(folder, 'test.txt'))], seed);
  evaluateWarm({ train: sets[0]!, wanted: sets[1]!, every, log });
}

function sequential(file: string): void {
  const protocol = PROTOCOLS.find((name) => name === values.protocol);
  if (!protocol) throw new Error(`--protocol is one of ${PROTOCOLS.join(', ')}`);
  const { sets, numbers } = renumbered([readHistories(file)], seed);
  const histories = sets[0]!;
  const told = toldOf(numbers);
  const originals = new Int32Array(histories.notes);
  numbers.forEach((number, original) => (originals[number] = original));
  const cold = (rest: number) => (note: number) => ((originals[note]! * 2654435761) >>> 0) % 5 === rest;
  if (protocol === 'cold' && !told.titles)
    throw new Error('cold notes are known by their titles: --titles is missing');
  if (values.tune) {
    const warmOnly = {
      ...histories,
      readers: histories.readers.map((acts) => acts.filter((note) => !cold(0)(note))),
    };
    const exam = protocol === 'cold' ? coldNotes(warmOnly, cold(1)) : validation(protocol);
    tuneSequential(exam, told, { every, rounds: 1, log });
    return;
  }
  report({ protocol, exam: protocol === 'cold' ? coldNotes(histories, cold(0)) : examOf(protocol, 1), told });

  function examOf(kind: Protocol, back: 1 | 2): Exam {
    return leaveOneOut(histories, { back, strict: kind === 'strict' });
  }
  function validation(kind: Protocol): Exam {
    return examOf(kind, 2);
  }
}

function toldOf(numbers: Int32Array): Told {
  const renamed = <T>(by: Map<number, T>) =>
    new Map(
      [...by].filter(([note]) => note < numbers.length).map(([note, value]) => [numbers[note]!, value]),
    );
  return {
    ...(values.titles !== undefined && { titles: renamed(readTitles(here(values.titles))) }),
    ...(values.attributes !== undefined && { attributes: renamed(readAttributes(here(values.attributes))) }),
  };
}

function report({ protocol, exam, told }: { protocol: Protocol; exam: Exam; told: Told }): void {
  const began = process.cpuUsage();
  const settings = headlineSettings[protocol === 'cold' ? 'cold' : 'sequential'];
  const model = sequentialModel(exam, told, settings);
  const built = process.cpuUsage(began);
  const figures = judgeSequential(exam, model, every);
  const row = ([name, ...columns]: readonly string[]) =>
    log(`${name!.padEnd(28)} ${columns.map((column) => column.padStart(8)).join(' ')}`);
  log(`${protocol}: ${figures.questions} readers, ${exam.notes} notes, full ranking, seed ${seed}`);
  row(['', 'HR@10', 'NDCG@10', 'R@20']);
  for (const line of PUBLISHED[protocol]) row(line);
  row(['this ranker', short(figures.hr10), short(figures.ndcg10), short(figures.recall20)]);
  log(
    JSON.stringify({
      'recall@20': figures.recall20,
      'ndcg@20': figures.ndcg20,
      'hr@5': figures.hr5,
      'hr@10': figures.hr10,
      'ndcg@5': figures.ndcg5,
      'ndcg@10': figures.ndcg10,
      'coverage@20': figures.coverage,
      'gini@20': figures.gini,
      seconds: (built.user + built.system) / 1e6,
      rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}

function short(figure: number): string {
  return figure.toFixed(4).replace(/^0/, '');
}
