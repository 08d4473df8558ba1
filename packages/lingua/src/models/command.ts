import { addModel } from './add.ts';
import { fetchModel } from './fetch.ts';
import { listModels, ModelError, verifyModel } from './manifest.ts';
import { readIndex } from './published.ts';
import { join } from 'node:path';

const HELP = `npm run models -- list            what is there, and what can be fetched
npm run models -- get zh-en       fetches a model; what was begun goes on
npm run models -- add FILE        takes a model that was brought by hand: a folder, .tar or .tar.gz`;

interface Place {
  /** `DATA_DIR/models` */
  folder: string;
  /** The address of the published index. */
  index: string;
  say: (line: string) => void;
}

/** `npm run models`. Returns the exit status. */
export async function runModels(words: readonly string[], place: Place): Promise<number> {
  const [what, which] = words;
  try {
    if (what === 'list') await list(place);
    else if (what === 'get' && which) await get(which, place);
    else if (what === 'add' && which)
      place.say(`${(await addModel(which, place.folder)).pair} is there now.`);
    else {
      place.say(HELP);
      return 1;
    }
    return 0;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    place.say(error.message);
    return 1;
  }
}

async function list({ folder, index, say }: Place): Promise<void> {
  const models = await listModels(folder);
  for (const model of models) {
    const state = await verifyModel(join(folder, model.pair), model).then(
      () => 'whole',
      (error: Error) => error.message,
    );
    const bytes = model.files.reduce((sum, file) => sum + file.bytes, 0);
    say(`${model.pair}  ${megabytes(bytes)}  ${state}  (${model.source})`);
  }
  if (models.length === 0) say(`No model in ${folder}.`);
  try {
    const offers = await readIndex(index);
    say(`To be had: ${offers.map(({ pair }) => pair).join(' ')}`);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    say(error.message);
  }
}

const STEP = 0.1;

async function get(pair: string, { folder, index, say }: Place): Promise<void> {
  let told = '';
  let next = 0;
  const model = await fetchModel({
    pair,
    folder,
    index,
    onProgress({ name, done, total }) {
      if (name !== told) next = 0;
      told = name;
      if (total === null || done / total < next) return;
      next = done / total + STEP;
      say(`${name}: ${Math.round((100 * done) / total)} % of ${megabytes(total)}`);
    },
  });
  say(`${model.pair} is there now.`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
