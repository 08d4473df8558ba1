import { StartError } from '../server/src/config.ts';
import { createProgress } from '../server/src/launch/progress.ts';
import { buildWeb } from '../server/src/launch/web-build.ts';

try {
  await buildWeb(createProgress((line) => process.stdout.write(line)));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
