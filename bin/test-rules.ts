/**
 * `npm run test:rules`: switches each rule of `rules/` off in turn, in a copy of the server, and fails unless a test
 * notices. Words beside it pick the rules whose names contain one of them. It takes minutes and is no part of `npm test`.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { stopTestPostgres, testPostgres } from '../server/src/testing/postgres.ts';
import { RULES } from './rules/rules.ts';
import { without, type Rule } from './rules/rule.ts';

const ROOT = join(import.meta.dirname, '..');
const LONGEST_MS = 240_000;

interface Outcome {
  rule: Rule;
  /** Names of the tests that failed while the rule was off. */
  noticedBy: string[];
  /** Why it says nothing about the rule; null when it does. */
  problem: string | null;
  seconds: number;
}

/** What the tests of a rule say while it is on. */
const known = new Map<string, Promise<string | null>>();
const words = process.argv.slice(2);
const chosen = RULES.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const copy = copyOfServer();
await testPostgres();
const outcomes: Outcome[] = [];
try {
  for (const rule of chosen) {
    const outcome = await switchOff(rule);
    outcomes.push(outcome);
    process.stdout.write(line(outcome));
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
  await stopTestPostgres();
}
const unnoticed = outcomes.filter(({ noticedBy, problem }) => noticedBy.length === 0 || problem !== null);
process.stdout.write(
  `\n${outcomes.length - unnoticed.length} of ${outcomes.length} rules are noticed when they are off\n`,
);
process.exitCode = unnoticed.length === 0 && outcomes.length > 0 ? 0 : 1;

/** A tree like ours with the server and the packages copied, so that what is changed there is nobody else's. */
function copyOfServer(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jujube-rules-'));
  const skipped = /(^|\/)(node_modules|build|\.svelte-kit)(\/|$)/;
  for (const place of ['server', 'packages']) {
    cpSync(join(ROOT, place), join(folder, place), {
      recursive: true,
      filter: (path) => !skipped.test(path.slice(ROOT.length)),
    });
  }
  for (const place of ['package.json', 'tsconfig.json', 'messages', 'web'])
    symlinkSync(join(ROOT, place), join(folder, place));
  linkModules(join(folder, 'node_modules'));
  return folder;
}

/** Everybody's modules are ours, but the workspaces are those of the copy. */
function linkModules(folder: string): void {
  mkdirSync(join(folder, '@jujube'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@jujube') symlinkSync(join(ROOT, 'node_modules', name), join(folder, name));
  }
  for (const name of readdirSync(join(ROOT, 'packages')))
    symlinkSync(`../../packages/${name}`, join(folder, '@jujube', name));
  symlinkSync('../../server', join(folder, '@jujube/server'));
}

async function switchOff(rule: Rule): Promise<Outcome> {
  const from = performance.now();
  const path = join(copy, 'server/src', rule.file);
  const source = readFileSync(path, 'utf8');
  const changed = without(source, rule);
  const outcome = { rule, noticedBy: [], seconds: 0 };
  if (changed === null) return { ...outcome, problem: `its text is not there exactly once: ${rule.file}` };
  const untouched = await whole(rule);
  if (untouched !== null) return { ...outcome, problem: untouched };
  writeFileSync(path, changed);
  const { failed, passed, broken } = await runTests(rule);
  writeFileSync(path, source);
  const seconds = (performance.now() - from) / 1000;
  if (broken) return { ...outcome, seconds, problem: `the tests could not run: ${broken}` };
  if (failed.length + passed === 0)
    return { ...outcome, seconds, problem: `no such test: ${rule.test} “${rule.names}”` };
  return { ...outcome, noticedBy: failed, seconds, problem: null };
}

/** Why a rule's tests say nothing, since they do not pass while it is on; null when they do. Asked once per tests. */
function whole(rule: Rule): Promise<string | null> {
  const key = `${rule.test} ${rule.names}`;
  const said =
    known.get(key) ??
    runTests(rule).then(
      ({ failed, broken }) => broken ?? (failed.length > 0 ? `fails with the rule on: ${failed[0]}` : null),
    );
  known.set(key, said);
  return said;
}

/** Runs a rule's tests in the copy. `broken` tells of a failure that is none of a test's own: an import, a hook, a timeout. */
async function runTests({
  test,
  names,
}: Rule): Promise<{ failed: string[]; passed: number; broken: string | null }> {
  const file = join(copy, 'server/src', test);
  const pattern = names === '' ? undefined : new RegExp(`^${RegExp.escape(names)}`);
  const result = { failed: [] as string[], passed: 0, broken: null as string | null };
  const stream = run({
    files: [file],
    cwd: copy,
    concurrency: 1,
    timeout: LONGEST_MS,
    ...(pattern && { testNamePatterns: [pattern] }),
  });
  stream.on('test:pass', ({ name, skip }) => {
    if (skip === undefined && !name.endsWith('.ts')) result.passed += 1;
  });
  stream.on('test:fail', ({ name, details: { error } }) => {
    const cause = error as Error & { failureType?: string };
    if (cause.failureType === 'subtestsFailed') return;
    if (cause.failureType === 'testCodeFailure' && !name.endsWith('.ts')) result.failed.push(name);
    else result.broken ??= `${name}: ${String(error.cause ?? error).split('\n')[0]}`;
  });
  stream.resume();
  await new Promise((done, failed) => stream.once('end', done).once('error', failed));
  return result;
}

function line({ rule, noticedBy, problem, seconds }: Outcome): string {
  const [first, ...others] = noticedBy;
  const told =
    problem ??
    (first === undefined
      ? 'NOBODY NOTICED'
      : `${first}${others.length > 0 ? ` and ${others.length} more` : ''}`);
  const mark = problem === null && first !== undefined ? '✔' : '✖';
  return `${mark} ${rule.name.padEnd(58)} ${seconds.toFixed(1).padStart(5)} s  ${told}\n`;
}
