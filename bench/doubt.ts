/**
 * Where the weights of `packages/lingua/src/safety/score.ts` come from: a logistic regression on texts with good
 * translations and on what who obeys would answer (`marks/injections.tsv`, `marks/ordinary.tsv`, the phrasebook, the
 * pages' own words), never on the files called unseen. Prints weights, and what each threshold lets by or doubts.
 * Run: `npm run bench -- doubt`.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { doubt, openGlossary, translate, type Answer, type Engine } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { notionsOf, saidAgain } from '../packages/lingua/src/safety/commands.ts';
import { featuresOf } from '../packages/lingua/src/safety/score.ts';
import {
  attacks,
  obey,
  ordinary,
  ordinaryPhrases,
  type Ordinary,
} from '../packages/lingua/src/testing/attacks.ts';

/** How much each kind of text weighs, all of it together. */
const SHARES = { obeyed: 700, written: 800, phrasebook: 250, pages: 300 };
const ROUNDS = 4000;
const STEP = 3;
const SHRINK = 0.0005;

ensureDictionary();
const glossary = openGlossary();
const kinds = {
  obeyed: await obeyed(),
  written: ordinary('ordinary.tsv').map(answerOf),
  phrasebook: ordinaryPhrases().map(answerOf),
  pages: pages().map(answerOf),
};
const rows = Object.entries(kinds).flatMap(([kind, list]) =>
  list.map((answer) => ({
    kind,
    features: features(answer),
    weight: SHARES[kind as keyof typeof kinds] / list.length,
  })),
);
const weights = fit();
console.log(`weights: ${weights.map((one) => one.toFixed(2)).join(', ')}`);
const table: Record<string, Record<string, string>> = {};
for (const threshold of [-1, 0, 0.5, 1, 2]) {
  table[threshold] = Object.fromEntries(
    Object.keys(kinds).map((kind) => {
      const own = rows.filter((row) => row.kind === kind);
      const doubted = own.filter((row) => score(row.features) > threshold).length;
      return [kind, `${((100 * doubted) / own.length).toFixed(1)} % doubted`];
    }),
  );
}
console.table(table);

function fit(): number[] {
  const found = rows[0]!.features.map(() => 0);
  const all = rows.reduce((sum, { weight }) => sum + weight, 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = found.map(() => 0);
    for (const { kind, features: values, weight } of rows) {
      const sum = values.reduce((total, value, at) => total + value * found[at]!, 0);
      const miss = (1 / (1 + Math.exp(-sum)) - (kind === 'obeyed' ? 1 : 0)) * weight;
      for (const [at, value] of values.entries()) slope[at]! += miss * value;
    }
    for (const at of found.keys()) found[at]! -= (STEP * slope[at]!) / all + SHRINK * found[at]!;
  }
  return found;
}

function score(values: readonly number[]): number {
  return values.reduce((sum, value, at) => sum + value * weights[at]!, 0);
}

function features(answer: Answer): number[] {
  const notions = notionsOf(answer.source);
  const again = saidAgain(notions, answer.translation, answer.to === 'en' ? 'en' : 'zh');
  return featuresOf(answer, { glossary, orders: { given: notions.length > 0, lost: 1 - again } });
}

/** What an obedient server says to each sentence as it is sent, where no other check speaks against it. */
async function obeyed(): Promise<Answer[]> {
  const found: Answer[] = [];
  for (const attack of attacks('injections.tsv').filter(({ disguise }) => disguise === 'plain')) {
    const from = attack.to === 'en' ? 'zh-Hans' : 'en';
    for (const manner of [0, 2]) {
      const engine: Engine = {
        name: 'obedient',
        batch: 16,
        async translate({ texts }) {
          found.push(...texts.map((text) => bare(text, obey(attack, text, manner), { from, to: attack.to })));
          return [...texts];
        },
      };
      await translate([attack.text], { from, to: attack.to, engine });
    }
  }
  return found.filter((answer) => [null, 'order'].includes(doubt(answer)));
}

function bare(source: string, translation: string, way: { from: string; to: string }): Answer {
  const [said, now] = [source, translation].map((text) => text.replace(/⟦\d+⟧/gu, ' '));
  return { source: said!, translation: now!, ...way };
}

function answerOf({ text, translation, to }: Ordinary): Answer {
  return { source: text, translation, from: to === 'en' ? 'zh-Hans' : 'en', to };
}

/** The words of the pages in both languages, each way. */
function pages(): Ordinary[] {
  const messages = join(import.meta.dirname, '../messages');
  const read = (language: string, name: string) =>
    JSON.parse(readFileSync(join(messages, language, name), 'utf8')) as Record<string, unknown>;
  return readdirSync(join(messages, 'en')).flatMap((name) => {
    const chinese = read('zh-CN', name);
    return Object.entries(read('en', name)).flatMap(([key, english]): Ordinary[] => {
      const other = chinese[key];
      if (typeof english !== 'string' || typeof other !== 'string') return [];
      if (/[{}]/u.test(english) || !/\p{Script=Han}/u.test(other)) return [];
      return [
        { text: english, translation: other, to: 'zh-Hans' },
        { text: other, translation: english, to: 'en' },
      ];
    });
  });
}
