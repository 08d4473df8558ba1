import { isWaiting, type House, type Person, type Sentence, type Suggestion } from './house.ts';

/** How those who want to harm go about it. They are always there, know each other and each other's mind. */
export interface Plan {
  name: string;
  /** Fixes that stayed before this week; 0: they earn ten within it. */
  before: number;
  /** How many stand together; all where it is 0. */
  cell: number;
  /** Attacks each. */
  attacks: number;
  /** Whether they object to good suggestions, too. */
  obstructs: boolean;
}

export const PLANS: readonly Plan[] = [
  { name: 'earn, then all together', before: 0, cell: 0, attacks: 50, obstructs: false },
  { name: 'all together at once', before: 10, cell: 0, attacks: 50, obstructs: false },
  { name: 'one attack each', before: 10, cell: 0, attacks: 1, obstructs: false },
  { name: 'in cells of ten', before: 10, cell: 10, attacks: 2, obstructs: false },
  { name: 'together, and against the good', before: 10, cell: 0, attacks: 50, obstructs: true },
];

const EARNED = 10;

interface Acting {
  house: House;
  random: () => number;
  bad: readonly Person[];
  sentences: readonly Sentence[];
  errors: readonly Sentence[];
  plan: Plan;
  vandal: Person;
  now: number;
}

/** One vandal's turn: earns standing first, then attacks; supports what is of their own. */
export function actVandal(acting: Acting): void {
  const { house, bad, plan, vandal, now } = acting;
  const cell = (person: Person) => (plan.cell === 0 ? 0 : Math.floor(bad.indexOf(person) / plan.cell));
  const earned = vandal.before + vandal.given.filter(isEarned).length;
  if (earned < EARNED) earn(acting, EARNED - earned);
  else attack(acting);
  for (const one of house.waiting) {
    if (one.votes.has(vandal)) continue;
    const own = one.giver.kind === 'vandal';
    if (own && cell(one.giver) === cell(vandal)) house.vote(vandal, { one, vote: 'for', now });
    else if (!own && plan.obstructs) house.vote(vandal, { one, vote: 'against', now });
  }
}

/** What they gave of good words and came into force. */
function isEarned({ words, state }: Suggestion): boolean {
  return words === 'right' && state === 'accepted';
}

function earn({ house, random, errors, vandal, now }: Acting, missing: number): void {
  if (vandal.given.filter((one) => isWaiting(one)).length >= missing) return;
  const wrong = errors[Math.floor(random() * errors.length)]!;
  if (wrong.now === 'wrong' && !wrong.given.some(isWaiting))
    house.suggest(vandal, { sentence: wrong, words: 'right', now });
}

function attack({ house, random, sentences, plan, vandal, now }: Acting): void {
  if (vandal.given.filter(({ words }) => words === 'malicious').length >= plan.attacks) return;
  const sentence = sentences[Math.floor(random() * sentences.length)]!;
  house.suggest(vandal, { sentence, words: 'malicious', now });
}
