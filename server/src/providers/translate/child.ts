import { Child } from '../../kernel/child/asking.ts';
import type { TranslationConfig } from './settings.ts';
import { factsOf } from './engines.ts';
import type { MadeSentence, Translator } from './translate.ts';
import type { Question } from './worker.ts';

/** An engine's own limit is shorter. */
const LIMIT_MS = 90_000;

/**
 * Translates in a process that starts with the first text and ends when there is nothing to do. What hangs takes the process
 * with it: everything that it had is asked for again by its job.
 */
export function translatorChild({ engines }: Pick<TranslationConfig, 'engines'>): Translator {
  const child = new Child<Question, MadeSentence[][]>({
    name: 'Translating',
    module: new URL('./worker.ts', import.meta.url),
    idleMs: 60_000,
    limitMs: LIMIT_MS,
  });
  return {
    engines: engines.map(factsOf),
    translate: (request) =>
      child.ask({ ...request, config: request.engine === null ? null : engines[request.engine]! }),
    close: () => child.close(),
  };
}
