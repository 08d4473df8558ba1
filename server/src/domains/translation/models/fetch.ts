import { fetchModel, ModelError, type Progress } from '@jujube/lingua/models';
import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { task, type Task } from '../../../kernel/events.ts';
import { transact } from '../../../kernel/transaction.ts';
import { FETCH_MODEL, modelsFolder, type FetchJob } from './names.ts';

/** What stopped by itself goes on by itself, so often. */
const MOST_TRIES = 3;
const AGAIN_MS = 10_000;
/** How often the console hears how far it is, and the job whether it is still wanted. */
const TELL_MS = 400;

export const modelTasks: Task[] = [task(FETCH_MODEL, fetchOne)];

/** Fetches a model that was asked for. A job that was cut off goes on where it stopped. */
async function fetchOne(ctx: Context, { pair, tries = 0 }: FetchJob): Promise<void> {
  const { rows } = await sql`
    update translation_models set state = 'fetching', changed_at = now()
    where pair = ${pair} and state in ('waiting', 'fetching') returning 1`.execute(ctx.db);
  if (rows.length === 0) return;
  const teller = tellerOf(ctx, pair);
  try {
    await fetchModel({
      pair,
      index: ctx.config.modelsIndex,
      folder: modelsFolder(ctx),
      signal: teller.signal,
      onProgress: teller.hear,
    });
    await teller.end();
    // It is used from the next text on, and texts that had to do without it have their turn again.
    await sql`delete from translation_models where pair = ${pair}`.execute(ctx.db);
  } catch (error) {
    await teller.end();
    if (teller.signal.aborted) return;
    if (!(error instanceof ModelError)) throw error;
    ctx.log.warn({ err: error, pair }, 'a model could not be fetched');
    await failed(ctx, { pair, tries, problem: error.message });
  }
}

/** Writes down how far a model is, and hears that it is not wanted any more. */
function tellerOf({ db, log }: Context, pair: string) {
  const stop = new AbortController();
  let latest: Progress | null = null;
  let writing: Promise<void> = Promise.resolve();
  const tell = async () => {
    const told = latest;
    latest = null;
    const { rows } = await sql`
      update translation_models set changed_at = now(), file = coalesce(${told?.name ?? null}, file),
        done = coalesce(${told?.done ?? null}, done), total = case when ${told !== null} then ${told?.total ?? null} else total end
      where pair = ${pair} and state = 'fetching' returning 1`.execute(db);
    if (rows.length === 0) stop.abort();
  };
  const timer = setInterval(() => {
    writing = writing
      .then(tell)
      .catch((err: unknown) => log.warn({ err, pair }, 'how far a model is could not be written down'));
  }, TELL_MS);
  return {
    signal: stop.signal,
    hear: (progress: Progress) => {
      latest = progress;
    },
    async end() {
      clearInterval(timer);
      await writing;
    },
  };
}

interface Failed {
  pair: string;
  tries: number;
  problem: string;
}

async function failed(ctx: Context, { pair, tries, problem }: Failed): Promise<void> {
  const again = tries + 1 < MOST_TRIES;
  await transact(ctx, async (tx) => {
    const { rows } = await sql`
      update translation_models set state = ${again ? 'waiting' : 'failed'}, problem = ${problem}, changed_at = now()
      where pair = ${pair} and state = 'fetching' returning 1`.execute(tx.db);
    if (rows.length === 0 || !again) return;
    const runAt = new Date(ctx.now().getTime() + AGAIN_MS * (tries + 1));
    tx.enqueue(FETCH_MODEL, { pair, tries: tries + 1 } satisfies FetchJob, { key: `model:${pair}`, runAt });
  });
}
