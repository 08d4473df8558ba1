/**
 * Claim: the language of a sentence is told rightly in at least 97 of 100, of 20 characters of it in at least 88.
 * Run: `node bench/detect.ts`. Exits 1 where the claim does not hold. The sentences (`data/languages.tsv`) were
 * written for this bench and for nothing else; the detector was not fitted to them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detect } from '@jujube/lingua';

const LEAST = { sentences: 0.97, snippets: 0.88 };
const SNIPPET = 20;

interface Sample {
  language: string;
  text: string;
}

const samples = readFileSync(join(import.meta.dirname, 'data/languages.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): Sample => {
    const [language, text] = line.split('\t');
    return { language: language!, text: text! };
  });
const snippets = samples.flatMap(({ language, text }) => cuts(text).map((cut) => ({ language, text: cut })));

const table: Record<string, Record<string, string>> = {};
const wrong: string[] = [];
for (const language of new Set(samples.map((sample) => sample.language))) {
  table[language] = {
    sentences: rate(samples.filter((sample) => sample.language === language)),
    snippets: rate(snippets.filter((sample) => sample.language === language)),
  };
}
table['all'] = { sentences: rate(samples), snippets: rate(snippets) };
console.table(table);
console.log(
  `right of all; a snippet is ${SNIPPET} characters, from a word's beginning: two of each sentence\n`,
);
for (const { language, text } of [...samples, ...snippets].filter((sample) => !right(sample)))
  wrong.push(`${language} taken for ${detect(text)[0]!.language}: ${text}`);
console.log(wrong.join('\n'));
if (share(samples) < LEAST.sentences || share(snippets) < LEAST.snippets) process.exitCode = 1;

/** The beginning, and a cut from the middle; short sentences give one. */
function cuts(text: string): string[] {
  const middle = text.indexOf(' ', text.length / 2) + 1 || Math.floor(text.length / 2);
  const parts = [text.slice(0, SNIPPET), text.slice(middle, middle + SNIPPET)];
  return text.length < SNIPPET ? [text] : parts.filter((part) => part.length >= SNIPPET / 2);
}

function right({ language, text }: Sample): boolean {
  return detect(text)[0]!.language.split('-')[0] === language;
}

function share(of: readonly Sample[]): number {
  return of.filter(right).length / of.length;
}

function rate(of: readonly Sample[]): string {
  return `${of.filter(right).length}/${of.length} (${(share(of) * 100).toFixed(1)} %)`;
}
