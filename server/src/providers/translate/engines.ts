import { createBergamot, createDeepL, createLibreTranslate, createOpenAi, type Engine } from '@jujube/lingua';
import { modelPairs } from '@jujube/lingua/models';
import type { EngineConfig } from './settings.ts';
import type { EngineFacts } from './translate.ts';

/** An engine of lingua's, as the operator set it. */
export function engineOf({ kind, url, key, model, seconds, folder }: EngineConfig): Engine {
  const timeoutMs = seconds * 1000;
  if (kind === 'bergamot') return createBergamot({ folder: folder!, timeoutMs });
  const own = { timeoutMs, ...(key !== null && { key }) };
  if (kind === 'openai') return createOpenAi({ ...own, url: url!, model: model! });
  if (kind === 'libretranslate') return createLibreTranslate({ ...own, url: url! });
  return createDeepL({ ...own, key: key!, ...(url !== null && { url }) });
}

/** What others may know of it. */
export function factsOf(config: EngineConfig): EngineFacts {
  const { name, batch } = engineOf(config);
  const { parallel, forPrivate, charactersPerDay, centsPerMillion, folder } = config;
  return {
    ...{ name, batch, parallel, forPrivate, charactersPerDay, centsPerMillion },
    ...(folder !== null && { pairs: pairsIn(folder) }),
  };
}

/** A model that the operator adds is used soon after, without a start. */
const LOOK_MS = 10_000;

function pairsIn(folder: string): () => readonly string[] {
  let known: readonly string[] = [];
  let looked = -Infinity;
  return () => {
    if (performance.now() - looked > LOOK_MS) {
      known = modelPairs(folder);
      looked = performance.now();
    }
    return known;
  };
}
