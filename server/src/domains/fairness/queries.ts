import { LEAST_CELL, type api, type FairnessDay, type OutputOf } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { withJson } from '../../kernel/json.ts';
import { sharedNext } from '../../kernel/shared.ts';
import { guaranteeOf } from '../feed/index.ts';
import { addDays, dayOf } from './calendar.ts';
import { refreshDays } from './commands.ts';
import { figuresOf, type Digest } from './figures.ts';
import { readLedger } from './ledger.ts';
import { changesOf, readWeights, weightsOn } from './weights.ts';

type Fairness = OutputOf<ReturnType<typeof api<'GET /fairness'>>>;
type DayList = OutputOf<ReturnType<typeof api<'GET /fairness/days'>>>;

/** Open days are made anew at most so often. */
const FRESH_MS = 60_000;
const DEFAULT_RANGE = '7';

/** The figures of the last days, each day's file, and the weights in force. */
export async function readFairness(
  ctx: Context,
  { days = DEFAULT_RANGE }: { days?: '1' | '7' | '28' },
): Promise<Fairness> {
  await freshen(ctx);
  const to = dayOf(ctx.now());
  const { rows } = await sql<{ day: string; final: boolean; bytes: number; digest: Digest }>`
    select day::text as day, final, octet_length(file) as bytes, digest from fairness_days
    where day > ${addDays(to, -Number(days))}::date and day <= ${to}::date order by day desc`.execute(ctx.db);
  const [{ begunAt }, weights] = await Promise.all([readLedger(ctx), readWeights(ctx)]);
  return {
    from: rows.at(-1)?.day ?? to,
    to,
    beganAt: begunAt.toISOString(),
    k: LEAST_CELL,
    guarantee: { ...guaranteeOf(ctx.config) },
    figures: figuresOf(rows.map(({ digest }) => digest)),
    files: rows.map(({ day, final, bytes }) => ({ day, final, bytes })),
    weights: {
      since: weights.at(-1)?.at.toISOString() ?? null,
      now: weightsOn(weights, ctx.now()),
      changes: changesOf(weights),
    },
  };
}

/** Every day that the ledger has, newest first. */
export async function listDays(ctx: Context): Promise<DayList> {
  await freshen(ctx);
  const { rows } = await sql<DayList['items'][number]>`
    select day::text as day, final, octet_length(file) as bytes from fairness_days order by day desc`.execute(
    ctx.db,
  );
  return { items: rows, cursor: null };
}

/** A day's file, byte by byte as it is kept. Throws `fairness.day`. */
export async function readDay(ctx: Context, { day }: { day: string }): Promise<FairnessDay> {
  if (dayOf(new Date(`${day}T00:00:00Z`)) !== day) throw new AppError('fairness.day');
  await freshen(ctx);
  const { rows } = await sql<{ file: string }>`
    select file from fairness_days where day = ${day}::date`.execute(ctx.db);
  const file = rows[0]?.file;
  if (file === undefined) throw new AppError('fairness.day');
  return withJson(JSON.parse(file) as FairnessDay, () => Buffer.from(file));
}

/**
 * Who asks at once waits for the same making; between processes a lock sees to it. Where it takes long, since very much was
 * seen, who asks is shown what there is, and the next one what is being made.
 */
async function freshen(ctx: Context): Promise<void> {
  const oldest = new Date(ctx.now().getTime() - FRESH_MS);
  const { rows } = await sql<{ madeAt: Date | null }>`
    select max(made_at) as "madeAt" from fairness_days where day = ${dayOf(ctx.now())}::date`.execute(ctx.db);
  const madeAt = rows[0]!.madeAt;
  if (madeAt !== null && madeAt >= oldest) return;
  const made = making('', () => refreshDays(ctx, oldest));
  if (madeAt === null) return made;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  // Whoever still waits is told; if nobody does, the log is.
  made.catch((err: unknown) => ctx.log.warn({ err }, 'the ledger could not be made anew'));
  await Promise.race([made, patience]).finally(() => clearTimeout(timer));
}

const PATIENCE_MS = 1500;
const making = sharedNext<void>();
