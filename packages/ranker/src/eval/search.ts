/** A setting that is tried: its name, and the values it may take. */
export interface Dial<S> {
  name: string;
  values: readonly number[];
  set(settings: S, value: number): S;
  get(settings: S): number;
}

export interface Search<S> {
  dials: readonly Dial<S>[];
  start: S;
  /** Higher is better; measured on the validation set only. */
  judge(settings: S): number;
  /** How often all dials are gone through. */
  rounds: number;
  log(line: string): void;
}

/** One dial after the other, each left where it did best; stops when a whole round changes nothing. */
export function coordinateSearch<S>({ dials, start, judge, rounds, log }: Search<S>): {
  best: S;
  score: number;
} {
  let best = start;
  let score = judge(start);
  log(`start ${score.toFixed(5)}`);
  for (let round = 1; round <= rounds; round += 1) {
    const before = score;
    for (const dial of dials) {
      const found = tryDial({ dial, best, score, judge });
      log(`round ${round} ${dial.name}: ${found.tried.join(' ')}`);
      ({ best, score } = found);
    }
    if (score === before) break;
  }
  return { best, score };
}

function tryDial<S>({
  dial,
  best,
  score,
  judge,
}: {
  dial: Dial<S>;
  best: S;
  score: number;
  judge(s: S): number;
}) {
  const tried: string[] = [];
  let found = { best, score };
  for (const value of dial.values) {
    if (value === dial.get(best)) {
      tried.push(`[${value} ${score.toFixed(5)}]`);
      continue;
    }
    const settings = dial.set(best, value);
    const got = judge(settings);
    tried.push(`${value} ${got.toFixed(5)}`);
    if (got > found.score) found = { best: settings, score: got };
  }
  return { ...found, tried };
}
