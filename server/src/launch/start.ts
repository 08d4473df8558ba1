import { existsSync } from 'node:fs';
import type { Log } from '../kernel/log.ts';
import { createLog } from '../kernel/log.ts';
import { readConfig, StartError, type Config } from '../config.ts';
import { startEmbedded, type Embedded } from '../providers/sql/embedded.ts';
import { banner } from './banner.ts';
import { lockFolder } from './folder-lock.ts';
import { checkDatabase, checkFolder, checkPort } from './preflight.ts';
import { createProgress, type Progress } from './progress.ts';
import { sentenceOf } from './sentence.ts';
import { onShutdown, type Shutdown } from './shutdown.ts';
import { buildWeb, planWeb } from './web-build.ts';

type Launch = { config: Config; say: Progress; log: Log; shutdown: Shutdown };

/**
 * The whole start: settings, checks that change nothing, PostgreSQL, migrations, pages, then the product itself.
 * A reason the operator can mend is printed as a sentence; the process then ends with code 1.
 */
export async function start(): Promise<void> {
  const say = createProgress((line) => process.stdout.write(line));
  let postgres: Embedded | null = null;
  const shutdown = onShutdown({
    say,
    failed: (error) => printFailure(error),
    force: () => postgres?.stopWithoutWaiting(),
  });
  const fail = async (error: unknown) => {
    if (!shutdown.signal.aborted) printFailure(error);
    await shutdown.end(1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  try {
    const config = readConfig();
    checkFolder(config.dataDir);
    const plan = config.roles.has('web') ? await planWeb() : null;
    const launch = {
      config: await checked(config, shutdown),
      say,
      log: createLog(config.logLevel),
      shutdown,
    };
    const pages = plan ? buildWeb(say, shutdown.signal, plan) : Promise.resolve();
    if (config.databaseUrl === null) postgres = await startPostgres(launch);
    void postgres?.ended.then((why) => fail(new StartError(`PostgreSQL ended by itself (${why}).`)));
    const databaseUrl = config.databaseUrl ?? postgres!.url;
    await serve(launch, { databaseUrl, pages });
  } catch (error) {
    await fail(error);
  }
}

/** Looks before it leaps: what is wrong is said before anything was changed. */
async function checked(config: Config, shutdown: Shutdown): Promise<Config> {
  const own = config.databaseUrl === null;
  // The lock comes first where a folder exists: "who has it" says more than "the port is taken".
  const early = own && existsSync(config.dataDir);
  if (early) takeFolder(config.dataDir, shutdown);
  const port = await checkPort(config);
  if (config.databaseUrl !== null) await checkDatabase(config.databaseUrl);
  if (own && !early) takeFolder(config.dataDir, shutdown);
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}

function takeFolder(dataDir: string, shutdown: Shutdown): void {
  const lock = lockFolder(dataDir);
  if ('release' in lock) {
    shutdown.add(async () => lock.release());
    return;
  }
  const holder = lock.heldBy
    ? `process ${lock.heldBy.pid}, since ${lock.heldBy.since}`
    : 'a process that began this moment';
  throw new StartError(
    `The data folder ${dataDir} is in use by another Jujube: ${holder}. Stop that one, or set DATA_DIR; ` +
      'to run several processes on the same data, give all of them one DATABASE_URL.',
  );
}

async function startPostgres({ config, say, shutdown }: Launch): Promise<Embedded> {
  const starting = startEmbedded({ dataDir: config.dataDir, log: { info: say }, signal: shutdown.signal });
  shutdown.add(
    () =>
      starting.then(
        (postgres) => postgres.stop(),
        () => undefined,
      ),
    'PostgreSQL is still writing to a slow disk, and ends by itself',
  );
  const postgres = await starting;
  say(postgres.adopted ? 'PostgreSQL was still running and is taken over' : 'PostgreSQL is up');
  return postgres;
}

async function serve(
  { config, say, log, shutdown }: Launch,
  site: { databaseUrl: string; pages: Promise<void> },
): Promise<void> {
  const { signal } = shutdown;
  if (signal.aborted) return;
  // Imported only now: what cannot be started is said without it.
  const { startApp } = await import('../app.ts');
  const starting = startApp({ ...site, config, log, say, signal });
  shutdown.add(() =>
    starting.then(
      (app) => app.stop(),
      () => undefined,
    ),
  );
  const { port, firstAdministratorLink } = await starting;
  const { publicUrl, lan } = config;
  if (config.roles.has('web')) process.stdout.write(banner({ publicUrl, port, lan, firstAdministratorLink }));
  else say(`working as ${[...config.roles].join(' and ')}`);
}

/** What the operator can mend is a sentence; anything else is a fault of ours and shows where. */
function printFailure(error: unknown): void {
  process.stderr.write(`\n  ${sentenceOf(error)}\n\n`);
}
