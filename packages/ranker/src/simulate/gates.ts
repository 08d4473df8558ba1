import type { Figures } from './measures.ts';
import type { PolicyName } from './policies.ts';
import { interval, type Interval } from './statistics.ts';
import type { Kind } from './world/constants.ts';

/** Figures of one seed, by policy; ours also where nobody attacks, and where only rings or only flooders do. */
export type Seed = Partial<Record<PolicyName | 'quiet' | 'rings' | 'floods', Figures>>;

export interface Gate {
  name: string;
  asked: string;
  found: Interval;
  /** In the unit in which it is printed. */
  unit: '×' | '%' | 'points' | '';
  met: boolean;
}

/** All gates that the runs there are can answer. What compares two policies is paired: a figure a seed, then their mean. */
export function gatesOf(kind: Kind, seeds: readonly Seed[]): Gate[] {
  const independent = kind === 'independent';
  const paired = (a: keyof Seed, b: keyof Seed, of: (a: Figures, b: Figures) => number) =>
    seeds.flatMap((seed) => (seed[a] && seed[b] ? [of(seed[a], seed[b])] : []));
  const own = (of: (figures: Figures) => number) => seeds.flatMap(({ ours }) => (ours ? [of(ours)] : []));
  const least = (name: string, numbers: number[], rest: { bound: number; unit: Gate['unit'] }) =>
    gate({
      name,
      asked: `≥ ${printed(rest.bound, rest.unit)}`,
      numbers,
      unit: rest.unit,
      met: ({ mean }) => mean >= rest.bound,
    });
  const most = (name: string, numbers: number[], rest: { bound: number; unit: Gate['unit']; end?: 'high' }) =>
    gate({
      name,
      asked: `${rest.end ? 'upper end ' : ''}≤ ${printed(rest.bound, rest.unit)}`,
      numbers,
      unit: rest.unit,
      met: (found) => found[rest.end ?? 'mean'] <= rest.bound,
    });
  const within = (name: string, numbers: number[], bound: number) =>
    gate({
      name,
      asked: `within ±${printed(bound, 'points')}`,
      numbers,
      unit: 'points',
      met: ({ mean }) => Math.abs(mean) <= bound,
    });
  const attack = (who: string, numbers: number[]) =>
    most(`${who}’s gain`, numbers, { bound: 0.05, unit: '%', end: 'high' });
  return [
    least('utility ÷ popularity', paired('ours', 'popularity', ratio('utility')), {
      bound: independent ? 2 : 1.3,
      unit: '×',
    }),
    least('utility ÷ oracle', paired('ours', 'oracle', ratio('utility')), { bound: 0.45, unit: '%' }),
    most('cost of the guarantee', paired('ours', 'ours without guarantee', loss), { bound: 0.02, unit: '%' }),
    least(
      'ρ',
      own(({ rho }) => rho),
      { bound: 0.3, unit: '' },
    ),
    least('reach ÷ popularity', paired('ours', 'popularity', ratio('reach')), {
      bound: independent ? 3 : 2,
      unit: '×',
    }),
    most(
      'eligible, never seen in 24 h (all seeds)',
      [own(({ zero }) => zero).reduce((sum, zero) => sum + zero, 0)],
      { bound: 0, unit: '' },
    ),
    independent
      ? within(
          'small authors’ share − of notes',
          own(({ small, smallNotes }) => small - smallNotes),
          0.05,
        )
      : within(
          'small authors’ share − oracle’s',
          paired('ours', 'oracle', (a, b) => a.small - b.small),
          0.05,
        ),
    attack('ring', paired('rings', 'quiet', gain('ring'))),
    attack('flooder', paired('floods', 'quiet', gain('flooder'))),
    within(
      'dial: mean distance',
      own(({ dial }) => dial),
      0.03,
    ),
    least(
      'dial: residents within 5 points',
      own(({ dialWithin }) => dialWithin),
      { bound: 0.95, unit: '%' },
    ),
  ].filter(({ found }) => Number.isFinite(found.mean));
}

export function printed(value: number, unit: Gate['unit']): string {
  if (unit === '%') return `${(value * 100).toFixed(1)} %`;
  if (unit === 'points') return `${(value * 100).toFixed(1)} points`;
  return `${value.toFixed(Number.isInteger(value) ? 0 : 2)}${unit}`;
}

function gate({
  numbers,
  met,
  ...rest
}: Pick<Gate, 'name' | 'asked' | 'unit'> & { numbers: number[]; met: (found: Interval) => boolean }): Gate {
  const found = interval(numbers);
  return { ...rest, found, met: met(found) };
}

const ratio = (of: 'utility' | 'reach') => (a: Figures, b: Figures) => a[of] / b[of];
const loss = (a: Figures, b: Figures) => 1 - a.utility / b.utility;
const gain = (of: 'ring' | 'flooder') => (withAttack: Figures, without: Figures) =>
  withAttack[of] / without[of] - 1;
