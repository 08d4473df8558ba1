/**
 * Claim: the dictionary is at most 8 MB on disk, opens within 80 ms, takes at most 80 MB of memory together with the
 * segmenter, and glosses at least 4 MB of text a second (of processor time, on one core), either way.
 * Run: `node bench/gloss.ts`. Exits 1 where the claim does not hold.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DICTIONARY, openGlossary, type GlossLanguage } from '@jujube/lingua';
import { median } from './lib/report.ts';

const LIMITS = { disk: 8e6, open: 80, memory: 80, speed: 4 };
const SECONDS = 2;

const glossary = openGlossary();
const samples = readFileSync(join(import.meta.dirname, 'data/languages.tsv'), 'utf8')
  .trimEnd()
  .split('\n');
const textIn = (language: string) =>
  samples
    .filter((line) => line.startsWith(`${language}\t`))
    .map((line) => line.slice(language.length + 1))
    .join('\n');

const figures = {
  'on disk (MB)': [statSync(DICTIONARY).size / 1e6, LIMITS.disk / 1e6],
  'open (ms, median of 9)': [median(Array.from({ length: 9 }, openTime)), LIMITS.open],
  'resident, dictionary and segmenter (MB)': [resident(), LIMITS.memory],
  'Chinese to English (MB/s)': [speed(textIn('zh'), 'en'), LIMITS.speed],
  'English to Chinese (MB/s)': [speed(textIn('en'), 'zh-Hans'), LIMITS.speed],
} as const;

let misses = 0;
const rows = Object.entries(figures).map(([name, [measured, limit]]) => {
  const most = !name.includes('MB/s');
  const holds = most ? measured <= limit : measured >= limit;
  if (!holds) misses += 1;
  return [
    name,
    { measured: Number(measured.toFixed(2)), [most ? 'at most' : 'at least']: limit, holds },
  ] as const;
});
console.table(Object.fromEntries(rows));
process.exitCode = misses > 0 ? 1 : 0;

function openTime(): number {
  const from = performance.now();
  openGlossary();
  return performance.now() - from;
}

/** Processor time and not the clock: other programs may run beside. */
function speed(text: string, to: GlossLanguage): number {
  for (let round = 0; round < 20; round += 1) glossary.gloss(text, to);
  let bytes = 0;
  const from = process.threadCpuUsage();
  for (;;) {
    glossary.gloss(text, to);
    bytes += Buffer.byteLength(text);
    const { user, system } = process.threadCpuUsage(from);
    if (user + system > SECONDS * 1e6) return bytes / (user + system);
  }
}

/** In a process of its own; what taking the types out of our files costs is no part of it. */
function resident(): number {
  const program = `
    const lingua = await import('@jujube/lingua');
    lingua.openGlossary();
    const { stripTypeScriptTypes } = await import('node:module');
    stripTypeScriptTypes('const a: number = 1;');
    const now = () => { gc(); return process.memoryUsage().rss / 1e6; };
    const before = now() - ${statSync(DICTIONARY).size / 1e6};
    const kept = lingua.openGlossary();
    kept.gloss('今天天气真好，我们去吃火锅吧', 'en');
    kept.gloss('The weather is so nice today, let us go and eat hotpot', 'zh-Hans');
    lingua.segment('今天天气真好，我们去吃火锅吧', 'zh-Hans');
    console.log(now() - before);`;
  const options = ['--expose-gc', '--input-type=module', '-e', program];
  return Number(execFileSync(process.execPath, options, { cwd: import.meta.dirname, encoding: 'utf8' }));
}
