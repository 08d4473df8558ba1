import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

export const MIGRATIONS = join(import.meta.dirname, '../../migrations');
const LOCK = 7_205_001;

/**
 * A migration waits so long for a table's lock, since everybody who asks for the table meanwhile waits behind it. Then it
 * steps back, lets them through, and tries again.
 */
export const LOCK_TIMEOUT_MS = 300;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;
/** A transaction that holds a table longer than this is not one of ours. */
const PATIENCE_MS = 120_000;
/** lock_not_available, deadlock_detected */
const STEP_BACK = new Set(['55P03', '40P01']);

const OUTSIDE = '-- outside a transaction';
const IN_BATCHES = '-- in batches';

/** The database was made by a newer version of the code. */
export class NewerDatabase extends Error {}

/** Something else held a table for minutes. What is applied so far stays; the next start goes on from there. */
export class DatabaseHeld extends Error {}

export interface MigrateOptions {
  /** Where the files are. */
  folder?: string;
  /** How long to try for a lock, ms. */
  patience?: number;
}

/**
 * Brings a database to this code's migrations while others use it, one process at a time. Throws `NewerDatabase`, and
 * changes nothing, when the database knows migrations that the code does not; `DatabaseHeld` when a lock cannot be had.
 */
export async function migrate(
  databaseUrl: string,
  { folder = MIGRATIONS, patience = PATIENCE_MS }: MigrateOptions = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'jujube migrations' });
  await client.connect();
  try {
    await lockOutOthers(client);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
    const done = await appliedIn(client);
    const unknown = [...done].filter((name) => !files.includes(name)).sort();
    if (unknown.length > 0) {
      throw new NewerDatabase(
        `The database has migration ${unknown.at(-1)}, which this version of Jujube does not know`,
      );
    }
    for (const name of files.filter((file) => !done.has(file))) {
      const text = await readFile(join(folder, name), 'utf8');
      await apply(client, { name, text, patience });
    }
    await runMigrations({ connectionString: databaseUrl });
    // One of its statements was planned anew for every call, at as much as all of them take to run.
    await client.query(
      `alter function graphile_worker.add_jobs(graphile_worker.job_spec[], boolean) set plan_cache_mode = force_generic_plan`,
    );
  } finally {
    await client.end();
  }
}

/** Asks again and again: a statement that waits holds a snapshot, and an index made concurrently would wait for that. */
async function lockOutOthers(client: pg.Client): Promise<void> {
  const ask = () => client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK]);
  while (!(await ask()).rows[0]!.mine) await pause(FIRST_PAUSE_MS);
}

async function appliedIn(client: pg.Client): Promise<Set<string>> {
  const { rows: there } = await client.query<{ migrations: string | null }>(
    `select to_regclass('public.migrations')::text as migrations`,
  );
  if (there[0]?.migrations === null) return new Set();
  const { rows } = await client.query<{ name: string }>('select name from migrations');
  return new Set(rows.map(({ name }) => name));
}

interface Migration {
  name: string;
  text: string;
  patience: number;
}

const RECORD = `create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`;

/**
 * A file is one transaction. One that begins with `-- outside a transaction` runs statement by statement (indexes made
 * concurrently, constraints validated, rows filled in): all of it must be right when run twice, and `-- in batches` above a
 * statement repeats it until it changes nothing.
 */
async function apply(client: pg.Client, { name, text, patience }: Migration): Promise<void> {
  const note = `insert into migrations (name) values ('${name}')`;
  if (!text.startsWith(OUTSIDE)) {
    await stepBack(client, { name, patience }, () =>
      client.query(`begin; ${RECORD}; ${text}; ${note}; commit;`),
    );
    return;
  }
  for (const statements of stepsOf([RECORD, ...statementsOf(text), note])) {
    await stepBack(client, { name, patience }, async () => {
      for (const statement of statements) await run(client, statement);
    });
  }
}

const MAKES_INDEX = /^create (unique )?index concurrently/i;

/**
 * What is done again together: an index that was not finished when there was no room is still there, and invalid, so the
 * statement that drops it belongs to the one that makes it.
 */
function stepsOf(statements: readonly string[]): string[][] {
  const steps: string[][] = [];
  for (const statement of statements) {
    if (MAKES_INDEX.test(bare(statement))) steps.at(-1)!.push(statement);
    else steps.push([statement]);
  }
  return steps;
}

/** Of a file that runs outside a transaction: a statement ends where a line ends with a semicolon. */
export function statementsOf(text: string): string[] {
  return text
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => bare(statement) !== '');
}

function bare(statement: string): string {
  return statement.replace(/--.*$/gm, '').trim();
}

async function run(client: pg.Client, statement: string): Promise<void> {
  let { rowCount } = await client.query(statement);
  if (!statement.includes(IN_BATCHES)) return;
  while (rowCount) ({ rowCount } = await client.query(statement));
}

/** Does it with a short lock timeout, again and again until there was room for it. */
async function stepBack(
  client: pg.Client,
  { name, patience }: Omit<Migration, 'text'>,
  work: () => Promise<unknown>,
): Promise<void> {
  const until = performance.now() + patience;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE_MS)) {
    try {
      await client.query(`set lock_timeout = '${LOCK_TIMEOUT_MS}ms'`);
      await work();
      return;
    } catch (error) {
      await client.query('rollback');
      if (!STEP_BACK.has((error as pg.DatabaseError).code ?? '')) throw error;
      if (performance.now() + wait > until) {
        const message = `Migration ${name} found no moment in ${Math.round(patience / 1000)} s in which nobody held its tables`;
        throw new DatabaseHeld(message, { cause: error });
      }
      await pause(wait);
    }
  }
}
