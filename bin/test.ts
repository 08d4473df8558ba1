/**
 * `npm test`: every test on real PostgreSQL, two files at a time. `--full` adds those that take long
 * (`*.full.test.ts`); any other argument is a piece of a path and picks the files that contain it.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { createProgress } from '../server/src/launch/progress.ts';
import { buildWeb } from '../server/src/launch/web-build.ts';
import { stopTestPostgres, testPostgres } from '../server/src/testing/postgres.ts';

const ROOT = join(import.meta.dirname, '..');
/** The slowest come first, so that the last minutes have both cores busy. */
const PLACES = ['e2e', 'server/src', 'packages', 'web', 'bench', 'bin'];
const NOT_OURS = /(^|\/)(node_modules|build|\.svelte-kit)(\/|$)/;
const LONGEST_TEST_MS = 300_000;

const full = process.argv.includes('--full');
const pieces = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const say = createProgress((line) => process.stdout.write(line));

const files = testFiles();
if (files.some((file) => /^e2e\/|launch\/launch/.test(file))) await buildWeb(say);
await testPostgres();
say('PostgreSQL for the tests is up');
try {
  process.exitCode = await runTests(files);
} finally {
  await stopTestPostgres();
}

function testFiles(): string[] {
  const options = { cwd: ROOT, exclude: (path: string) => NOT_OURS.test(path) };
  const all = PLACES.flatMap((place) => globSync(`${place}/**/*.test.ts`, options).sort());
  const ours = all.filter((file) => full || !file.endsWith('.full.test.ts'));
  return pieces.length === 0 ? ours : ours.filter((file) => pieces.some((piece) => file.includes(piece)));
}

async function runTests(chosen: string[]): Promise<number> {
  if (chosen.length === 0) {
    say(`no test file has ${pieces.join(' or ')} in its path`);
    return 1;
  }
  const flags = ['--test', '--test-concurrency=2', `--test-timeout=${LONGEST_TEST_MS}`];
  // What Node made of our files is kept for the next test: a quarter of the processor's time that a small one takes.
  const env = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/node'), ...process.env };
  const child = spawn(process.execPath, [...flags, ...chosen], { cwd: ROOT, stdio: 'inherit', env });
  // Ctrl-C reaches the tests as well; we stay to stop PostgreSQL after them.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((done, failed) => child.once('close', (code) => done(code ?? 1)).once('error', failed));
}
