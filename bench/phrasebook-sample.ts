/**
 * A seeded sample of the phrasebook, to be marked by hand: `node bench/phrasebook-sample.ts [seed]` prints 100 phrases.
 */
import { phrases } from '@jujube/lingua';
import { seeded } from '@jujube/ranker';

const SAMPLE = 100;
const random = seeded(Number(process.argv[2] ?? 5));
const pool = phrases().map(({ zh, en }) => `${zh[0]}\t${en[0]}`);
for (let at = 0; at < SAMPLE; at += 1) {
  const other = at + Math.floor(random() * (pool.length - at));
  [pool[at], pool[other]] = [pool[other]!, pool[at]!];
  console.log(pool[at]);
}
