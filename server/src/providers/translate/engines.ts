import { createDeepL, createLibreTranslate, createOpenAi, type Engine } from '@jujube/lingua';
import type { EngineConfig } from './settings.ts';
import type { EngineFacts } from './translate.ts';

/** Longer than any good answer, and short enough that whoever waits hears of it. */
const TIMEOUT_MS = 15_000;

/** An engine of lingua's, as the operator set it. */
export function engineOf({ kind, url, key, model }: EngineConfig): Engine {
  const own = { timeoutMs: TIMEOUT_MS, ...(key !== null && { key }) };
  if (kind === 'openai') return createOpenAi({ ...own, url: url!, model: model! });
  if (kind === 'libretranslate') return createLibreTranslate({ ...own, url: url! });
  return createDeepL({ ...own, key: key!, ...(url !== null && { url }) });
}

/** What others may know of it. */
export function factsOf(config: EngineConfig): EngineFacts {
  const { name, batch } = engineOf(config);
  const { parallel, forPrivate, charactersPerDay, centsPerMillion } = config;
  return { name, batch, parallel, forPrivate, charactersPerDay, centsPerMillion };
}
