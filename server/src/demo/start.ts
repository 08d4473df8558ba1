import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { readDemo } from '../domains/community/index.ts';
import { isEmpty } from '../domains/people/index.ts';
import { createDatabase, createPool } from '../kernel/database.ts';
import type { Log } from '../kernel/log.ts';
import type { Loaded } from './load.ts';

/** A first visit finds so many notes; the rest come while the site serves. */
const FIRST = 60;

export interface DemoStart {
  /** Settles when the first part is there, or when it cannot be made: a place can be opened without it. */
  first: Promise<void>;
  stop(): void;
}

interface Starting {
  config: Config;
  databaseUrl: string;
  log: Log;
  say?: ((step: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Makes the demo week in a fresh community, or goes on with a week that was cut off, in a process of its own: what
 * drawing needs of memory ends with it. Once the first part is there it takes only the time that nobody else wants.
 */
export async function startDemo(options: Starting): Promise<DemoStart | null> {
  if (!(await isDue(options)) || options.signal?.aborted) return null;
  const { config, databaseUrl, log, say, signal } = options;
  say?.('making the demo world');
  const child = fork(join(import.meta.dirname, 'command.ts'), ['load'], {
    env: { DATABASE_URL: databaseUrl, DATA_DIR: config.dataDir, LOG_LEVEL: config.logLevel },
  });
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    child.kill('SIGTERM');
  };
  signal?.addEventListener('abort', stop, { once: true });
  const { promise: first, resolve } = Promise.withResolvers<void>();
  let isFirst = true;
  child.on('message', (message) => {
    const { notes, share } = message as Loaded;
    if (isFirst && notes >= FIRST) {
      isFirst = false;
      if (child.pid) setPriority(child.pid, 10);
      say?.(`the demo world has its first ${FIRST} notes; the rest comes while it serves`);
      resolve();
    } else tell(say, share);
  });
  child.once('exit', (code, killedBy) => {
    signal?.removeEventListener('abort', stop);
    resolve();
    if (code === 0) say?.('the demo world is complete');
    else if (!isStopped)
      log.warn({ code, killedBy }, 'making the demo world stopped; the next start goes on with it');
  });
  return { first, stop };
}

async function isDue({ config, databaseUrl, log }: Starting): Promise<boolean> {
  const db = createDatabase(createPool({ url: databaseUrl, max: 1, log }));
  try {
    const { state } = await readDemo({ db });
    return state === 'making' || (config.demo && state === 'none' && (await isEmpty({ db })));
  } finally {
    await db.destroy();
  }
}

function tell(say: Starting['say'], share: number): void {
  const percent = Math.round(share * 100);
  if (percent % 10 === 0) say?.(`demo world: ${percent} %`);
}
