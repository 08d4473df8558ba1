// The Chinese of the culture cards in traditional characters: `node bin/culture-script.ts` writes packages/lingua/culture/traditional.tsv.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert, cultureCards, cultureChinese, inTaiwansQuotes } from '@jujube/lingua';

const rows = new Map<string, string>();
for (const card of cultureCards()) {
  for (const text of cultureChinese(card)) {
    const converted = inTaiwansQuotes(convert(text, 'zh-Hans', 'zh-Hant'));
    if (converted !== text) rows.set(text, converted);
  }
}
const file = join(import.meta.dirname, '../packages/lingua/culture/traditional.tsv');
writeFileSync(file, [...rows].map((row) => `${row.join('\t')}\n`).join(''));
