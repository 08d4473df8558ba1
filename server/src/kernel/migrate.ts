import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

const FOLDER = join(import.meta.dirname, '../../migrations');
const LOCK = 7_205_001;

/** The database was made by a newer version of the code. */
export class NewerDatabase extends Error {}

/**
 * Brings a database to this code's migrations, each in its own transaction, one process at a time.
 * Throws `NewerDatabase`, and changes nothing, when the database knows migrations that the code does not.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    const done = await appliedIn(client);
    const unknown = [...done].filter((name) => !files.includes(name)).sort();
    if (unknown.length > 0) {
      throw new NewerDatabase(
        `The database has migration ${unknown.at(-1)}, which this version of Jujube does not know`,
      );
    }
    for (const name of files) if (!done.has(name)) await apply(client, name);
    await runMigrations({ connectionString: databaseUrl });
  } finally {
    await client.end();
  }
}

async function appliedIn(client: pg.Client): Promise<Set<string>> {
  const { rows: there } = await client.query<{ migrations: string | null }>(
    `select to_regclass('public.migrations')::text as migrations`,
  );
  if (there[0]?.migrations === null) return new Set();
  const { rows } = await client.query<{ name: string }>('select name from migrations');
  return new Set(rows.map(({ name }) => name));
}

/** A file that says `-- outside a transaction` in its first line runs outside one (concurrent indexes). */
async function apply(client: pg.Client, name: string): Promise<void> {
  const text = await readFile(join(FOLDER, name), 'utf8');
  const record = `create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`;
  const note = `insert into migrations (name) values ('${name}')`;
  // A long lock would stop the site: wait briefly, fail, and let the operator start again.
  await client.query(`set lock_timeout = '5s'`);
  if (text.startsWith('-- outside a transaction')) {
    await client.query(record);
    await client.query(text);
    await client.query(note);
  } else {
    await client.query(`begin; ${record}; ${text}; ${note}; commit;`);
  }
}
