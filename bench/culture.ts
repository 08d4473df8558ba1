/**
 * Culture cards: what was marked by hand, how many of 1,000 ordinary comments carry one, and how long a comment takes.
 * `npm run bench -- culture`; with `sample [seed]` it prints 100 cards to be marked, with `matches [seed]` 100 places
 * where a card was found.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amounts, cultureCards, explain, phrases, type Explained } from '@jujube/lingua';
import { seeded } from '@jujube/ranker';

const ROOT = join(import.meta.dirname, '..');
const DEMO = join(ROOT, 'server/src/demo/data');
const MARKS = join(ROOT, 'packages/lingua/marks/culture.tsv');
const ORDINARY = 1000;
const SAMPLE = 100;

interface Ordinary {
  language: string;
  text: string;
}

const [task, seed] = process.argv.slice(2);
const random = seeded(Number(seed ?? 5));
if (task === 'sample') {
  for (const card of shuffled(cultureCards()).slice(0, SAMPLE)) {
    const { id, register, meaning, plain, example, translation, source } = card;
    console.log(['', id, register, meaning, plain, example, translation, source].join('\t'));
  }
} else if (task === 'matches') {
  const places = shuffled(ordinary()).flatMap((one) => placesOf(one).map((place) => shown(one, place)));
  for (const place of shuffled(places).slice(0, SAMPLE)) console.log(place);
} else {
  counts();
  marked();
  timed();
}

function counts(): void {
  const table: Record<string, Record<string, number>> = {};
  for (const { language, kind } of cultureCards()) {
    table[kind] ??= { zh: 0, en: 0 };
    table[kind][language]! += 1;
  }
  console.table(table);
  const marks = existsSync(MARKS) ? rowsOf(MARKS) : [];
  const by = (mark: string) => marks.filter(([found]) => found === mark).length;
  console.log(`marked: ${by('right')} right, ${by('odd')} odd, ${by('wrong')} wrong`);
  const now = new Map(cultureCards().map((card) => [card.id, card.meaning]));
  const changed = marks.filter(([, id, meaning]) => now.get(id!) !== meaning);
  console.log(`${changed.length} are no longer as they were marked ${changed.map(([, id]) => id).join(' ')}`);
}

function marked(): void {
  const texts = shuffled(ordinary()).slice(0, ORDINARY);
  const places = texts.map((one) => placesOf(one).length);
  const some = places.filter((count) => count > 0).length;
  const all = places.reduce((sum, count) => sum + count, 0);
  console.log(`${texts.length} ordinary comments: ${some} carry a card, ${all} cards in all`);
}

function timed(): void {
  const texts = ordinary();
  const both: [string, (one: Ordinary) => unknown][] = [
    ['cards', placesOf],
    ['amounts', amountsOf],
  ];
  for (const [name, look] of both) {
    const each = texts.map((one) => Math.min(took(look, one), took(look, one), took(look, one)));
    each.sort((a, b) => a - b);
    const at = (share: number) => each[Math.floor((each.length - 1) * share)]!.toFixed(3);
    console.log(
      `${name} of ${each.length} texts: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
    );
  }
}

/** Of three: whatever else the machine does can only make it longer. */
function took(look: (one: Ordinary) => unknown, one: Ordinary): number {
  const start = performance.now();
  look(one);
  return performance.now() - start;
}

function amountsOf({ language, text }: Ordinary): unknown {
  const rates = { date: '2026-01-02', base: 'USD', rates: { CNY: 7, TWD: 32 } };
  return amounts(text, { language, reader: language.startsWith('zh') ? 'en' : 'zh-Hans', rates });
}

/** What the demo world says, and the phrasebook. */
function ordinary(): Ordinary[] {
  const said = ['comments', 'notes'].flatMap((folder) =>
    readdirSync(join(DEMO, folder))
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => {
        const things = JSON.parse(readFileSync(join(DEMO, folder, name), 'utf8')) as Partial<
          Ordinary & { body: string }
        >[];
        return things.map(({ language, body }) => ({ language: language ?? 'und', text: body ?? '' }));
      }),
  );
  const book = phrases().flatMap(({ zh, en, origin, example }) => [
    { language: 'zh-Hans', text: zh[0]! },
    { language: 'en', text: en[0]! },
    { language: origin === 'zh' ? 'zh-Hans' : 'en', text: example },
  ]);
  return [...said, ...book].filter(({ text }) => text !== '');
}

/** For whom the text is not in their language. */
function placesOf({ language, text }: Ordinary): Explained[] {
  return explain(text, { language, reader: language.startsWith('zh') ? 'en' : 'zh-Hans' });
}

function shown({ text }: Ordinary, { start, end, card }: Explained): string {
  const before = text.slice(Math.max(0, start - 30), start);
  return `${card}\t${before}【${text.slice(start, end)}】${text.slice(end, end + 30)}`.replace(/\n/gu, ' ⏎ ');
}

function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

function shuffled<Thing>(things: readonly Thing[]): Thing[] {
  const pool = [...things];
  for (let at = 0; at < pool.length; at += 1) {
    const other = at + Math.floor(random() * (pool.length - at));
    [pool[at], pool[other]] = [pool[other]!, pool[at]!];
  }
  return pool;
}
