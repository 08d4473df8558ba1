import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { StartError, type Config } from '../config.ts';

const LEAST_FREE_BYTES = 1_000_000_000;
const OLDEST_POSTGRESQL = 160_000;

/**
 * The data folder can be made or written, on a disk with room. Looks only; makes nothing.
 *
 * @throws StartError
 */
export function checkFolder(dataDir: string): void {
  const existing = nearestExisting(dataDir);
  if (!statSync(existing).isDirectory())
    throw new StartError(`${existing} is not a folder, so ${dataDir} cannot be used as DATA_DIR.`);
  try {
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const who = process.getuid ? ` by user ${process.getuid()}` : '';
    const text = `The data folder ${dataDir} cannot be written${who} (${existing} refuses). Change its owner or set DATA_DIR.`;
    throw new StartError(text, { cause });
  }
  for (const name of ['lock', 'pg-password'].map((file) => join(dataDir, file))) {
    if (existsSync(name) && !isOurs(name)) {
      throw new StartError(
        `The data folder ${dataDir} was used by another user (number ${statSync(name).uid}). Start as that user, ` +
          `or give it over with "chown -R", or set DATA_DIR.`,
      );
    }
  }
  const { bavail, bsize } = statfsSync(existing);
  if (bavail * bsize >= LEAST_FREE_BYTES) return;
  const free = Math.floor((bavail * bsize) / 1_000_000);
  throw new StartError(
    `Only ${free} MB are free on the disk of ${dataDir}; at least 1 GB is needed. Free some, or set DATA_DIR.`,
  );
}

function isOurs(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return false;
    throw error;
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/**
 * The port can be listened on; for port 0, one that is free is chosen.
 *
 * @returns the port to use
 * @throws StartError
 */
export async function checkPort({ port, host }: Pick<Config, 'port' | 'host'>): Promise<number> {
  const server = createServer();
  try {
    await new Promise<void>((done, failed) => server.once('error', failed).listen(port, host, done));
  } catch (cause) {
    throw new StartError(whyNotListening((cause as NodeJS.ErrnoException).code, port, host), { cause });
  }
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : port;
}

function whyNotListening(code: string | undefined, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken by another program. Stop it, or set PORT.`;
  if (code === 'EACCES')
    return `Port ${port} may not be used by this user (ports below 1024 are for root). Set PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `HOST is "${host}", which is no address of this machine. Allowed: 127.0.0.1, 0.0.0.0, ::, or an own address.`;
  }
  return `Port ${port} on ${host} cannot be listened on (${code ?? 'unknown reason'}). Set PORT or HOST.`;
}

/**
 * The operator's own PostgreSQL answers and is new enough.
 *
 * @throws StartError that names the server, never the password
 */
export async function checkDatabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  const where = `${client.user ?? ''}@${client.host}:${client.port}/${client.database ?? ''}`;
  try {
    await client.connect();
  } catch (cause) {
    const why =
      cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : String(cause);
    throw new StartError(`The database at ${where} cannot be reached: ${why}. Check DATABASE_URL.`, {
      cause,
    });
  }
  const { rows } = await client.query<{ number: string; name: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
  );
  await client.end();
  if (Number(rows[0]?.number) >= OLDEST_POSTGRESQL) return;
  throw new StartError(`The database at ${where} is PostgreSQL ${rows[0]?.name}; 16 or newer is needed.`);
}
