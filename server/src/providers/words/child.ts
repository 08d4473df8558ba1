import { Child } from '../../kernel/child/asking.ts';
import type { NameCharacter, ReadWord, WordReader } from './words.ts';
import type { Question } from './worker.ts';

/** Takes texts apart in a process that starts with the first text and ends when there is nothing to do. */
export function wordsChild(): WordReader {
  const child = new Child<Question, unknown>({
    name: 'Reading words',
    module: new URL('./worker.ts', import.meta.url),
    idleMs: 60_000,
    limitMs: 20_000,
  });
  const ask = <T>(question: Question): Promise<T> => child.ask(question) as Promise<T>;
  return {
    words: (request) => ask<ReadWord[]>({ act: 'words', request }),
    pinyin: (request) => ask<string[][]>({ act: 'pinyin', request }),
    name: (request) => ask<NameCharacter[]>({ act: 'name', request }),
    close: () => child.close(),
  };
}
