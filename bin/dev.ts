/**
 * Development: PostgreSQL and Vite's server live here and stay; the API runs in a child that Node restarts whenever
 * a file of the server changes. Vite passes the API's paths on, and pages rendered here ask it over HTTP.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { readConfig } from '../server/src/config.ts';
import { lockFolder } from '../server/src/launch/folder-lock.ts';
import { checkPort } from '../server/src/launch/preflight.ts';
import { createProgress } from '../server/src/launch/progress.ts';
import { onShutdown } from '../server/src/launch/shutdown.ts';
import { startEmbedded } from '../server/src/providers/sql/embedded.ts';

const ROOT = join(import.meta.dirname, '..');
const API_PATHS = ['/api', '/media', '/healthz', '/readyz', '/metrics'];

const say = createProgress((line) => process.stdout.write(line));
const config = readConfig();
const shutdown = onShutdown({ say, failed: console.error, force: () => undefined });
const port = await checkPort(config);
const apiPort = await checkPort({ host: '127.0.0.1', port: 0 });
const databaseUrl = config.databaseUrl ?? (await startDatabase());
startApi();
await startPages();
say(`ready: http://localhost:${port}`);

async function startDatabase(): Promise<string> {
  const lock = lockFolder(config.dataDir);
  if ('heldBy' in lock) throw new Error(`${config.dataDir} is in use by process ${lock.heldBy?.pid ?? '?'}`);
  shutdown.add(async () => lock.release());
  const postgres = await startEmbedded({ dataDir: config.dataDir, log: { info: say } });
  shutdown.add(() => postgres.stop());
  return postgres.url;
}

function startApi(): void {
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(apiPort),
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
  };
  const flags = ['--watch', '--watch-preserve-output', join(ROOT, 'bin/dev-server.ts')];
  const child = spawn(process.execPath, flags, { cwd: ROOT, env, stdio: 'inherit' });
  shutdown.add(
    () =>
      new Promise((done) => {
        child.once('close', () => done());
        child.kill('SIGTERM');
      }),
  );
}

async function startPages(): Promise<ViteDevServer> {
  const api = `http://127.0.0.1:${apiPort}`;
  // Where the pages find the API; in production it is the server in the same process.
  Object.defineProperty(globalThis, Symbol.for('jujube.api'), {
    value: (request: Request) => {
      const { pathname, search } = new URL(request.url);
      return fetch(new Request(`${api}${pathname}${search}`, request));
    },
  });
  process.chdir(join(ROOT, 'web'));
  const vite = await createServer({
    server: {
      port,
      strictPort: true,
      host: config.host,
      proxy: Object.fromEntries(API_PATHS.map((path) => [path, api])),
    },
  });
  await vite.listen();
  shutdown.add(() => vite.close());
  return vite;
}
