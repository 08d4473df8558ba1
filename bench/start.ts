import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Card } from '@jujube/contract';
import { print } from './lib/report.ts';
import { freePort, treeOf } from './lib/server.ts';

// `npm start` in a clean clone of what is committed, as an operator meets it: how long until the first page and with
// how many notes, how explore fares while the demo world grows, what everything takes when idle, the end, the next start.
// npm run bench -- start [--keep]

const ROOT = join(import.meta.dirname, '..');
const EXPLORE = '/api/v1/feed/explore?limit=30';
const IDLE_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'jujube-bench-start-'));
const clone = join(folder, 'clone');
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
let child: ChildProcess | null = null;

try {
  cleanClone();
  const first = await start();
  const notes = await notesWithPictures();
  const growing = await exploreP99();
  const complete = await demoComplete();
  const idle = await exploreP99();
  await pause(IDLE_MS);
  const { npm, ours } = memory();
  const ended = await stop();
  const next = await start();
  await stop();
  print(
    ['what', 'measured', 'floor'],
    [
      ['npm start to the first page, clean clone', `${first.toFixed(1)} s`, '30 s'],
      ['notes with their pictures at that moment', String(notes), '60'],
      ['demo world complete', `${complete.toFixed(1)} s`, ''],
      ['explore p99 meanwhile, against idle', `${growing.toFixed(1)} / ${idle.toFixed(1)} ms`, '1.5×'],
      ['memory of everything, idle for 60 s (PSS)', `${ours.toFixed(0)} MB`, '300 MB'],
      ["npm's own, which waits beside it", `${npm.toFixed(0)} MB`, ''],
      ['SIGTERM to the end', `${ended.toFixed(1)} s`, '5 s'],
      ['next start to the first page', `${next.toFixed(1)} s`, '3 s'],
    ],
  );
} finally {
  if (child) await stop();
  if (!process.argv.includes('--keep')) rmSync(folder, { recursive: true, force: true });
}

/** What is committed, with the installed packages as hard links. */
function cleanClone(): void {
  execFileSync('git', ['clone', '--quiet', ROOT, clone]);
  const places = ['', 'server', 'web', 'packages/contract', 'packages/ranker', 'packages/lingua'];
  for (const place of places.map((name) => join(name, 'node_modules'))) {
    if (existsSync(join(ROOT, place))) execFileSync('cp', ['-al', join(ROOT, place), join(clone, place)]);
  }
}

/** Seconds from the command to the first page that a browser would show. */
async function start(): Promise<number> {
  const from = performance.now();
  const env = { ...process.env, PORT: String(port), DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' };
  child = spawn('npm', ['start'], { cwd: clone, env, stdio: 'inherit' });
  for (;;) {
    const status = await fetch(`${url}/`, { headers: { accept: 'text/html' } }).then(
      (answer) => answer.text().then(() => answer.status),
      () => 0,
    );
    if (status === 200) return (performance.now() - from) / 1000;
    if (child.exitCode !== null) child = null;
    if (child === null) throw new Error('npm start ended before its first page');
    await pause(20);
  }
}

/** Walks explore to its end and counts the cards whose picture, if they name one, is served. */
async function notesWithPictures(): Promise<number> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const path: string = cursor ? `${EXPLORE}&cursor=${encodeURIComponent(cursor)}` : EXPLORE;
    const page = (await (await fetch(url + path)).json()) as { items: Card[]; cursor: string | null };
    for (const { id, cover } of page.items) {
      if (cover && (await fetch(new URL(cover.url, url), { method: 'HEAD' })).status === 200) seen.add(id);
    }
    cursor = page.cursor;
  } while (cursor);
  return seen.size;
}

/** Of 300 pages asked for one every 20 ms: what somebody who looks round meets, not what a crowd meets. */
async function exploreP99(): Promise<number> {
  const times = Array.from({ length: 300 }, async (_, index) => {
    await pause(index * 20);
    const from = performance.now();
    await (await fetch(url + EXPLORE)).text();
    return performance.now() - from;
  });
  return (await Promise.all(times)).sort((a, b) => a - b)[296]!;
}

/** The rest of the demo world is made by niced children: it is complete when none is left. Seconds from now. */
async function demoComplete(): Promise<number> {
  const from = performance.now();
  let quietSince = from;
  while (performance.now() - quietSince < 2000) {
    if (treeOf(running()).some(isNiced)) quietSince = performance.now();
    await pause(100);
  }
  return (quietSince - from) / 1000;
}

function running(): number {
  const pid = child?.pid;
  assert.ok(pid, 'nothing was started');
  return pid;
}

function isNiced(pid: number): boolean {
  const fields = readProcess(pid, 'stat').split(') ').pop()?.split(' ') ?? [];
  return Number(fields[16]) > 0;
}

/** Proportional set size in MB: of npm, and of the start and all below it. */
function memory(): { npm: number; ours: number } {
  const of = (pids: number[]) => {
    const sizes = pids.map((pid) =>
      Number(/^Pss:\s+(\d+)/m.exec(readProcess(pid, 'smaps_rollup'))?.[1] ?? 0),
    );
    return sizes.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024;
  };
  const [npm, ...ours] = treeOf(running());
  return { npm: of([npm!]), ours: of(ours) };
}

/** Empty for a process that has just ended. */
function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

async function stop(): Promise<number> {
  const from = performance.now();
  const ending = child!;
  child = null;
  const closed = new Promise((done) => ending.once('close', done));
  ending.kill('SIGTERM');
  await closed;
  return (performance.now() - from) / 1000;
}
