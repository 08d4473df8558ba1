/**
 * Counts what was marked by hand: 100 sentences a direction, glossed (`r` a reader understands it, `p` in part, `w` it
 * misleads), some that nobody looked at while the word lists were made (unseen), and a sample of the phrasebook (right, odd,
 * wrong). Says what has changed since it was marked.
 * Run: `node bench/marks.ts`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';

const MARKS = join(import.meta.dirname, '../packages/lingua/marks');
const MEANING: Record<string, string> = { r: 'understood', p: 'in part', w: 'misleads' };

ensureDictionary();
const glosses = [...rowsOf('gloss.tsv'), ...rowsOf('gloss-unseen.tsv')];
const changed = glosses.filter(([direction, , text, marked]) => {
  return gloss(text!, direction === 'zh → en' ? 'en' : 'zh-Hans').text !== marked;
});
const table: Record<string, Record<string, number>> = {};
for (const [direction, mark] of rowsOf('gloss.tsv')) count(direction!, MEANING[mark!]!);
for (const [direction, mark] of rowsOf('gloss-unseen.tsv')) count(`${direction}, unseen`, MEANING[mark!]!);
for (const [mark] of rowsOf('phrasebook.tsv')) count('phrasebook', mark!);
console.table(table);
console.log(`${changed.length} of ${glosses.length} glosses are no longer as they were marked`);
for (const [, mark, text] of changed) console.log(`  ${mark}  ${text}`);

function rowsOf(name: string): string[][] {
  const file = join(MARKS, name);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

function count(row: string, mark: string): void {
  table[row] ??= {};
  table[row][mark] = (table[row][mark] ?? 0) + 1;
}
