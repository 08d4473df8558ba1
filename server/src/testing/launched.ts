import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../../..');
/** Generous: a machine may be busy with much else. */
const PATIENCE_MS = 120_000;

export type LaunchOptions = {
  /** Settings, on top of a free port, no demo world and a quiet log. */
  env?: Record<string, string>;
  args?: string[];
  /** Run as this user, for the case of an ordinary one. */
  who?: { uid: number; gid: number };
  /** The program and the arguments before `main.ts`; this Node by default. */
  through?: string[];
};

/** A start of the product as an operator does it, in an own process. */
export type Launched = {
  child: ChildProcess;
  pid: number;
  /** All that it printed so far, both streams. */
  said(): string;
  /** Waits until it is ready, and answers its address. Throws with what it said when it ends before. */
  ready(): Promise<string>;
  /** Waits for its end: the exit code (null after a signal) and how long that took from now. */
  ended(): Promise<{ code: number | null; ms: number }>;
};

export function launch({ env = {}, args = [], who, through }: LaunchOptions): Launched {
  const [program, ...before] = through ?? [process.execPath, join(ROOT, 'server/src/main.ts')];
  const settings = {
    PATH: process.env['PATH'],
    PORT: '0',
    DEMO: '0',
    LOG_LEVEL: 'error',
    TRANSLATION: '0',
    ...env,
  };
  const child = spawn(program!, [...before, ...args], { cwd: ROOT, env: settings, ...who });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const closed = new Promise<number | null>((done) => child.once('close', done));
  return {
    child,
    pid: child.pid!,
    said: () => said,
    ready: () => until(() => readyAddress(said, child)),
    async ended() {
      const from = performance.now();
      return { code: await closed, ms: performance.now() - from };
    },
  };
}

function readyAddress(said: string, child: ChildProcess): string | null {
  const address = /Jujube is ready: (\S+)/.exec(said)?.[1] ?? /(working as) /.exec(said)?.[1];
  if (!address && child.exitCode !== null)
    throw new Error(`It ended with ${child.exitCode} and said:\n${said}`);
  return address ?? null;
}

/** Asks again and again until the answer is neither null, undefined nor false. */
export async function until<T>(ask: () => T | null | undefined | false): Promise<T> {
  const from = performance.now();
  for (;;) {
    const answer = ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() - from > PATIENCE_MS)
      throw new Error(`Waited ${PATIENCE_MS} ms in vain for ${ask.toString()}`);
    await pause(20);
  }
}

/** The process of a data folder's PostgreSQL, or null. */
export function postgresOf(dataDir: string): number | null {
  try {
    return Number(readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A connection string for a data folder's running PostgreSQL, from the files that the product keeps there. */
export function databaseOf(dataDir: string): string {
  const [, , , port, socketFolder] = readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8').split('\n');
  const password = readFileSync(join(dataDir, 'pg-password'), 'utf8');
  return `postgres://jujube:${password}@localhost:${port}/jujube?host=${encodeURIComponent(socketFolder!)}`;
}

/** Whether a process runs; one that has ended but was not yet fetched by its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** An own folder for one test file, and how to remove it. */
export function ownFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'jujube-launch-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
