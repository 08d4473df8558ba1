import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const TICKS_PER_SECOND = 100;

export interface Running {
  url: string;
  pid: number;
  /** CPU seconds that server and PostgreSQL have used so far. */
  cpu(): { server: number; postgres: number };
  stop(): Promise<void>;
}

/** A production start of the product on a data folder, default roles, on a port of its own. */
export async function startServer(dataDir: string, env: Record<string, string> = {}): Promise<Running> {
  const port = await freePort();
  // As `npm start` does.
  const child = spawn(process.execPath, ['--max-semi-space-size=16', 'server/src/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      MALLOC_ARENA_MAX: '2',
      ...{
        DATA_DIR: dataDir,
        PORT: String(port),
        DEMO: '0',
        LOG_LEVEL: 'warn',
        TRUSTED_PROXIES: '127.0.0.1',
      },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await printed(child, 'http://localhost');
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    cpu: () => cpuOf(child.pid!),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Processes below a process, itself included. */
export function treeOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? statOf(Number(entry)) : null;
    if (stat) parents.set(Number(entry), Number(stat[1]));
  }
  const found = [pid];
  for (const at of found) for (const [child, parent] of parents) if (parent === at) found.push(child);
  return found;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function cpuOf(pid: number): { server: number; postgres: number } {
  const sum = { server: 0, postgres: 0 };
  for (const process of treeOf(pid)) {
    const stat = statOf(process);
    if (!stat) continue;
    // Its own, and what children that have ended used meanwhile: PostgreSQL's connections come and go.
    const [user, system, ofEndedUser, ofEndedSystem] = stat.slice(11, 15).map(Number);
    const seconds = (user! + system! + ofEndedUser! + ofEndedSystem!) / TICKS_PER_SECOND;
    sum[isPostgres(process) ? 'postgres' : 'server'] += seconds;
  }
  return sum;
}

/** Fields of /proc/PID/stat after the name (proc(5)): state, ppid, …; null when the process is gone. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

function isPostgres(pid: number): boolean {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
}

function printed(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes(text)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${seen}`)));
  });
}
