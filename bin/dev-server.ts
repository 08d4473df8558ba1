/** The API alone, for `bin/dev`: restarted on every change, so it neither builds pages nor starts PostgreSQL. */
import { startApp } from '../server/src/app.ts';
import { readConfig } from '../server/src/config.ts';
import { createLog } from '../server/src/kernel/log.ts';

const config = readConfig();
const { databaseUrl } = config;
if (databaseUrl === null) throw new Error('bin/dev gives this process its DATABASE_URL');
const app = await startApp({ config, databaseUrl, log: createLog(config.logLevel) });
if (app.firstAdministratorLink)
  process.stdout.write(`  first administrator: ${app.firstAdministratorLink}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.stop().then(() => process.exit(0)));
}
