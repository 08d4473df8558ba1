import type { Term } from '@jujube/lingua';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { EngineFacts, MadeSentence, Translator } from '../../providers/translate/translate.ts';
import { agree, joined } from './glossary.ts';

type Asks = Pick<Context, 'db' | 'providers' | 'now' | 'log'>;

/** What an engine is to do for one text. */
export interface Asked {
  text: string;
  /** How many sentences it has. */
  sentences: number;
  from: string;
  to: string;
  /** Words of it that are agreed on. */
  terms: readonly Term[];
}

/** Sentences, or when to come back because the engine was not to be had. */
export type Answered = { made: MadeSentence[] } | { until: Date };

interface Waiting extends Asked {
  resolve(answer: Answered): void;
}

/** What waits for an engine, how many requests are out, and until when it is left alone. */
interface Line {
  waiting: Waiting[];
  out: number;
  failures: number;
  closedUntil: number;
  timer: NodeJS.Timeout | null;
}

const lines = new WeakMap<Translator, Line[]>();

/** How long a text waits for others to travel with. */
const GATHER_MS = 15;
const AGAIN_MS = 250;
/** A busy engine that wants so little is waited for. */
const SHORT_WAIT_S = 2;
/** Failures in a row after which an engine is left alone for a while, longer each time. */
const MOST_FAILURES = 3;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 300_000;
/** Of what an engine says when it is not there, rather than of one text. */
const FAILURES: ReadonlySet<string> = new Set(['busy', 'refused', 'down', 'slow', 'garbled']);

/**
 * Asks one engine, together with what else waits for it: so many sentences a request and so many requests at a time as it
 * takes, never more characters in a day than the operator allows. One that fails is asked once more, and then left alone.
 */
export function askEngine(ctx: Asks, place: number, asked: Asked): Promise<Answered> {
  const { translate } = ctx.providers;
  let own = lines.get(translate);
  if (!own) {
    own = translate.engines.map(() => ({ waiting: [], out: 0, failures: 0, closedUntil: 0, timer: null }));
    lines.set(translate, own);
  }
  const line = own[place]!;
  if (line.closedUntil > Date.now()) return Promise.resolve({ until: new Date(line.closedUntil) });
  return new Promise((resolve) => {
    line.waiting.push({ ...asked, resolve });
    line.timer ??= setTimeout(() => {
      line.timer = null;
      send(ctx, place, line);
    }, GATHER_MS);
  });
}

function send(ctx: Asks, place: number, line: Line): void {
  const facts = ctx.providers.translate.engines[place]!;
  while (line.out < facts.parallel && line.waiting.length > 0) {
    const batch = nextBatch(line, facts.batch);
    line.out += 1;
    void answer(ctx, { place, line, batch }).finally(() => {
      line.out -= 1;
      send(ctx, place, line);
    });
  }
}

/** The first that waits, and those of the same pair of languages that go with it. */
function nextBatch(line: Line, most: number): Waiting[] {
  const [first] = line.waiting as [Waiting, ...Waiting[]];
  const batch: Waiting[] = [];
  let sentences = 0;
  for (const one of line.waiting) {
    if (one.from !== first.from || one.to !== first.to) continue;
    if (batch.length > 0 && sentences + one.sentences > most) break;
    if (!batch.every((other) => agree(one, other))) continue;
    batch.push(one);
    sentences += one.sentences;
  }
  line.waiting = line.waiting.filter((one) => !batch.includes(one));
  return batch;
}

interface Sending {
  place: number;
  line: Line;
  batch: Waiting[];
}

async function answer(ctx: Asks, { place, line, batch }: Sending): Promise<void> {
  const facts = ctx.providers.translate.engines[place]!;
  try {
    const answers = await answersFor(ctx, { place, line, batch });
    batch.forEach(({ resolve }, at) => resolve(answers[at]!));
  } catch (err) {
    ctx.log.warn({ err, engine: facts.name }, 'an engine could not be asked');
    const until = new Date(Date.now() + FIRST_REST_MS);
    for (const { resolve } of batch) resolve({ until });
  }
}

async function answersFor(ctx: Asks, { place, line, batch }: Sending): Promise<Answered[]> {
  const facts = ctx.providers.translate.engines[place]!;
  const none = (until: Date) => batch.map(() => ({ until }));
  for (let attempt = 0; ; attempt += 1) {
    if (line.closedUntil > Date.now()) return none(new Date(line.closedUntil));
    const characters = batch.reduce((sum, { text }) => sum + [...text].length, 0);
    if (!(await spendOn(ctx, facts, characters))) {
      await noteTurnedAway(ctx, facts);
      return none(tomorrow(ctx.now()));
    }
    const { from, to } = batch[0]!;
    const made = await ctx.providers.translate
      .translate({ engine: place, texts: batch.map(({ text }) => text), from, to, terms: joined(batch) })
      .catch((err: unknown) => {
        ctx.log.warn({ err, engine: facts.name }, 'translating broke off');
        return null;
      });
    const failure = made === null ? { why: 'down' } : failureOf(made);
    await note(ctx, facts, { failed: failure !== null, made: made ?? [] });
    if (failure === null) {
      line.failures = 0;
      return made!.map((sentences) => ({ made: sentences }));
    }
    const wait = failure.retryAfter ?? 0;
    if (attempt === 0 && failure.why !== 'refused' && wait <= SHORT_WAIT_S) {
      await new Promise((resolve) => setTimeout(resolve, wait * 1000 + AGAIN_MS * (0.5 + Math.random())));
      continue;
    }
    return none(rest(line, { ...failure, ctx, name: facts.name }));
  }
}

interface Failure {
  why: string;
  retryAfter?: number | undefined;
}

/** How a request failed as a whole; null where the engine answered, whatever its answers are worth. */
function failureOf(made: readonly MadeSentence[][]): Failure | null {
  const failed = made.flat().find(({ why }) => why !== undefined && FAILURES.has(why));
  return failed ? { why: failed.why!, retryAfter: failed.retryAfter } : null;
}

/** Leaves an engine alone that failed too often, or says so itself; answers when it may be asked again. */
function rest(line: Line, { why, retryAfter, ctx, name }: Failure & { ctx: Asks; name: string }): Date {
  line.failures += 1;
  const long = FIRST_REST_MS * 2 ** Math.min(line.failures - 1, 6);
  const ms = Math.min(LONGEST_REST_MS, Math.max(long, (retryAfter ?? 0) * 1000));
  if (why === 'refused') line.closedUntil = Date.now() + LONGEST_REST_MS;
  else if (retryAfter !== undefined || line.failures >= MOST_FAILURES) line.closedUntil = Date.now() + ms;
  const until = Math.max(line.closedUntil, Date.now() + FIRST_REST_MS);
  ctx.log.warn({ engine: name, why, until: new Date(until) }, 'an engine failed');
  if (line.closedUntil > Date.now())
    for (const { resolve } of line.waiting.splice(0)) resolve({ until: new Date(line.closedUntil) });
  return new Date(until);
}

/** Takes characters of an engine's day; false where it has none left. Several processes spend of one budget. */
async function spendOn({ db, now }: Asks, facts: EngineFacts, characters: number): Promise<boolean> {
  const most = facts.charactersPerDay;
  const { rows } = await sql`
    insert into translation_spending as s (day, engine, characters, requests)
    select ${dayOf(now())}::date, ${facts.name}, ${characters}, 1 where ${most === null || characters <= most}::boolean
    on conflict (day, engine) do update set characters = s.characters + excluded.characters, requests = s.requests + 1
      where ${most === null}::boolean or s.characters + excluded.characters <= ${most ?? 0}::bigint
    returning 1`.execute(db);
  return rows.length > 0;
}

/** So that the operator hears of a budget that is too small. */
async function noteTurnedAway({ db, now }: Asks, { name }: EngineFacts): Promise<void> {
  await sql`
    insert into translation_spending as s (day, engine, turned_away) values (${dayOf(now())}::date, ${name}, 1)
    on conflict (day, engine) do update set turned_away = s.turned_away + 1`.execute(db);
}

async function note(
  { db, now }: Asks,
  { name }: EngineFacts,
  { failed, made }: { failed: boolean; made: readonly MadeSentence[][] },
): Promise<void> {
  const refused = failed ? 0 : made.flat().filter(({ why }) => why !== undefined).length;
  if (!failed && refused === 0) return;
  await sql`update translation_spending set failed = failed + ${Number(failed)}, refused = refused + ${refused}
    where day = ${dayOf(now())}::date and engine = ${name}`.execute(db);
}

/** Budgets are of days in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function tomorrow(now: Date): Date {
  return new Date(Date.parse(`${dayOf(now)}T00:00:00Z`) + 24 * 3600_000 + 60_000);
}
