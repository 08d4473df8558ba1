/**
 * `npm run simulate -- --seeds 20 --people 1500 --world independent|correlated --policy all`: lets readers and authors live
 * with each ranking and prints what it came to, with 95 % intervals, then the gates, then a line of JSON. `--policy` is
 * `all`, `gates` (those that the gates compare) or names; `--first` the first seed (1; settings are tuned on 1001 and on);
 * `--vary 0.3` changes every constant of the world by up to so much, by seed; `--constants visits=2,churn=0.5` multiplies
 * some; `--workers N`. `--sensitivity` finds the three constants to which our utility is most sensitive, and measures the
 * gates with each of them halved and doubled. `--settings JSON` changes settings of ours. `--keep FILE` writes down the
 * figures of each run as it ends, and takes those that are there.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { gatesOf, printed, type Seed } from './gates.ts';
import { Kept } from './kept.ts';
import { SMALL, type Figures } from './measures.ts';
import type { OursSettings } from './settings.ts';
import { POLICIES, type Attacks, type PolicyName, type Run } from './policies.ts';
import { interval } from './statistics.ts';
import { Workers } from './workers.ts';
import { constants, type Constants, type Kind } from './world/constants.ts';
import { Chance } from './world/chance.ts';
import { worldHash } from './world-hash.ts';

const GATED: readonly PolicyName[] = ['popularity', 'ours', 'ours without guarantee', 'oracle'];
/** Ours with all attacks, without any, and with one of them: what each gains is measured by itself. */
const OURS: readonly (readonly ['ours' | 'quiet' | 'rings' | 'floods', Attacks])[] = [
  ['ours', 'both'],
  ['quiet', 'none'],
  ['rings', 'rings'],
  ['floods', 'floods'],
];
const MOST_SENSITIVE = 3;
const COLUMNS: readonly (readonly [string, (figures: Figures) => number, 2 | 3])[] = [
  ['utility', ({ utility }) => utility, 3],
  ['ρ', ({ rho }) => rho, 2],
  ['reach', ({ reach }) => reach, 2],
  ['unseen', ({ zero, eligible }) => zero / eligible, 3],
  ['30 in 24 h', ({ kept }) => kept, 2],
  ['small', ({ small }) => small, 2],
  ['of notes', ({ smallNotes }) => smallNotes, 2],
  ['Gini', (figures) => figures.gini, 2],
  ['authors', ({ retention }) => retention, 2],
  ['readers', ({ readers }) => readers, 2],
];

const NAMES = Object.keys(constants).filter(isConstant);
/** Constants that mean nothing above 1. */
const CHANCES: ReadonlySet<keyof Constants> = new Set([
  'correlation',
  'authorsPart',
  'general',
  'adjacent',
  'style',
  'foreignLeast',
  'foreignMost',
  'lasting',
]);

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    first: { type: 'string', default: '1' },
    people: { type: 'string', default: '1500' },
    world: { type: 'string', default: 'independent' },
    policy: { type: 'string', default: 'all' },
    workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    vary: { type: 'string', default: '0' },
    constants: { type: 'string', default: '' },
    settings: { type: 'string', default: '{}' },
    sensitivity: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});
const KINDS: readonly Kind[] = ['independent', 'correlated'];
const kind = KINDS.find((name) => name === values.world);
if (!kind) throw new Error(`--world is one of ${KINDS.join(', ')}`);
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => Number(values.first) + at);
const settings = JSON.parse(values.settings) as Partial<OursSettings>;
const chosen = policiesNamed(values.policy);
const workers = new Workers(Number(values.workers));
const kept = new Kept(values.keep);
const log = (line: string) => console.log(line);
const began = performance.now();

try {
  const factors = factorsGiven(values.constants);
  if (values.sensitivity) await sensitivity(factors);
  else report(await runs(chosen, { factors }), { title: 'as laid out', json: true, factors });
} finally {
  await workers.stop();
}

function policiesNamed(given: string): readonly PolicyName[] {
  if (given === 'all') return POLICIES;
  if (given === 'gates') return GATED;
  return given.split(',').map((name) => {
    const found = POLICIES.find((each) => each === name);
    if (!found) throw new Error(`--policy is all, gates or some of: ${POLICIES.join(', ')}`);
    return found;
  });
}

type Factors = Partial<Record<keyof Constants, number>>;

function factorsGiven(given: string): Factors {
  const factors: Factors = {};
  for (const part of given.split(',').filter(Boolean)) {
    const [name, factor] = part.split('=');
    if (!isConstant(name)) throw new Error(`no constant of the world: ${name}`);
    factors[name] = Number(factor);
  }
  return factors;
}

function isConstant(name: string | undefined): name is keyof Constants {
  return name !== undefined && name in constants;
}

/** The world's constants for one seed: multiplied as given, and each by up to `--vary` more or less. */
function constantsFor(seed: number, factors: Factors): Partial<Constants> {
  const chance = new Chance(seed);
  const vary = Number(values.vary);
  return Object.fromEntries(
    NAMES.map((name, at) => {
      const by = (factors[name] ?? 1) * (1 + vary * (2 * chance.roll(99, at) - 1));
      return [name, CHANCES.has(name) ? Math.min(1, constants[name] * by) : constants[name] * by];
    }),
  );
}

/** All that is asked for, for every seed: of ours also without attacks and with each by itself, where gates are asked. */
async function runs(
  policies: readonly PolicyName[],
  { factors, apart = true }: { factors: Factors; apart?: boolean },
): Promise<Seed[]> {
  return Promise.all(
    seeds.map(async (seed) => {
      const lived = async (policy: PolicyName) => {
        const named = policy === 'ours' && apart ? OURS : ([[policy, 'both']] as const);
        const options: Run = {
          seed,
          people: Number(values.people),
          kind: kind!,
          attacks: named.map(([, attacks]) => attacks),
          policy,
          settings,
          constants: constantsFor(seed, factors),
        };
        const figures = await kept.of(options, (run) => workers.run(run));
        return named.map(([name], at) => [name, figures[at]!] as const);
      };
      return Object.fromEntries((await Promise.all(policies.map(lived))).flat()) as Seed;
    }),
  );
}

function report(
  found: readonly Seed[],
  { title, json, factors }: { title: string; json: boolean; factors: Factors },
): void {
  log(
    `${kind} world, ${title}: ${values.people} people, seeds ${seeds[0]}–${seeds.at(-1)}, N₀ 30 in 24 h, vary ${values.vary}, world ${worldHash()}`,
  );
  log(`${''.padEnd(24)} ${COLUMNS.map(([name]) => name.padStart(17)).join('')}`);
  for (const policy of POLICIES) {
    const own = found.flatMap((seed) => seed[policy] ?? []);
    if (own.length > 0) log(rowOf(policy, own));
  }
  log(`small: authors below ${SMALL} followers. ± is half of a 95 % interval over seeds.`);
  const gates = gatesOf(kind!, found);
  for (const { name, asked, found: at, unit, met } of gates) {
    log(
      `${met ? 'met   ' : 'MISSED'} ${name.padEnd(42)} ${asked.padEnd(22)} ${printed(at.mean, unit)} (${printed(at.low, unit)} … ${printed(at.high, unit)})`,
    );
  }
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  log(
    `${gates.filter(({ met }) => met).length} of ${gates.length} gates met; ${minutes} min with ${values.workers} workers`,
  );
  if (json)
    log(
      JSON.stringify({
        world: worldHash(),
        kind,
        people: Number(values.people),
        seeds,
        factors,
        settings,
        found,
      }),
    );
}

function rowOf(policy: string, own: readonly Figures[]): string {
  const cells = COLUMNS.map(([, of, digits]) => {
    const { mean, high } = interval(own.map(of));
    return `${mean.toFixed(digits)} ±${(high - mean).toFixed(digits)}`.padStart(17);
  });
  return `${policy.padEnd(24)} ${cells.join('')}`;
}

/** Every constant halved and doubled under ours alone; then all gates with the three that moved utility most. */
async function sensitivity(factors: Factors): Promise<void> {
  const utility = async (changed: Factors) => {
    const found = await runs(['ours'], { factors: changed, apart: false });
    return found.reduce((sum, { ours }) => sum + ours!.utility, 0) / found.length;
  };
  const base = await utility(factors);
  const moved = await Promise.all(
    NAMES.map(async (name) => {
      const ends = await Promise.all([0.5, 2].map((by) => utility({ ...factors, [name]: by })));
      return {
        name,
        ends,
        by: Math.max(...ends.map((end) => Math.abs(Math.log(Math.max(end, 1e-9) / base)))),
      };
    }),
  );
  moved.sort((a, b) => b.by - a.by);
  log(`utility per sitting ${base.toFixed(3)}; with each constant halved and doubled:`);
  for (const { name, ends } of moved)
    log(`${name.padEnd(16)} ${ends.map((end) => end.toFixed(3)).join('  ')}`);
  for (const { name } of moved.slice(0, MOST_SENSITIVE)) {
    for (const by of [0.5, 2]) {
      const changed = { ...factors, [name]: by };
      report(await runs(GATED, { factors: changed }), {
        title: `${name} × ${by}`,
        json: false,
        factors: changed,
      });
    }
  }
}
