import { fork, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { readDemo } from '../domains/community/index.ts';
import { isEmpty } from '../domains/people/index.ts';
import type { Context } from '../kernel/context.ts';
import { loadDemo } from './load.ts';

/** A first visit finds so many notes; the rest come while the site serves. */
const FIRST = 60;

export interface DemoStart {
  /** Makes the rest in a process of low priority. */
  goOn(): void;
  stop(): void;
}

interface Starting {
  config: Config;
  databaseUrl: string;
  context: Context;
  say?: ((step: string) => void) | undefined;
}

/** Makes the first part of the demo week in a fresh community, or goes on with a week that was cut off. */
export async function startDemo({ config, databaseUrl, context, say }: Starting): Promise<DemoStart | null> {
  const { state } = await readDemo(context);
  if (state !== 'making' && !(config.demo && state === 'none' && (await isEmpty(context)))) return null;
  say?.('making the demo world');
  await loadDemo(context, { notes: FIRST });
  say?.(`the demo world has its first ${FIRST} notes; the rest comes while it serves`);
  let child: ChildProcess | null = null;
  return {
    goOn() {
      child = fork(join(import.meta.dirname, 'command.ts'), ['load'], {
        env: { DATABASE_URL: databaseUrl, DATA_DIR: config.dataDir, LOG_LEVEL: config.logLevel },
      });
      if (child.pid) setPriority(child.pid, 10);
      child.on('message', (share) => tell(say, Number(share)));
      child.once('exit', (code) => {
        child = null;
        if (code) context.log.warn({ code }, 'making the demo world stopped; the next start goes on with it');
        else say?.('the demo world is complete');
      });
    },
    stop() {
      child?.kill('SIGTERM');
    },
  };
}

function tell(say: Starting['say'], share: number): void {
  const percent = Math.round(share * 100);
  if (percent % 10 === 0) say?.(`demo world: ${percent} %`);
}
