import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../kernel/migrate.ts';
import { testPostgres } from './postgres.ts';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');
/** Any number that nothing else locks on. */
const TEMPLATE_LOCK = 7_236_120;

export type TestDatabase = { url: string; drop(): Promise<void> };

/**
 * A fresh, migrated database of one's own, cloned from a template in a few milliseconds. One per test file:
 * `const db = await testDatabase(); after(() => db.drop());`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testPostgres();
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withAdmin(server, async (admin) => {
    const template = await templateDatabase(server, admin);
    await admin.query(`create database ${name} template ${template} strategy file_copy`);
  });
  return {
    url: databaseUrl(server, name),
    drop: () => withAdmin(server, (admin) => dropDatabase(admin, name)),
  };
}

/**
 * Whoever said goodbye a moment ago may still be on the way out, and would take being thrown out for an error: the
 * database waits five seconds for them. Whoever stays is thrown out.
 */
async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  try {
    await admin.query(`drop database if exists ${name}`);
  } catch (error) {
    if ((error as { code?: string }).code !== IN_USE) throw error;
    await admin.query(`drop database if exists ${name} with (force)`);
  }
}

/** `object_in_use` in PostgreSQL's appendix of error codes. */
const IN_USE = '55006';

/** The name holds a hash of all migrations, so a changed migration makes a new template. */
async function templateDatabase(server: string, admin: pg.Client): Promise<string> {
  const template = `template_${migrationsHash()}`;
  const known = 'select 1 from pg_database where datname = $1';
  if ((await admin.query(known, [template])).rowCount) return template;
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    if ((await admin.query(known, [template])).rowCount) return template;
    await dropAbandoned(admin);
    await admin.query(`drop database if exists ${template}_new with (force)`);
    await admin.query(`create database ${template}_new`);
    await migrate(databaseUrl(server, `${template}_new`));
    await admin.query(`alter database ${template}_new rename to ${template}`);
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return template;
}

/** Databases of test processes that were killed before they could drop them. */
async function dropAbandoned(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^test_'`,
  );
  for (const { datname } of rows) {
    if (!isAlive(Number(datname.split('_')[1])))
      await admin.query(`drop database if exists ${datname} with (force)`);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS).sort()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(join(MIGRATIONS, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function withAdmin(server: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(server);
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
