/** The process that takes texts apart: dictionaries of two languages and of readings take 90 MB and half a second to read. */
import { setPriority } from 'node:os';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { pinyinOf, readName, readWords } from './read.ts';
import type { WordsAct, WordsRequest } from './words.ts';

export interface Question {
  id: number;
  act: WordsAct;
  request: unknown;
}
export type Answer = { ready: true } | { id: number; answer: unknown } | { id: number; error: string };

const ACTS: Record<WordsAct, (request: never) => unknown> = {
  words: (request: WordsRequest) => readWords(request),
  pinyin: ({ texts, known }: { texts: string[]; known: string[] }) => {
    const knows = new Set(known);
    return texts.map((text) => pinyinOf(text, knows));
  },
  name: ({ name }: { name: string }) => readName(name),
};

setPriority(5);
ensureDictionary();
process.on('disconnect', () => process.exit(0));
process.on('message', ({ id, act, request }: Question) => {
  try {
    send({ id, answer: ACTS[act](request as never) });
  } catch (error) {
    send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

// Who asks waits for this: what is sent before somebody listens may be lost.
send({ ready: true });

function send(answered: Answer): void {
  process.send!(answered);
}
