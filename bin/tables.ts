// Table types from the migrations: `node bin/tables.ts` writes server/src/generated/tables.ts.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { testDatabase } from '../server/src/testing/database.ts';

const root = join(import.meta.dirname, '..');
const database = await testDatabase();
try {
  execFileSync(
    join(root, 'node_modules/.bin/kysely-codegen'),
    [
      ...['--dialect', 'postgres', '--url', database.url],
      ...['--out-file', join(root, 'server/src/generated/tables.ts')],
      ...[
        '--type-mapping',
        '{"timestamptz":"Date","int8":"string"}',
        '--exclude-pattern',
        '(graphile_worker.*|public.signals_[0-9]*)',
      ],
    ],
    { stdio: 'inherit' },
  );
} finally {
  await database.drop();
}
