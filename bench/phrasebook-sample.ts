/**
 * A seeded sample of the phrasebook, to be marked by hand: `node bench/phrasebook-sample.ts [seed]` prints 100 phrases.
 */
import { phrases } from '@jujube/lingua';

const SAMPLE = 100;
let state = Number(process.argv[2] ?? 5) >>> 0;
const pool = phrases().map(({ zh, en }) => `${zh[0]}\t${en[0]}`);
for (let at = 0; at < SAMPLE; at += 1) {
  const other = at + Math.floor(random() * (pool.length - at));
  [pool[at], pool[other]] = [pool[other]!, pool[at]!];
  console.log(pool[at]);
}

/** mulberry32: the same sample every time. */
function random(): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
