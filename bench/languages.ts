/**
 * Every figure that `packages/lingua` promises, beside what was asked for: telling languages apart, glosses and what was
 * marked by hand, the phrasebook, texts that give orders to a translator, the engine on this machine, memory at rest.
 * Run: `npm run bench -- languages`. Exits 1 where a figure misses; docs/languages.md says why.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBergamot, helloSentences, openGlossary, phrases } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { addModel } from '@jujube/lingua/models';
import { comparable, distance } from '../packages/lingua/src/phrasebook/compare.ts';
import { attacks, ordinary } from '../packages/lingua/src/testing/attacks.ts';
import { tinyModel } from '../packages/lingua/src/testing/tiny-model.ts';
import { alarms, victims } from '../packages/lingua/src/testing/victims.ts';
import { print } from './lib/report.ts';

const SECONDS = 3;

ensureDictionary();
const rows: string[][] = [];
let missed = 0;

for (const name of ['detect', 'gloss', 'marks']) {
  console.log(`\n## ${name}\n`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  if (status !== 0) missed += 1;
}
console.log('\n## all else\n');
phrasebook();
await injection();
await bergamot();
atRest();
print(['what', 'measured', 'asked', 'holds'], rows);
process.exitCode = missed > 0 ? 1 : 0;

interface Claim {
  what: string;
  measured: string;
  asked: string;
  holds: boolean;
}

function claim({ what, measured, asked, holds }: Claim): void {
  if (!holds) missed += 1;
  rows.push([what, measured, asked, holds ? 'yes' : 'NO']);
}

/** For the record: nothing was promised. */
function note(what: string, measured: string): void {
  rows.push([what, measured, '', '']);
}

function phrasebook(): void {
  const all = phrases();
  claim({ what: 'phrases', measured: String(all.length), asked: '≥1,000', holds: all.length >= 1000 });
  const ways = all.reduce((sum, { zh, en }) => sum + zh.length + en.length, 0);
  note('ways to write them', String(ways));
  const nearest = Math.min(...(['zh', 'en'] as const).map((language) => nearestPair(language)));
  claim({
    what: 'the two phrases nearest to each other, edit distance',
    measured: nearest.toFixed(2),
    asked: '≥0.30',
    holds: nearest >= 0.3,
  });
  note('sentences of the hello card', String(helloSentences().length));
}

function nearestPair(language: 'zh' | 'en'): number {
  const texts = phrases().map((one) => comparable(one[language][0]!));
  let nearest = 1;
  for (const [at, a] of texts.entries()) {
    for (const b of texts.slice(at + 1)) {
      const longest = Math.max(a.length, b.length);
      if (Math.abs(a.length - b.length) / longest < nearest) {
        nearest = Math.min(nearest, distance(a, b) / longest);
      }
    }
  }
  return nearest;
}

async function injection(): Promise<void> {
  const glossary = openGlossary();
  for (const file of ['injections.tsv', 'injections-unseen.tsv'] as const) {
    const list = attacks(file);
    const plain = await victims(list, { glossary, knowing: false });
    claim({
      what: `${file}: ${list.length} texts, answers of who obeys that reach a reader`,
      measured: `${plain.reached.length} of ${plain.answers}`,
      asked: '0',
      holds: plain.reached.length === 0,
    });
    const knowing = await victims(list, { glossary, knowing: true });
    note(
      'the same, of who obeys and still translates the canary',
      `${knowing.reached.length} of ${knowing.answers}`,
    );
    const lost = plain.lost.length + knowing.lost.length;
    claim({ what: 'texts dropped', measured: String(lost), asked: '0', holds: lost === 0 });
  }
  const seen = ordinary('ordinary.tsv');
  const unseen = ordinary('ordinary-unseen.tsv');
  const all = [...seen, ...unseen];
  const doubted = (await alarms(all, glossary)).length;
  claim({
    what: `false alarms on ${all.length} ordinary texts`,
    measured: percent(doubted, all.length),
    asked: '≤1 %',
    holds: doubted <= all.length / 100,
  });
  note(
    `of them ${seen.length} were looked at while tuning`,
    percent((await alarms(seen, glossary)).length, seen.length),
  );
  note(`and ${unseen.length} were not`, percent((await alarms(unseen, glossary)).length, unseen.length));
}

function percent(part: number, of: number): string {
  return `${part} (${((100 * part) / of).toFixed(2)} %)`;
}

async function bergamot(): Promise<void> {
  const [brought, folder] = await Promise.all(
    ['brought-', 'models-'].map((name) => mkdtemp(join(tmpdir(), `jujube-${name}`))),
  );
  const { model, vocabulary } = tinyModel();
  note(
    'size of the model that a script writes',
    `${((model.length + vocabulary.length) / 1e6).toFixed(2)} MB`,
  );
  await writeFile(join(brought!, 'model.zhen.bin'), model);
  await writeFile(join(brought!, 'vocab.zhen.spm'), vocabulary);
  await addModel(brought!, folder!);
  const engine = createBergamot({ folder: folder! });
  const texts = Array.from({ length: engine.batch }, () => '今天天气很好，我喜欢茶');
  const from = performance.now();
  await engine.translate({ texts: ['你好'], from: 'zh-Hans', to: 'en' });
  note('Bergamot: first answer of a process', `${Math.round(performance.now() - from)} ms`);
  let done = 0;
  const begun = performance.now();
  while (performance.now() - begun < SECONDS * 1000) {
    done += (await engine.translate({ texts, from: 'zh-Hans', to: 'en' })).length;
  }
  note('Bergamot with that model, one core', `${Math.round(done / SECONDS)} comments/s`);
  engine.close();
  await Promise.all([brought!, folder!].map((one) => rm(one, { recursive: true, force: true })));
}

/** What the process keeps when everything was used once and nothing is at work; engines are processes of their own. */
function atRest(): void {
  const program = `
    const lingua = await import('@jujube/lingua');
    const { stripTypeScriptTypes } = await import('node:module');
    stripTypeScriptTypes('const a: number = 1;');
    const now = () => { gc(); gc(); return process.memoryUsage().rss / 1e6; };
    const imported = now();
    lingua.detect('Hola, me encanta este gato. 今天天气真好');
    const before = now();
    lingua.segment('今天天气真好', 'zh-Hans');
    const kept = lingua.openGlossary();
    kept.gloss('今天天气真好，我们去吃火锅吧', 'en');
    kept.gloss('The weather is so nice today, let us go and eat hotpot', 'zh-Hans');
    lingua.phrase('笑发财了', 'en');
    lingua.romanise('今天天气真好');
    lingua.convert('軟體', 'zh-Hant', 'zh-Hans');
    lingua.convert('软件', 'zh-Hans', 'zh-Hant');
    console.log(JSON.stringify([before - imported, now() - before]));`;
  const run = () =>
    JSON.parse(
      execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], {
        cwd: import.meta.dirname,
        encoding: 'utf8',
      }),
    ) as [number, number];
  const least = [run(), run(), run(), run(), run()].toSorted(([, a], [, b]) => a - b)[0]!;
  note('memory of telling languages apart, as before', `${least[0].toFixed(0)} MB`);
  claim({
    what: 'memory at rest after each function was used once, beside that',
    measured: `${least[1].toFixed(0)} MB`,
    asked: '≤100 MB',
    holds: least[1] <= 100,
  });
}
