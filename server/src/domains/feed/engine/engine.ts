import type { Database } from '../../../kernel/database.ts';
import type { Log } from '../../../kernel/log.ts';
import { sharedNext } from '../../../kernel/shared.ts';
import type { ListRequest, RankedList } from '../../../providers/feed/feed.ts';
import { guaranteeOf } from '../reach/in-force.ts';
import { withoutWords } from '../wishes/index.ts';
import { admission } from './admit.ts';
import { beginEra, learnLog } from './log.ts';
import { Memory } from './memory.ts';
import { ordersOf } from './orders.ts';
import { packed, rankFor } from './rank.ts';
import { readReader } from './reader.ts';
import { keep, recall } from './snapshots.ts';

/** What is new in the log and among notes is looked for so often. */
const LOOK_MS = 1000;
/** Every so many looks the newest notes and some of the others are compared with what is known of them. */
const COMPARE_EVERY = 5;
/** The common orders are made anew so often; in a place as small as this, whenever there is a new note. */
const ORDERS_MS = 20_000;
const SMALL = 2000;
/** What was learnt is kept so often, if there is anything new; less often where keeping it takes longer. */
const KEEP_MS = 10 * 60_000;
const LARGE = 200_000;
/** A list waits so long for what its reader just did to be learnt. */
const PATIENCE_MS = 15;
/** What was just written is looked for so often. */
const AGAIN_MS = 10;
/** A start waits so long at most for the log to be learnt: then it answers by what it knows by then. */
const START_MS = 4000;

export interface Engine {
  /** Rejects where nobody waits any more (`until`, in milliseconds since 1970): who comes next would wait for it too. */
  list(request: ListRequest, until?: number): Promise<RankedList>;
  stop(): Promise<void>;
}

export interface EngineOptions {
  db: Database;
  log: Log;
  /** Where what was learnt is kept. */
  folder: string;
  /** What new notes are promised. */
  firstReaders: number;
}

/**
 * Learns the log, and ranks from what it learnt. It is the log's only reader, and the only one who brings notes into it.
 * Resolves when it can rank.
 */
export async function createEngine({ db, log, folder, firstReaders }: EngineOptions): Promise<Engine> {
  await beginEra(db);
  const memory = (await recall(folder, log)) ?? new Memory();
  memory.guarantee.change(guaranteeOf({ firstReaders }));
  const feed = new Learner({ db, log, folder, firstReaders, memory });
  await feed.start();
  const list = async (request: ListRequest, until = Infinity): Promise<RankedList> => {
    const { viewerId } = request;
    const [readerIn] = await Promise.all([
      readReader(db, viewerId),
      viewerId === null ? null : feed.caughtUp(),
    ]);
    const reader = readerIn(memory);
    if (Date.now() > until) throw new Error('nobody waits for this list any more');
    const listed = rankFor({ memory, orders: feed.orders, reader, now: Date.now() }, request);
    const notes = await withoutWords({ db }, reader.asks, listed.notes);
    return packed({ ...listed, notes: [...notes] });
  };
  // The first lists would take ten times as long as all others, and somebody would wait for them.
  for (let warm = 0; warm < WARM_LISTS; warm += 1) await list(ANYBODY);
  return { list, stop: () => feed.stop() };
}

const WARM_LISTS = 5;
const ANYBODY: ListRequest = {
  viewerId: null,
  languages: ['en'],
  channel: null,
  seen: [],
  seenFingerprints: [],
};

interface LearnerOptions extends EngineOptions {
  memory: Memory;
}

/** Goes on learning while lists are asked for, a little at a time. */
class Learner {
  readonly #options: LearnerOptions;
  readonly #admission: ReturnType<typeof admission>;
  readonly #share = sharedNext<void>();
  /** What must not happen at once, one after the other: learning, and keeping what was learnt. */
  #turn: Promise<unknown> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #looks = 0;
  #older = true;
  /** Who recalled what they learnt is in no hurry to look whether there is more that is old. */
  readonly #pace: number;
  #ordered = { at: -Infinity, notes: -1 };
  #kept = { at: Date.now(), seq: '' };
  orders;

  constructor(options: LearnerOptions) {
    const { db, memory } = options;
    this.#options = options;
    this.#admission = admission(db, () => memory);
    this.#kept.seq = memory.place.seq;
    this.#pace = memory.notes.there === 0 ? 0 : LOOK_MS / 10;
    this.orders = ordersOf(memory, Date.now());
  }

  async start(): Promise<void> {
    const { memory } = this.#options;
    const first = (async () => {
      await this.#learn();
      await this.#admission.fresh();
      this.#older = await this.#admission.older();
      await this.#learnUntilKnown();
    })();
    await Promise.race([first, after(START_MS)]);
    this.#order(memory);
    this.#running = first.then(() => this.#look());
    this.#running.catch((err: unknown) => this.#failed(err));
  }

  /** Waits until the log was read as it stands now, but not for long. */
  caughtUp(): Promise<void> {
    return Promise.race([this.#share('', () => this.#learn()), after(PATIENCE_MS)]);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running.catch((err: unknown) => this.#failed(err));
    await this.#keep();
  }

  async #look(): Promise<void> {
    const { memory } = this.#options;
    try {
      await this.#admission.fresh();
      if (this.#looks % COMPARE_EVERY === 0) await this.#admission.look();
      if (this.#older) this.#older = await this.#admission.older();
      await this.#learn();
      this.#order(memory);
      if (Date.now() - this.#kept.at > KEEP_MS * (1 + memory.notes.there / LARGE)) await this.#keep();
    } catch (error) {
      this.#failed(error);
    }
    this.#looks += 1;
    if (this.#stopped) return;
    this.#timer = setTimeout(() => (this.#running = this.#look()), this.#older ? this.#pace : LOOK_MS);
  }

  #failed(err: unknown): void {
    this.#options.log.warn({ err }, 'the feed could not learn for a moment, will go on');
  }

  async #learn(): Promise<void> {
    const { db, memory } = this.#options;
    await this.#inTurn(() => learnLog(db, memory));
  }

  /** What was just written is learnt when no transaction before it runs any more. */
  async #learnUntilKnown(): Promise<void> {
    while (this.#admission.waiting() && !this.#stopped) {
      await this.#learn();
      await after(AGAIN_MS);
    }
  }

  async #keep(): Promise<void> {
    const { folder, memory } = this.#options;
    this.#kept.at = Date.now();
    if (this.#kept.seq === memory.place.seq) return;
    await this.#inTurn(() => keep(folder, memory));
    this.#kept.seq = memory.place.seq;
  }

  #inTurn<Done>(work: () => Promise<Done>): Promise<Done> {
    const done = this.#turn.then(work, work);
    // What went wrong in one turn is for whoever waits for it, and does not keep the next from coming.
    this.#turn = Promise.allSettled([done]);
    return done;
  }

  #order(memory: Memory): void {
    const { there } = memory.notes;
    const isOld = Date.now() - this.#ordered.at > ORDERS_MS;
    if (!isOld && (there === this.#ordered.notes || there > SMALL)) return;
    this.orders = ordersOf(memory, Date.now());
    this.#ordered = { at: Date.now(), notes: there };
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
