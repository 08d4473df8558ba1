import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { load, type Connection, type Measured } from './lib/load.ts';
import { print } from './lib/report.ts';
import { onStage } from './lib/stage.ts';
import { STANDARD } from './lib/world.ts';

// People sign up with a password, each from an address of their own, while readers page through explore as fast as the
// machine lets them: passwords are hashed by a process that must not take the readers' time.
// npm run bench -- sign-up [--seconds 15] [--notes 20000]

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    notes: { type: 'string', default: String(STANDARD.notes) },
  },
});
const seconds = Number(values.seconds);
/** Connections that sign up; a family of phones in one moment. */
const AT_THE_DOOR = 6;
const FLOOR = 8;
const WORST_P99 = 2;
/** So that nobody of an earlier run in this world is met again. */
const run = Date.now().toString(36);

await onStage({ people: 1500, notes: Number(values.notes) }, async ({ server: { url }, readers }) => {
  const explore = (for_: number) =>
    load({
      url,
      seconds: for_,
      next: ({ n, index }) => ({
        path: '/api/v1/feed/explore?limit=30',
        headers: { cookie: readers[(n * 16 + index) % readers.length]!.cookie },
      }),
    });
  const door = () => load({ url, seconds, connections: AT_THE_DOOR, next: newcomer });
  await explore(5);
  const alone = await explore(seconds);
  const quiet = await door();
  const [both, joined] = await Promise.all([explore(seconds), door()]);
  for (const { refused } of [quiet, joined]) assert.deepEqual(refused, {}, 'everybody got in');
  print(
    ['what', 'rate /s', 'floor', 'p50 ms', 'p99 ms'],
    [
      row('explore, 16 connections, alone', alone),
      row('sign-ups alone', quiet),
      row('sign-ups beside explore', joined, `≥${FLOOR}/s`),
      row('explore beside sign-ups', both, `p99 ≤${(alone.p99 * WORST_P99).toFixed(1)} ms`),
    ],
  );
});

function row(name: string, { rate, p50, p99 }: Measured, floor = ''): string[] {
  return [name, rate.toFixed(1), floor, p50.toFixed(1), p99.toFixed(1)];
}

/** The next sign-up: another name, address of mail and address of the network each time. */
function newcomer({ n, index }: Connection) {
  const who = n * AT_THE_DOOR + index + Math.floor(performance.now());
  const byte = (shift: number) => (who >> shift) & 255;
  return {
    method: 'POST' as const,
    path: '/api/auth/sign-up/email',
    headers: { 'x-forwarded-for': `10.${byte(16)}.${byte(8)}.${byte(0)}` },
    body: JSON.stringify({
      email: `${run}-${index}-${n}-${who}@example.org`,
      password: `marmot ${index} kettle ${n} ${run}`,
      name: `Newcomer ${n}`,
    }),
  };
}
