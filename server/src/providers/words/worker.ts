/** The process that takes texts apart: dictionaries of two languages and of readings take 90 MB and half a second to read. */
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { answering } from '../../kernel/child/answering.ts';
import { pinyinOf, readName, readWords } from './read.ts';
import type { WordsAct, WordsRequest } from './words.ts';

export interface Question {
  act: WordsAct;
  request: unknown;
}

const ACTS: Record<WordsAct, (request: never) => unknown> = {
  words: (request: WordsRequest) => readWords(request),
  pinyin: ({ texts, known }: { texts: string[]; known: string[] }) => {
    const knows = new Set(known);
    return texts.map((text) => pinyinOf(text, knows));
  },
  name: ({ name }: { name: string }) => readName(name),
};

ensureDictionary();
answering(({ act, request }: Question) => ACTS[act](request as never), { nice: 5 });
