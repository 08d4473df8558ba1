import { execFileSync } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadSecrets } from '../../server/src/kernel/secrets.ts';
import { uuidv7 } from '../../server/src/kernel/ids.ts';
import { startEmbedded } from '../../server/src/providers/sql/embedded.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface Size {
  people: number;
  notes: number;
  likes: number;
}

/** The world that the issue's floors are for. */
export const STANDARD: Size = { people: 20_000, notes: 20_000, likes: 100_000 };

/** The data folder of a synthetic world of this size, made once per version of the database's shape and of who makes it. */
export function worldFolder(size: Size): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  for (const made of ['server/migrations', 'server/src/testing/synthetic']) {
    for (const file of readdirSync(join(ROOT, made)).sort())
      hash.update(readFileSync(join(ROOT, made, file)));
  }
  const folder = join(tmpdir(), `jujube-bench-${size.notes}-${hash.digest('hex').slice(0, 10)}`);
  const done = join(folder, 'world-made');
  if (existsSync(done)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log(
    `making a world of ${size.people} people, ${size.notes} notes, ${size.likes} likes in ${folder}`,
  );
  const args = Object.entries(size).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const env = { ...process.env, DATA_DIR: folder };
  execFileSync(process.execPath, ['server/src/testing/synthetic/command.ts', ...args], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  writeFileSync(done, new Date().toISOString());
  return folder;
}

export interface Reader {
  id: string;
  cookie: string;
}

/** Connects to the embedded database of a running start. */
export async function connect(folder: string): Promise<pg.Pool> {
  // It runs already, so this only finds it.
  const { url } = await startEmbedded({ dataDir: folder, log: { info: () => undefined } });
  return new pg.Pool({ connectionString: url, max: 4, pipeline: true } as pg.PoolConfig);
}

/** Signs so many people of the world in; each a reader with a cookie. */
export async function signIn(pool: pg.Pool, count: number): Promise<Reader[]> {
  const { accounts } = await loadSecrets(pool);
  const { rows } = await pool.query<{ id: string }>('select id from people order by random() limit $1', [
    count,
  ]);
  const readers = rows.map(({ id }) => {
    const token = randomBytes(24).toString('base64url');
    const signature = createHmac('sha256', accounts).update(token).digest('base64');
    return { id, token, cookie: `jujube.session_token=${encodeURIComponent(`${token}.${signature}`)}` };
  });
  await pool.query(
    `insert into sessions (id, person_id, token, expires_at)
     select id, person_id, token, now() + interval '1 day' from unnest($1::uuid[], $2::bigint[], $3::text[]) as s(id, person_id, token)`,
    [readers.map(() => uuidv7()), readers.map(({ id }) => id), readers.map(({ token }) => token)],
  );
  return readers;
}
