/**
 * Claim: ranking 600 candidates takes less than 2 ms once warm, whoever they are by; with seven heads, interests and
 * diversity over vectors of 64 numbers, 99 of 100 rankings take less than 8 ms of CPU.
 * Some machines count CPU by ticks of 4 ms: there the mean says more than the p99.
 * Run: `node bench/ranker.ts`. Exits 1 where the claim does not hold.
 */
import {
  Heads,
  learn,
  newProfile,
  Quality,
  rank,
  seeded,
  type Candidate,
  type Viewer,
  type Weights,
} from '@jujube/ranker';

const CANDIDATES = 600;
const WARM_UP = 300;
const ROUNDS = 1000;
const LIMIT_MS = 2;
const WHOLE_LIMIT_MS = 8;
const VECTOR = 64;
const NOW = Date.UTC(2026, 10, 21);
const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en', 'ja'];
const CHANNELS = ['food', 'travel', 'home', 'pets', 'culture', 'study'];

const random = seeded(7);
const below = (limit: number) => Math.floor(random() * limit);

const viewer: Viewer = {
  languages: ['zh-Hans', 'en'],
  interests: [
    ...['food', 'pets', 'travel'].map((id) => ({ kind: 'channel' as const, id, weight: 0.5 })),
    ...Array.from({ length: 30 }, (_, at) => ({
      kind: 'topic' as const,
      id: `${at}`,
      weight: random() * 2 - 1,
    })),
  ],
  follows: new Set(Array.from({ length: 200 }, () => `${below(400)}`)),
  seen: new Set(Array.from({ length: 500 }, () => `${below(100_000)}`)),
};

interface Case {
  name: string;
  authors: number;
  weights?: Partial<Weights>;
  limit?: number;
  /** With all that a served ranking has. */
  whole?: boolean;
}
const cases: Case[] = [
  { name: '400 authors', authors: 400 },
  { name: '400 authors, best 300', authors: 400, limit: 300 },
  { name: '30 authors', authors: 30 },
  { name: '3 authors', authors: 3 },
  { name: '3 authors, relaxed, best 300', authors: 3, weights: { authorOverflow: 'relax' }, limit: 300 },
  { name: '400 authors, 7 heads, diversity, best 300', authors: 400, limit: 300, whole: true },
];

const rows = cases.map(measure);
console.log(`Node ${process.version}, ${CANDIDATES} candidates, ${ROUNDS} rounds after ${WARM_UP}\n`);
console.table(Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures])));
if (rows.some((row, at) => !cases[at]!.whole && row['median ms'] >= LIMIT_MS)) {
  console.error(`A median is not below ${LIMIT_MS} ms.`);
  process.exitCode = 1;
}
if (rows.some((row, at) => cases[at]!.whole && row['p99 CPU ms'] >= WHOLE_LIMIT_MS)) {
  console.error(`The p99 of a whole ranking is not below ${WHOLE_LIMIT_MS} ms of CPU.`);
  process.exitCode = 1;
}

function measure({ name, authors, weights = {}, limit, whole = false }: Case) {
  const plain = Array.from({ length: CANDIDATES }, (_, at) => candidateOf(at, authors));
  const candidates = whole
    ? plain.map((note) => ({ ...note, vector: direction(), relation: random() }))
    : plain;
  const input = {
    viewer: whole ? { ...viewer, profile: profileOf() } : viewer,
    ...(whole && { heads: new Heads(), quality: new Quality() }),
    candidates,
    now: NOW,
    random,
    weights,
    ...(limit ? { limit } : {}),
  };
  const times: number[] = [];
  const cpu: number[] = [];
  let shown = 0;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const start = performance.now();
    const used = process.threadCpuUsage();
    shown = rank(input).length;
    if (round < 0) continue;
    times.push(performance.now() - start);
    const { user, system } = process.threadCpuUsage(used);
    cpu.push((user + system) / 1000);
  }
  for (const list of [times, cpu]) list.sort((a, b) => a - b);
  const at = (list: number[], share: number) =>
    Number(list[Math.floor(share * (list.length - 1))]!.toFixed(3));
  return {
    name,
    shown,
    'median ms': at(times, 0.5),
    'p99 ms': at(times, 0.99),
    'max ms': at(times, 1),
    'p99 CPU ms': at(cpu, 0.99),
    'mean CPU ms': Number((cpu.reduce((sum, value) => sum + value, 0) / cpu.length).toFixed(3)),
  };
}

/** A direction in the space of notes. */
function direction(): Float32Array {
  const vector = Float32Array.from({ length: VECTOR }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function profileOf() {
  let profile = newProfile(VECTOR);
  for (let act = 0; act < 20; act += 1) {
    profile = learn(profile, {
      kind: 'save',
      time: NOW + act,
      vector: direction(),
      topics: [`${below(200)}`],
    });
  }
  return profile;
}

function candidateOf(at: number, authors: number): Candidate {
  const impressions = below(3000);
  return {
    id: `${100_000 + at}`,
    authorId: `${below(authors)}`,
    publishedAt: NOW - below(14 * 24 * 3_600_000),
    language: LANGUAGES[below(LANGUAGES.length)]!,
    channel: CHANNELS[below(CHANNELS.length)]!,
    topics: Array.from({ length: below(5) }, () => `${below(200)}`),
    likes: below(1 + impressions / 8),
    saves: below(1 + impressions / 30),
    comments: below(1 + impressions / 40),
    impressions,
    source: 'fresh',
  };
}
