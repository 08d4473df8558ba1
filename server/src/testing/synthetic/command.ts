import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hashPassword } from 'better-auth/crypto';
import pg from 'pg';
import { readConfig } from '../../config.ts';
import { createDatabase, createPool } from '../../kernel/database.ts';
import { leaseNode } from '../../kernel/ids.ts';
import { createLog } from '../../kernel/log.ts';
import { migrate } from '../../kernel/migrate.ts';
import { loadSecrets } from '../../kernel/secrets.ts';
import { lockFolder } from '../../launch/folder-lock.ts';
import { sentenceOf } from '../../launch/sentence.ts';
import { startEmbedded } from '../../providers/sql/embedded.ts';
import { diskStorage } from '../../providers/storage/disk.ts';
import { makePictures } from './pictures.ts';
import { makeWorld } from './world.ts';

/** Everybody in a synthetic world has this password. */
const PASSWORD = 'everybody in a synthetic world';
const USAGE = 'npm run world -- --people 20000 --notes 20000 [--likes 100000] [--pictures 200] [--seed 1]';

// `npm run world`: a big synthetic world for benches, in the database and data folder of the settings.

const [size, config] = readAll();
const log = createLog('warn');
const started = performance.now();
const say = (step: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${step}`);
const folder = takeFolder();
const postgres = config.databaseUrl
  ? null
  : await startEmbedded({ dataDir: config.dataDir, log: { info: say } });
const url = config.databaseUrl ?? postgres!.url;
await migrate(url);
const pool = createPool({ url, max: 4, log });
// COPY does not go through pipelining connections.
const bulk = new pg.Pool({ connectionString: url, max: 2 });
const db = createDatabase(pool);
const lease = await leaseNode(pool);
try {
  const secrets = await loadSecrets(pool);
  const providers = { storage: diskStorage(join(config.dataDir, 'media')) };
  say(`${size.pictures} pictures`);
  const pictures = await makePictures({ providers, secrets }, { count: size.pictures, seed: size.seed });
  await makeWorld({
    ...size,
    pool: bulk,
    db,
    ids: lease.ids,
    passwordHash: await hashPassword(PASSWORD),
    pictures,
    say,
  });
  say(`done: ${size.people} people, ${size.notes} notes, ${size.likes} likes`);
} finally {
  await bulk.end();
  await lease.release();
  await db.destroy();
  await postgres?.stop();
  folder?.release();
}

function readAll() {
  try {
    return [readSize(), readConfig(process.env, [])] as const;
  } catch (error) {
    return refuse(sentenceOf(error));
  }
}

/** Else it would take over the PostgreSQL of a community that runs, and end it. */
function takeFolder() {
  const lock = config.databaseUrl ? null : lockFolder(config.dataDir);
  if (lock === null || 'release' in lock) return lock;
  return refuse(
    `The data folder ${config.dataDir} is in use by a Jujube that runs. Stop it, or set DATA_DIR.`,
  );
}

function refuse(why: string): never {
  console.error(`${why}\n${USAGE}`);
  process.exit(1);
}

function readSize() {
  const names = { people: '20000', notes: '20000', likes: '100000', pictures: '200', seed: '1' };
  const options = Object.fromEntries(
    Object.entries(names).map(([name, standard]) => [name, { type: 'string' as const, default: standard }]),
  );
  const { values } = parseArgs({ options, strict: false });
  const unknown = Object.keys(values).find((name) => !(name in names));
  if (unknown) refuse(`--${unknown} is not known.`);
  const read = (name: keyof typeof names): number => {
    const number = Number(values[name]);
    if (Number.isSafeInteger(number) && number > 0) return number;
    refuse(`--${name} is "${values[name]}"; it must be a whole number above 0.`);
  };
  return {
    people: read('people'),
    notes: read('notes'),
    likes: read('likes'),
    pictures: read('pictures'),
    seed: read('seed'),
  };
}
