import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { seeded } from '../random.ts';
import { readHistories } from './data.ts';
import { judge, spread } from './metrics.ts';
import { leaveOneOut } from './sequential.ts';

const folder = mkdtempSync(join(tmpdir(), 'eval-'));
after(() => rmSync(folder, { recursive: true }));

const KINDS = 6;
const NOTES = 120;

/** Readers who each keep to one kind of note, with some wandering. */
function made(readers: number, seed: number): number[][] {
  const random = seeded(seed);
  return Array.from({ length: readers }, (_, reader) => {
    const kind = reader % KINDS;
    const own = () => 1 + kind + KINDS * Math.floor(random() ** 2 * (NOTES / KINDS));
    const acts = Array.from({ length: 14 }, () =>
      random() < 0.85 ? own() : 1 + Math.floor(random() * NOTES),
    );
    return [...new Set(acts)];
  });
}

const lines = (lists: number[][]) =>
  lists.map((notes, reader) => [reader, ...notes].join(' ')).join('\n') + '\n';
const run = (...parts: string[]) => {
  const out = execFileSync(process.execPath, [join(import.meta.dirname, 'command.ts'), ...parts], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
  });
  return { out, json: JSON.parse(out.trim().split('\n').at(-1)!) as Record<string, number> };
};

const lists = made(300, 1);
writeFileSync(join(folder, 'train.txt'), lines(lists.map((notes) => notes.slice(0, -3))));
writeFileSync(join(folder, 'test.txt'), lines(lists.map((notes) => notes.slice(-3))));
writeFileSync(join(folder, 'acts.txt'), lines(lists));
writeFileSync(
  join(folder, 'titles.tsv'),
  Array.from({ length: NOTES }, (_, at) => `${at + 1}\tX${at}\tkind${at % KINDS} thing ${at}`).join('\n'),
);
writeFileSync(
  join(folder, 'attributes.json'),
  JSON.stringify(Object.fromEntries(Array.from({ length: NOTES }, (_, at) => [at + 1, [at % KINDS]]))),
);

const KEYS = [
  'recall@20',
  'ndcg@20',
  'hr@5',
  'hr@10',
  'ndcg@10',
  'coverage@20',
  'gini@20',
  'seconds',
  'rssMb',
];

test('warm: any folder of that shape, a table, and one line of figures', () => {
  const { out, json } = run('gowalla', '--data', '.');
  for (const key of KEYS) assert.ok(Number.isFinite(json[key]), key);
  // By chance one note in six would be found.
  assert.ok(json['recall@20']! > 0.6, out);
  assert.match(out, /LightGCN/);
  assert.match(out, /as served/);
  assert.match(out, /knob 0\.2/);
});

test('sequential: three protocols, and the same seed gives the same figures', () => {
  const strict = run(
    'sequential',
    '--data',
    'acts.txt',
    '--attributes',
    'attributes.json',
    '--titles',
    'titles.tsv',
  );
  const again = run(
    'sequential',
    '--data',
    'acts.txt',
    '--attributes',
    'attributes.json',
    '--titles',
    'titles.tsv',
  );
  for (const key of KEYS) assert.ok(Number.isFinite(strict.json[key]), key);
  for (const key of KEYS.slice(0, 7)) assert.equal(strict.json[key], again.json[key]);
  assert.ok(strict.json['hr@10']! > 0.2, strict.out);
  const refit = run('sequential', '--data', 'acts.txt', '--protocol', 'refit');
  assert.ok(refit.json['hr@10']! > 0.15, refit.out);
  const cold = run('sequential', '--data', 'acts.txt', '--titles', 'titles.tsv', '--protocol', 'cold');
  assert.ok(cold.json['recall@20']! > 0.7, cold.out);
});

test('strict: the graph never sees the last two acts, the history lacks only what is asked for', () => {
  const exam = leaveOneOut(readHistories(join(folder, 'acts.txt')), { back: 1, strict: true });
  exam.questions.forEach(({ history, wanted }, reader) => {
    assert.deepEqual([...history, ...wanted], lists[reader]);
    assert.deepEqual([...exam.known[reader]!], lists[reader]!.slice(0, -2));
  });
});

test('figures by hand: recall, NDCG with the ideal of so many, coverage, Gini', () => {
  const { recall, ndcg, hit } = judge([5, 1, 9, 2], new Set([1, 2, 3]), 4);
  assert.ok(Math.abs(recall - 2 / 3) < 1e-12);
  const ideal = 1 + 1 / Math.log2(3) + 1 / 2;
  assert.ok(Math.abs(ndcg - (1 / Math.log2(3) + 1 / Math.log2(5)) / ideal) < 1e-12);
  assert.equal(hit, 1);
  assert.deepEqual(spread([3, 3, 3]), { coverage: 1, gini: 0 });
  assert.ok(Math.abs(spread([0, 0, 0, 8]).gini - 0.75) < 1e-12);
});
