import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { segment } from '@jujube/lingua';
import { weighted } from './random.ts';

export type Language = 'zh-Hans' | 'en';

export interface Writer {
  /** Running words of about so many. */
  words(language: Language, count: number): string;
}

const DATA = join(import.meta.dirname, '../../demo/data');

/** Writes texts whose words are as frequent as in what people really wrote (the demo world's notes and comments). */
export function createWriter(random: () => number): Writer {
  const tables = { 'zh-Hans': tableOf('zh-Hans', random), en: tableOf('en', random) };
  return {
    words(language, count) {
      const { list, draw } = tables[language];
      const drawn = Array.from({ length: count }, () => list[draw()]!);
      if (language === 'en') return sentence(drawn.join(' '));
      return drawn.map((word, index) => word + (index % 9 === 8 ? '，' : '')).join('');
    },
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function tableOf(language: Language, random: () => number): { list: string[]; draw: () => number } {
  const counts = new Map<string, number>();
  for (const text of texts(language)) {
    for (const { text: word, word: isWord } of segment(text, language)) {
      if (isWord && fits(word, language)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return { list: [...counts.keys()], draw: weighted([...counts.values()], random) };
}

function fits(word: string, language: Language): boolean {
  return language === 'en' ? /^[a-zA-Z']+$/.test(word) : /^\p{Script=Han}+$/u.test(word);
}

interface Written {
  language?: string;
  title?: string;
  body?: string;
}

function texts(language: Language): string[] {
  return ['notes', 'comments'].flatMap((folder) =>
    readdirSync(join(DATA, folder))
      .flatMap((file) => JSON.parse(readFileSync(join(DATA, folder, file), 'utf8')) as Written[])
      .filter((written) => written.language === language)
      .flatMap(({ title = '', body = '' }) => [title, body]),
  );
}
