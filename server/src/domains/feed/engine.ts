import { LRUCache } from 'lru-cache';
import { rank, type Candidate, type Interest } from '@jujube/ranker';
import type { Database } from '../../kernel/database.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { followedIds } from '../graph/index.ts';
import { rankingRows } from '../notes/index.ts';
import { interestsOf } from '../people/index.ts';
import { likedIds } from '../reactions/index.ts';
import type { ListRequest, RankedList } from '../../providers/feed/feed.ts';
import { fingerprint, LIST_SIZE } from './list.ts';
import { hiddenIds } from './lists/queries.ts';
import { shapesOf } from './shape.ts';

/** Newest public notes kept in memory; older ones are found by search, topics and people. */
const POOL = 20_000;
/** Candidates of one ranking, and how many of them a viewer's own channels bring. */
const CANDIDATES = 200;
const PER_INTEREST = 35;
const REFRESH_MS = 2_000;
/** Counters of the whole pool are read again this often. */
const RECOUNT_MS = 20_000;
const LIKES_REMEMBERED = 40;
/** What somebody wants is read again after so long. */
const WISHES_MS = 10_000;
/**
 * Until impressions are counted they are guessed, and mostly all in after a day: else what is said late in an evening
 * would outrank what a whole week was glad of.
 */
const WEIGHTS = { authorOverflow: 'relax', guessedHalfTime: 3 } as const;
/** Hours. */
const HALF_LIFE = { least: 36, most: 168 };

export interface Engine {
  list(request: ListRequest): Promise<RankedList>;
  stop(): Promise<void>;
}

interface Pool {
  /** Hours after which a note is half as fresh: longer in a quiet place. */
  halfLife: number;
  byId: Map<Id, Candidate>;
  /** Best first by freshness and quality alone: everything, and each channel. */
  orders: Map<string | null, Candidate[]>;
}

/** Ranks from memory; what it remembers is a copy that it can make again from the database at any time. */
export async function createEngine({ db, log }: { db: Database; log: Log }): Promise<Engine> {
  let pool = await loadPool(db);
  let countedAt = Date.now();
  let stopped = false;
  const wishes = new LRUCache<Id, Wishes>({ max: 5000, ttl: WISHES_MS });
  const profileOf = async ({ viewerId }: ListRequest): Promise<Profile> => {
    if (viewerId === null) return NOBODY;
    const known = wishes.get(viewerId);
    const [found, hidden] = await Promise.all([
      known ?? readWishes(db, viewerId, pool),
      hiddenIds({ db }, viewerId),
    ]);
    if (!known) wishes.set(viewerId, found);
    return { ...found, hidden: new Set(hidden) };
  };
  let refreshing = Promise.resolve();
  const refresh = async () => {
    const recount = Date.now() - countedAt > RECOUNT_MS;
    if (recount) countedAt = Date.now();
    pool = recount ? await loadPool(db) : await addNew(db, pool);
  };
  const timer = setInterval(() => {
    if (!stopped)
      refreshing = refresh().catch((err: unknown) =>
        log.warn({ err }, 'refreshing the feed failed, will go on'),
      );
  }, REFRESH_MS);
  return {
    async list(request) {
      const profile = await profileOf(request);
      return rankFor(request, { pool, profile });
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await refreshing;
    },
  };
}

async function loadPool(db: Database): Promise<Pool> {
  return poolOf((await rankingRows({ db }, { limit: POOL })).map((row) => ({ ...row, source: 'fresh' })));
}

/** Adds notes published since; nothing changes when there are none. */
async function addNew(db: Database, pool: Pool): Promise<Pool> {
  const newest = Math.max(0, ...[...pool.byId.values()].slice(0, 50).map(({ publishedAt }) => publishedAt));
  const rows = await rankingRows({ db }, { limit: POOL, since: new Date(newest) });
  const fresh = rows.filter(({ id }) => !pool.byId.has(id)).map((row) => ({ ...row, source: 'fresh' }));
  return fresh.length === 0 ? pool : poolOf([...fresh, ...pool.byId.values()].slice(0, POOL));
}

/** `notes` newest first. */
function poolOf(notes: Candidate[]): Pool {
  const orders = new Map<string | null, Candidate[]>();
  const viewer = { languages: [], interests: [] };
  const halfLife = halfLifeOf(notes);
  const weights = { ...WEIGHTS, foreignEvery: 0, freshnessHalfLife: halfLife };
  const byId = new Map(notes.map((note) => [note.id, note]));
  const best = rank({ viewer, candidates: notes, now: Date.now(), random: Math.random, weights });
  const ordered = best.map(({ id }) => byId.get(id)!);
  orders.set(null, ordered);
  for (const note of ordered) {
    if (note.channel === null) continue;
    const same = orders.get(note.channel);
    if (same) same.push(note);
    else orders.set(note.channel, [note]);
  }
  return { byId, orders, halfLife };
}

/** The age of the hundredth newest note, within bounds: where little is written, notes stay fresh for longer. */
function halfLifeOf(notes: readonly Candidate[]): number {
  const hundredth = notes[Math.min(notes.length, 100) - 1];
  const hours = hundredth ? (Date.now() - hundredth.publishedAt) / 3600_000 : HALF_LIFE.most;
  return Math.min(HALF_LIFE.most, Math.max(HALF_LIFE.least, hours));
}

interface Wishes {
  interests: Interest[];
  follows: Set<Id>;
}

interface Profile extends Wishes {
  /** Asked for each time: what somebody hid is gone at once. */
  hidden: Set<Id>;
}

const NOBODY: Profile = { interests: [], follows: new Set(), hidden: new Set() };

/** What a reader wants: channels picked at arrival, and channels and topics of what they liked last. */
async function readWishes(db: Database, viewerId: Id, pool: Pool): Promise<Wishes> {
  const [picked, liked, followed] = await Promise.all([
    interestsOf({ db }, viewerId),
    likedIds({ db }, { personId: viewerId, kind: 'note', limit: LIKES_REMEMBERED }),
    followedIds({ db }, viewerId, 500),
  ]);
  const weights = new Map<string, Interest>();
  const add = (kind: Interest['kind'], id: string, weight: number) => {
    const known = weights.get(kind + id);
    if (known) known.weight = Math.min(1, known.weight + weight);
    else weights.set(kind + id, { kind, id, weight });
  };
  for (const slug of picked) add('channel', slug, 0.6);
  for (const note of liked.flatMap((id) => pool.byId.get(id) ?? [])) {
    if (note.channel) add('channel', note.channel, 0.08);
    for (const topic of note.topics) add('topic', topic, 0.2);
  }
  return { interests: [...weights.values()], follows: new Set(followed) };
}

function rankFor(request: ListRequest, { pool, profile }: { pool: Pool; profile: Profile }): RankedList {
  const lost = new Set(request.seenFingerprints);
  const seen = new Set(request.seen);
  const fits = (note: Candidate) =>
    !seen.has(note.id) &&
    !profile.hidden.has(note.id) &&
    (lost.size === 0 || !lost.has(fingerprint(note.id)));
  const candidates = candidatesFor(request, { pool, profile, fits });
  const ranked = rank({
    viewer: { languages: request.languages, interests: profile.interests, follows: profile.follows },
    candidates,
    now: Date.now(),
    random: Math.random,
    weights: { ...WEIGHTS, freshnessHalfLife: pool.halfLife },
    limit: LIST_SIZE,
  });
  const listed = ranked.slice(0, LIST_SIZE);
  return {
    ids: listed.map(({ id }) => id),
    shapes: shapesOf(listed),
    trail: [],
    model: 0,
    last: ranked.length <= LIST_SIZE && candidates.length < CANDIDATES,
  };
}

interface Sources {
  pool: Pool;
  profile: Profile;
  fits: (note: Candidate) => boolean;
}

/** The best of everything, and of each channel the reader likes. */
function candidatesFor({ channel }: ListRequest, { pool, profile, fits }: Sources): Candidate[] {
  const found = new Map<Id, Candidate>();
  const take = (notes: readonly Candidate[] | undefined, most: number, source: string) => {
    let taken = 0;
    for (const note of notes ?? []) {
      if (taken >= most || found.size >= CANDIDATES) break;
      if (found.has(note.id) || !fits(note)) continue;
      found.set(note.id, note.source === source ? note : { ...note, source });
      taken += 1;
    }
  };
  if (channel === null) {
    const liked = profile.interests
      .filter(({ kind }) => kind === 'channel')
      .sort((a, b) => b.weight - a.weight);
    for (const { id } of liked.slice(0, 4)) take(pool.orders.get(id), PER_INTEREST, 'channel');
  }
  take(pool.orders.get(channel), CANDIDATES, channel === null ? 'fresh' : 'channel');
  return [...found.values()];
}
