import { PLANS } from '../server/src/domains/corrections/simulation/vandals.ts';
import { HABITS, liveWeek, type Habits } from '../server/src/domains/corrections/simulation/week.ts';

// A week of corrections with people who want to harm, on the product's own rules: how many of 1,000 errors are mended, and
// how long anything malicious was in force. `npm run bench -- corrections`; a number after it: so many seeds.

const seeds = Array.from({ length: Number(process.argv[2] ?? 5) }, (_, at) => at + 1);

console.log('50 careful bilinguals; each, unless the line says otherwise:', JSON.stringify(HABITS), '\n');
console.log(
  '| vandals | what they do | mended | attacks | in force at all | longer than 15 min | longest | locks broken |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const plan of PLANS) for (const vandals of [10, 25, 40]) line(plan.name, { vandals, plan });

const OTHERS: readonly (readonly [string, Partial<Habits>])[] = [
  ['careful people judge 8 each time, not 15', { judges: 8 }],
  ['they are wrong at 5 in 100', { mistakes: 0.05 }],
  ['they look in once in two days', { sessions: 0.5 }],
  ['nobody settles what is held', { settledDaily: 0 }],
  ['no author ever answers', { authorsAnswer: 0 }],
  ['authors who answer are wrong at 1 in 100', { authorsMistake: 0.01 }],
];
console.log('\nWhere the assumptions do not hold (40 vandals, all together at once):\n');
console.log(
  '| vandals | what is different | mended | attacks | in force at all | longer than 15 min | longest | locks broken |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const [name, habits] of OTHERS) line(name, { vandals: 40, plan: PLANS[1]!, habits });

function line(name: string, options: Omit<Parameters<typeof liveWeek>[0], 'seed'>): void {
  const weeks = seeds.map((seed) => liveWeek({ seed, ...options }));
  const sum = (of: (week: (typeof weeks)[number]) => number) =>
    weeks.reduce((total, week) => total + of(week), 0);
  const shares = weeks.map(({ fixed, errors }) => (100 * fixed) / errors);
  const cells = [
    options.vandals,
    name,
    `${Math.min(...shares).toFixed(1)}–${Math.max(...shares).toFixed(1)} %`,
    sum(({ attacks }) => attacks),
    sum(({ harmed }) => harmed),
    sum(({ harmedLonger }) => harmedLonger),
    `${Math.max(...weeks.map(({ longestMinutes }) => longestMinutes))} min`,
    sum(({ lockedChanges }) => lockedChanges),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
