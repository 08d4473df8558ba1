import { connectApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../kernel/log.ts';
import { loadDemo } from './load.ts';
import { removeDemo } from './remove.ts';

// `npm run demo -- load | remove`: makes the demo week, goes on with it, or takes it away, beside a running site or without
// one. Needs DATABASE_URL (the site passes its own) and the site's DATA_DIR.

const what = process.argv[2];
// Asks nobody for a ranked list, so it needs no feed of its own.
const config = readConfig(undefined, ['--roles=worker']);
if (config.databaseUrl === null || (what !== 'load' && what !== 'remove')) {
  console.error('DATABASE_URL=… npm run demo -- load | remove');
  process.exit(1);
}
const { base, context, stop } = await connectApp({
  config,
  databaseUrl: config.databaseUrl,
  log: createLog(config.logLevel),
});
try {
  if (what === 'load') await loadDemo(context(), { progress: (loaded) => process.send?.(loaded) });
  else base.log.info(await removeDemo(context()), 'the demo world was removed');
} finally {
  await stop();
}
