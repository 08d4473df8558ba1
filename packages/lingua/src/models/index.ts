/** Models for the engine on this machine: what is there, what the published index offers, fetching, adding by hand. */
export { addModel } from './add.ts';
export { fetchModel, type FetchOptions, type Progress } from './fetch.ts';
export {
  listModels,
  modelPairs,
  ModelError,
  readModel,
  verifyModel,
  type Model,
  type ModelFile,
} from './manifest.ts';
export { PUBLISHED_INDEX, readIndex, type Offer } from './published.ts';
export { runModels } from './command.ts';
