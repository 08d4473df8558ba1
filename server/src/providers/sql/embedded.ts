import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  type FileHandle,
  chmod,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { StartError } from '../../config.ts';
import { orNull } from './absent.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { asProcess, chooseRunAs, giveTo, type RunAs } from './run-as.ts';
import { settingsFor } from './tuning.ts';

export type Embedded = {
  /** A connection string for the database `jujube`, over the Unix socket. */
  url: string;
  /** True when a PostgreSQL that an earlier, killed process left behind was taken over. */
  adopted: boolean;
  /** Ends it: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
  /** Asks it to end and does not wait; it ends in order by itself. */
  stopWithoutWaiting(): void;
  /** Resolves with the reason when it ends, asked or not. Never for an adopted one. */
  ended: Promise<string>;
};

export type EmbeddedOptions = {
  /** The product's data folder; `pg`, `pg-run`, `pg-password` and `postgres.log` are made in it. */
  dataDir: string;
  log: { info(text: string): void };
  /** For tests: no promise that a commit survives a power cut. */
  fast?: boolean;
  /** Gives up the making of a new cluster; nothing half made counts. */
  signal?: AbortSignal;
  /** For tests: it stays when this process ends, and the next one adopts it. */
  outlive?: boolean;
};

const DATABASE = 'jujube';
const READY_WITHIN_MS = 180_000;
/** What a killed PostgreSQL held is free within this. */
const FREE_WITHIN_MS = 10_000;
/** SIGTERM lets sessions that are closing close; SIGINT ends those that are not. Committed is committed either way. */
const IN_ORDER: Signals = [
  ['SIGTERM', 500],
  ['SIGINT', 60_000],
];
/** Beyond any number that a system gives. */
const NO_PROCESS = 99_999_999;
const LOG_BYTES = 5_000_000;

type Place = { data: string; run: string; log: string; password: string; runAs: RunAs; binaries: Binaries };
type Postmaster = { pid: number; port: number; ready: boolean };
/** Each signal with the milliseconds it gets to work. */
type Signals = [NodeJS.Signals, number][];
type Running = { pid: number; port: number; ended: Promise<string> };

/**
 * Starts the PostgreSQL 18 that came with npm on a data folder, making its cluster the first time. What a killed
 * process left running is adopted when it was started in the same way, else stopped and started anew.
 * The caller holds the folder's lock: two callers on one folder at once are not provided for.
 *
 * @throws StartError with PostgreSQL's last words when it does not come up
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const place = await prepare(resolve(options.dataDir));
  await initialise(place, options);
  const settings = settingsFor(options.fast ?? false);
  const adopted = await adopt(place, settings);
  const { pid, port, ended } = adopted ?? (await launch(place, settings, options));
  return {
    url: await connectable(place, port),
    adopted: adopted !== null,
    stop: () => stop(place, pid, IN_ORDER),
    stopWithoutWaiting: () => send(pid, 'SIGINT'),
    ended,
  };
}

async function prepare(dataDir: string): Promise<Place> {
  await mkdir(dataDir, { recursive: true });
  const binaries = await findBinaries(join(dataDir, 'pg-lib'));
  const run = await socketFolder(dataDir);
  const runAs = chooseRunAs(binaries.postgres, run);
  await giveTo(runAs, run);
  const password = await readOrMakePassword(join(dataDir, 'pg-password'));
  return { data: join(dataDir, 'pg'), run, log: join(dataDir, 'postgres.log'), password, runAs, binaries };
}

/** A socket's path may have 107 bytes at most, so a long data folder gets a short stand-in. */
async function socketFolder(dataDir: string): Promise<string> {
  const near = join(dataDir, 'pg-run');
  const short = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const run = Buffer.byteLength(near) <= 85 ? near : join(tmpdir(), `jujube-${short}`);
  await mkdir(run, { recursive: true });
  await chmod(run, 0o755);
  return run;
}

async function readOrMakePassword(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const password = randomBytes(24).toString('base64url');
  const half = `${path}.${process.pid}`;
  await writeFile(half, password, { mode: 0o600 });
  await rename(half, path);
  return password;
}

/** Makes the cluster beside its place and renames it, so that a kill in between leaves nothing half made. */
async function initialise(place: Place, { log, fast, signal }: EmbeddedOptions): Promise<void> {
  if (await stat(join(place.data, 'PG_VERSION')).catch(orNull)) {
    await giveTo(place.runAs, place.data);
    return;
  }
  log.info('making the database');
  const half = `${place.data}.new`;
  const passwordFile = join(place.run, 'initdb-password');
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  await giveTo(place.runAs, half);
  await writeFile(passwordFile, place.password, { mode: 0o600 });
  await giveTo(place.runAs, place.run);
  await chownFile(place.runAs, passwordFile);
  // With lc_ctype C, trigram search would find nothing in Chinese.
  const locale = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--lc-ctype=C.UTF-8',
    '--lc-collate=C',
  ];
  const access = ['--username=jujube', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const args = ['-D', half, '--encoding=UTF8', ...locale, ...access, ...(fast ? ['--no-sync'] : [])];
  try {
    await runToEnd(place, args, signal);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(half, place.data);
}

async function chownFile(runAs: RunAs, path: string): Promise<void> {
  if (runAs.kind !== 'nobody') return;
  const file = await open(path, 'r+');
  await file.chown(runAs.uid, runAs.gid);
  await file.close();
}

async function runToEnd(place: Place, args: string[], signal?: AbortSignal): Promise<void> {
  const { command, args: all, who } = asProcess(place.runAs, place.binaries.initdb, args);
  const child = spawn(command, all, {
    ...who,
    cwd: '/',
    env: environment(place),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let failure: NodeJS.ErrnoException | undefined;
  child.once('error', (error) => (failure = error));
  // Its end, not the error of giving up, is waited for: initdb clears its folder as it dies, and another
  // making of the same folder would lose what it had written.
  const code = await new Promise((done) => child.once('close', done));
  if (failure) notHere(failure);
  if (code !== 0) throw new StartError(`PostgreSQL's initdb failed (${String(code)}):\n${lastLines(said)}`);
}

/** The file is there and the system says it is not: what it is linked with is missing. */
function notHere(cause: NodeJS.ErrnoException): never {
  if (cause.code !== 'ENOENT' && cause.code !== 'ENOEXEC') throw cause;
  throw new StartError(
    'The PostgreSQL that npm brings needs glibc (most Linux systems, not Alpine) or macOS. ' +
      'Set DATABASE_URL to a PostgreSQL 16 or newer.',
    { cause },
  );
}

function environment(place: Place): Record<string, string> {
  // A fixed environment: the operator's PGDATA, PGPORT or locale must not steer this cluster.
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...place.binaries.env };
}

/** A PostgreSQL left running, if it is as we would start it; one that is not is stopped. */
async function adopt(place: Place, settings: string[]): Promise<Running | null> {
  const left = await readPostmaster(place);
  if (!left) return null;
  const started = (await readFile(join(place.data, 'postmaster.opts'), 'utf8').catch(orNull)) ?? '';
  const same =
    settings.every((setting) => started.includes(`"${setting}"`)) && started.includes(`"${place.run}"`);
  const answers = same && left.ready && (await canConnect(place, left.port));
  if (answers) return { ...left, ended: new Promise(() => undefined) };
  // It may be writing its last checkpoint; if it hangs, the start that follows recovers.
  await stop(place, left.pid, [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ]);
  return null;
}

/** Tries again for a while when what a killed PostgreSQL held is not free yet. */
async function launch(place: Place, settings: string[], options: EmbeddedOptions): Promise<Running> {
  const from = Date.now();
  for (;;) {
    const outcome = await launchOnce(place, settings, options);
    if ('pid' in outcome) return outcome;
    if (Date.now() - from > FREE_WITHIN_MS || !/already in use|still in use/.test(outcome.said)) {
      const text = `PostgreSQL did not start (${outcome.why}); ${place.log} says:\n${lastLines(outcome.said)}`;
      throw new StartError(text);
    }
    await pause(200);
  }
}

async function launchOnce(
  place: Place,
  settings: string[],
  options: EmbeddedOptions,
): Promise<Running | { why: string; said: string }> {
  await disownPidFile(place);
  await clearSockets(place);
  const log = await openLog(place.log);
  const where = ['-D', place.data, '-k', place.run, '-h', '127.0.0.1', '-p', String(await freePort())];
  const given = [...where, ...settings.flatMap((setting) => ['-c', setting])];
  const { command, args, who } = asProcess(place.runAs, place.binaries.postgres, given);
  // An own session: Ctrl-C reaches only us, and we stop PostgreSQL after the last request.
  const stdio: ['ignore', number, number] = ['ignore', log.file.fd, log.file.fd];
  const child = spawn(command, args, { ...who, cwd: '/', env: environment(place), stdio, detached: true });
  let over: string | null = null;
  const ended = new Promise<string>((done) => {
    child.once('exit', (code, signal) => done((over = signal ?? `code ${code}`)));
    child.once('error', (error) => done((over = error.message)));
  });
  if (options.outlive) child.unref();
  await log.file.close();
  const from = Date.now();
  for (;;) {
    const running = await readPostmaster(place);
    if (running?.ready) return { ...running, ended };
    const slow = Date.now() - from > READY_WITHIN_MS;
    if (over !== null || slow) {
      return { why: over ?? 'too slow', said: (await readFile(place.log)).subarray(log.from).toString() };
    }
    await pause(15);
  }
}

/**
 * A killed PostgreSQL leaves its number in `postmaster.pid`. If that number is now another process, or one that ended
 * and was not yet fetched by its parent, PostgreSQL would believe it and refuse. Only the number is made void: the
 * line about shared memory stays, by which PostgreSQL finds out whether sessions of the killed one still run.
 */
async function disownPidFile(place: Place): Promise<void> {
  const path = join(place.data, 'postmaster.pid');
  const [pid, ...rest] = ((await readFile(path, 'utf8').catch(orNull)) ?? '').split('\n');
  if (!pid || (await isPostmaster(place, Number(pid)))) return;
  await writeFile(path, [NO_PROCESS, ...rest].join('\n'));
}

/** Of a PostgreSQL that was killed: each had a port of its own, so that they would grow in number. */
async function clearSockets({ run }: Place): Promise<void> {
  for (const name of await readdir(run))
    if (name.startsWith('.s.PGSQL.')) await rm(join(run, name), { force: true });
}

/** Waits for the first answer and makes our database in a cluster that has none yet. */
async function connectable(place: Place, port: number): Promise<string> {
  const client = new pg.Client(urlOf(place, port, 'postgres'));
  await client.connect();
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (known.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
  return urlOf(place, port, DATABASE);
}

async function canConnect(place: Place, port: number): Promise<boolean> {
  const client = new pg.Client(urlOf(place, port, 'postgres'));
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

function urlOf(place: Place, port: number, database: string): string {
  const host = encodeURIComponent(place.run);
  return `postgres://jujube:${place.password}@localhost:${port}/${database}?host=${host}`;
}

async function stop(place: Place, pid: number, signals: Signals): Promise<void> {
  for (const [signal, patience] of signals) {
    if (!(await isPostmaster(place, pid))) return;
    send(pid, signal);
    const from = Date.now();
    while (Date.now() - from < patience) {
      if (!(await isPostmaster(place, pid))) return;
      await pause(10);
    }
  }
  throw new StartError(`PostgreSQL (process ${pid}) does not end.`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPERM')
      throw new StartError(`PostgreSQL (process ${pid}) belongs to another user. Stop it as that user.`);
    if (code !== 'ESRCH') throw error;
  }
}

/** What `postmaster.pid` says, if the process it names is alive and runs on this folder. */
async function readPostmaster(place: Place): Promise<Postmaster | null> {
  const text = (await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(orNull)) ?? '';
  const [pid, , , port, , , , status] = text.split('\n');
  if (!pid || !(await isPostmaster(place, Number(pid)))) return null;
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' };
}

/** After a reboot or in a fresh container the number may belong to somebody else. */
async function isPostmaster(place: Place, pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const line =
    process.platform === 'linux'
      ? ((await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(orNull)) ?? '')
      : spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout;
  return line.includes(place.data);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new StartError('No free port on 127.0.0.1.');
  return address.port;
}

async function openLog(path: string): Promise<{ file: FileHandle; from: number }> {
  const size = async () => (await stat(path).catch(orNull))?.size ?? 0;
  if ((await size()) > LOG_BYTES) await rename(path, `${path}.1`);
  return { file: await open(path, 'a'), from: await size() };
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-8).join('\n');
}
