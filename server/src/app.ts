import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from './api.ts';
import type { Config } from './config.ts';
import { startDemo } from './demo/start.ts';
import { subscriptions as DEMO_TASKS } from './demo/remove.ts';
import { makeFounderToken } from './domains/community/index.ts';
import { CRONTAB, ROLLERS, SUBSCRIPTIONS, TASKS } from './domains.ts';
import { visitor, type Context } from './kernel/context.ts';
import { createDatabase, createPool } from './kernel/database.ts';
import { subscriptionsByEvent } from './kernel/events.ts';
import { leaseNode } from './kernel/ids.ts';
import { startWorker } from './kernel/jobs.ts';
import { openPictures } from './domains/media/pictures/pictures.ts';
import { cardRenderer } from './domains/notes/cards/renderer.ts';
import { feedBySocket, makeDays, startFeedThread } from './domains/feed/index.ts';
import type { Log } from './kernel/log.ts';
import { migrate } from './kernel/migrate.ts';
import { loadSecrets } from './kernel/secrets.ts';
import { serve } from './kernel/server.ts';
import { mailFiles } from './providers/mail/files.ts';
import type { Feed } from './providers/feed/feed.ts';
import type { Providers } from './providers/providers.ts';
import { diskStorage } from './providers/storage/disk.ts';
import { readerChild } from './providers/reading/child.ts';
import { translatorChild } from './providers/translate/child.ts';
import { wordsChild } from './providers/words/child.ts';
import type { Base } from './state.ts';

export interface App {
  port: number;
  /** Opens the console for whoever comes first; null once there is an administrator. */
  firstAdministratorLink: string | null;
  stop(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  databaseUrl: string;
  log: Log;
  /** Told what the start is doing. */
  say?: (step: string) => void;
  /** Nothing is served before these are built. */
  pages?: Promise<void>;
  /** Gives up what takes long. */
  signal?: AbortSignal;
}

const RENEW_MS = 10_000;

export interface Connected {
  base: Base;
  /** A context in the operator's name, for jobs and commands. */
  context(): Context;
  stop(): Promise<void>;
}

/** Connects to database, storage and feed, with an id node of its own; serves nothing. */
export async function connectApp({ config, databaseUrl, log }: AppOptions): Promise<Connected> {
  const pool = createPool({ url: databaseUrl, max: 20, log });
  const lease = await leaseNode(pool);
  const renewing = setInterval(
    () => void lease.renew().catch((err: unknown) => log.error({ err }, 'id lease')),
    RENEW_MS,
  );
  const db = createDatabase(pool);
  const secrets = await loadSecrets(pool);
  await makeDays({ db, now: () => new Date() });
  const feed = await startFeed({ config, databaseUrl, log });
  const base: Base = {
    db,
    pool,
    ids: lease.ids,
    config,
    secrets,
    providers: createProviders({ config, feed, log }),
    subscriptions: subscriptionsByEvent([...SUBSCRIPTIONS, ...DEMO_TASKS]),
    log,
    now: () => new Date(),
  };
  return {
    base,
    context: () => jobContext(base),
    async stop() {
      await feed.stop();
      const { pictures, cards, translate, reading, words } = base.providers;
      await Promise.all([pictures, cards, translate, reading, words].map((one) => one.close()));
      clearInterval(renewing);
      await lease.release();
      await db.destroy();
    },
  };
}

/** Composes and starts the roles this process has. Stops in the reverse order. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, databaseUrl } = options;
  await migrate(databaseUrl);
  const demo = config.roles.has('worker') ? await startDemo(options) : null;
  // What is made at a first start is dated back, and the feed reads such notes when it starts.
  await Promise.all([demo?.first, options.pages]);
  const connected = await connectApp(options);
  const { base, context } = connected;
  const worker = config.roles.has('worker')
    ? await startWorker({
        pool: base.pool,
        tasks: [...TASKS, ...DEMO_TASKS],
        crontab: CRONTAB,
        rollers: ROLLERS,
        context,
      })
    : null;
  const server = config.roles.has('web') ? await serve({ api: createApi({ base }), base }) : null;
  const token = config.roles.has('web') ? await makeFounderToken(base) : null;
  return {
    port: server?.port ?? 0,
    firstAdministratorLink: token && `${config.publicUrl}/welcome?token=${token}`,
    async stop() {
      await server?.stop();
      demo?.stop();
      await worker?.stop();
      await connected.stop();
    },
  };
}

/** The feed on a thread of this process where it has the role, else by the socket of the process that has. */
async function startFeed({ config, databaseUrl, log }: AppOptions): Promise<Feed> {
  const folder = join(config.dataDir, 'run');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const socketPath = socketIn(folder);
  if (!config.roles.has('feed')) return feedBySocket(socketPath, log);
  const alone = config.roles.has('web') && config.roles.has('worker');
  return startFeedThread({
    databaseUrl,
    logLevel: config.logLevel,
    socketPath: alone ? null : socketPath,
    folder: join(config.dataDir, 'feed'),
    firstReaders: config.firstReaders,
  });
}

/** Unix socket paths end at 107 bytes; a deeper folder gets one in the system's folder for temporary files. */
function socketIn(folder: string): string {
  const path = join(folder, 'feed.sock');
  if (Buffer.byteLength(path) < 100) return path;
  return join(tmpdir(), `jujube-feed-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.sock`);
}

/** The embedded engine of every role. */
export function createProviders({ config, feed, log }: { config: Config; feed: Feed; log: Log }): Providers {
  const { dataDir, publicUrl } = config;
  return {
    feed,
    storage: diskStorage(join(dataDir, 'media')),
    cards: cardRenderer(),
    translate: translatorChild(config.translation),
    reading: readerChild(),
    words: wordsChild(),
    pictures: openPictures({
      folder: join(dataDir, 'pictures'),
      onTrouble: (trouble) => log.warn({ trouble }, 'preparing a picture failed'),
    }),
    mail: mailFiles({ folder: join(dataDir, 'mail'), from: `noreply@${new URL(publicUrl).hostname}` }),
  };
}

/** Jobs run as nobody, in the operator's name; what they may do is decided by the command that made them. */
export function jobContext(base: Base): Context {
  return { ...base, viewer: visitor([]), locale: 'en', requestId: 'job', address: null };
}
