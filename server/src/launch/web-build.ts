import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { StartError } from '../config.ts';
import { lockFolder } from './folder-lock.ts';
import type { Progress } from './progress.ts';

const ROOT = join(import.meta.dirname, '../../..');
const WEB = join(ROOT, 'web');
const STAMP = join(WEB, 'build/sources.sha256');
/** All that a build is made of. */
const SOURCES = ['web', 'packages/contract', 'messages', 'package-lock.json'];
/** What a build or an installation makes. The last three are the message compiler's, in `project.inlang`. */
const NOT_SOURCES = new Set([
  ...['node_modules', 'build', '.svelte-kit', 'paraglide'],
  ...['README.md', '.gitignore', '.meta.json'],
]);

export type WebPlan = { /** What the pages would be made of. */ sources: string; built: boolean };

/**
 * Whether the pages must be built, and could be. Looks only.
 *
 * @throws StartError
 */
export async function planWeb(): Promise<WebPlan> {
  const sources = await hashOfSources();
  const built = await isBuilt(sources);
  if (!built) await mustBeWritable();
  return { sources, built };
}

/**
 * Builds the pages when their sources are not those of the last build. The stamp is written last and lies in the
 * build, so a build that was cut off counts as none.
 *
 * @param signal ends a build that runs
 * @throws StartError with the builder's last words
 */
export async function buildWeb(say: Progress, signal?: AbortSignal, plan?: WebPlan): Promise<void> {
  const { sources, built } = plan ?? (await planWeb());
  if (built) {
    say('the pages are built already');
    return;
  }
  const lock = await lockBuild();
  try {
    if (await isBuilt(sources)) return;
    say('building the pages, because their sources changed …');
    const from = performance.now();
    await runVite(signal);
    await writeFile(STAMP, sources);
    say(`the pages are built (${((performance.now() - from) / 1000).toFixed(1)} s)`);
  } finally {
    lock.release();
  }
}

async function isBuilt(sources: string): Promise<boolean> {
  return existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === sources;
}

async function mustBeWritable(): Promise<void> {
  try {
    await access(WEB, constants.W_OK);
  } catch (cause) {
    const text = `The pages must be built, but ${WEB} may not be written by this user. Run "npm start" once as its owner.`;
    throw new StartError(text, { cause });
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(process.versions.node);
  for (const source of SOURCES) await addTo(hash, source);
  return hash.digest('hex');
}

async function addTo(hash: ReturnType<typeof createHash>, path: string): Promise<void> {
  const inside = await readdir(join(ROOT, path), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null;
      throw error;
    },
  );
  if (inside === null) {
    hash.update(`${path}\0`).update(await readFile(join(ROOT, path)));
    return;
  }
  for (const { name } of inside.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!NOT_SOURCES.has(name) && !name.endsWith('.test.ts')) await addTo(hash, `${path}/${name}`);
  }
}

/** Two processes that start at once build one after the other, and the second finds it done. */
async function lockBuild(): Promise<{ release(): void }> {
  for (;;) {
    const lock = lockFolder(join(WEB, '.svelte-kit'));
    if ('release' in lock) return lock;
    await pause(100);
  }
}

/** Below the niceness of the process that makes pictures. */
const NICE = 15;

async function runVite(signal?: AbortSignal): Promise<void> {
  const vite = join(createRequire(join(WEB, 'package.json')).resolve('vite/package.json'), '../bin/vite.js');
  const options = { cwd: WEB, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'], signal };
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], options);
  // Pictures of a first start are made beside it, one after another, and would else wait for all of its threads.
  if (child.pid) setPriority(child.pid, NICE);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((done, failed) => child.once('close', done).once('error', failed));
  if (code === 0) return;
  const last = stripVTControlCharacters(said).trimEnd().split('\n').slice(-25).join('\n');
  throw new StartError(`The pages could not be built:\n${last}`);
}
