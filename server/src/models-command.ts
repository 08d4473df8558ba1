import { join } from 'node:path';
import { runModels } from '@jujube/lingua/models';
import { readConfig } from './config.ts';

// `npm run models -- list | get zh-en | add FILE`: the models of the translator on this machine, in DATA_DIR/models.

const { dataDir, modelsIndex } = readConfig(undefined, []);
process.exitCode = await runModels(process.argv.slice(2), {
  folder: join(dataDir, 'models'),
  index: modelsIndex,
  say: (line) => console.log(line),
});
