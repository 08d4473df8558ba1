import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DICTIONARY } from '../gloss.ts';
import { buildTable, isCurrent } from './build.ts';

// `npm run dictionary`: makes the table of words that a gloss is made with, when it is missing or of other sources.
// `-- --file PATH` writes it elsewhere.

const { values } = parseArgs({ options: { file: { type: 'string', default: DICTIONARY } } });
const size = () => `${(statSync(values.file).size / 1e6).toFixed(1)} MB`;
if (isCurrent(values.file)) {
  console.log(`the dictionary is built already (${size()})`);
} else {
  const from = performance.now();
  const { words, keys } = buildTable(values.file);
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(
    `${words} Chinese words, ${keys} English ones, ${size()}, built in ${seconds} s: ${values.file}`,
  );
}
