import { join } from 'node:path';
import { readConfig } from '../../../config.ts';
import { createDatabase, createPool } from '../../../kernel/database.ts';
import { createLog } from '../../../kernel/log.ts';
import { guaranteeOf } from '../reach/in-force.ts';
import { learnLog } from './log.ts';
import { Memory } from './memory.ts';
import { keep } from './snapshots.ts';

// `npm run feed:rebuild`: learns everything anew from the log, and keeps it for the next start of the feed. Needs DATABASE_URL
// and the site's DATA_DIR; the feed itself must not run, since what it keeps when it stops would come after this.

const config = readConfig(undefined, ['--roles=feed']);
if (config.databaseUrl === null) {
  console.error('DATABASE_URL=… DATA_DIR=… npm run feed:rebuild');
  process.exit(1);
}
const log = createLog(config.logLevel);
const pool = createPool({ url: config.databaseUrl, max: 3, log });
const db = createDatabase(pool);
try {
  const memory = new Memory();
  memory.guarantee.change(guaranteeOf(config));
  await learnLog(db, memory);
  await keep(join(config.dataDir, 'feed'), memory);
  const { notes, people, heads, place } = memory;
  log.info(
    { notes: notes.there, people: people.length, impressions: heads.learnt, place },
    'the feed was learnt anew',
  );
} finally {
  await db.destroy();
}
