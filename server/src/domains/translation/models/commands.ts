import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listModels } from '@jujube/lingua/models';
import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { transact } from '../../../kernel/transaction.ts';
import { audit } from '../../community/index.ts';
import { FETCH_MODEL, modelsFolder, type FetchJob } from './names.ts';

interface Named {
  pair: string;
}

/** Has a model fetched by a job; one that was begun goes on where it stopped, one that is on its way is left alone. */
export async function fetchTranslationModel(ctx: Context, { pair }: Named): Promise<void> {
  await transact(ctx, async (tx) => {
    const { rows } = await sql`
      insert into translation_models as d (pair, state) values (${pair}, 'waiting')
      on conflict (pair) do update set state = 'waiting', problem = null, asked_at = now(), changed_at = now()
        where d.state not in ('waiting', 'fetching')
      returning 1`.execute(tx.db);
    if (rows.length === 0) return;
    tx.enqueue(FETCH_MODEL, { pair } satisfies FetchJob, { key: `model:${pair}` });
    await audit(tx, { action: 'model.fetched', subject: pair });
  });
}

/** Stops a model that is on its way. Throws `model.not_found` where none is. */
export async function stopTranslationModel(ctx: Context, { pair }: Named): Promise<void> {
  await transact(ctx, async (tx) => {
    const { rows } = await sql`
      update translation_models set state = 'stopped', problem = null, changed_at = now()
      where pair = ${pair} and state in ('waiting', 'fetching', 'failed') returning 1`.execute(tx.db);
    if (rows.length === 0) throw new AppError('model.not_found');
    await audit(tx, { action: 'model.stopped', subject: pair });
  });
}

/** Takes a model from this machine, or what was begun of one. Throws `model.not_found`, also while it is on its way. */
export async function removeTranslationModel(ctx: Context, { pair }: Named): Promise<void> {
  const folder = modelsFolder(ctx);
  const there = (await listModels(folder)).some((model) => model.pair === pair);
  await transact(ctx, async (tx) => {
    const { rows } = await sql<{ state: string }>`
      delete from translation_models where pair = ${pair} and state not in ('waiting', 'fetching')
      returning state`.execute(tx.db);
    if (rows.length === 0 && !there) throw new AppError('model.not_found');
    const { rows: travelling } = await sql`select from translation_models where pair = ${pair}`.execute(
      tx.db,
    );
    if (travelling.length > 0) throw new AppError('model.not_found');
    await audit(tx, { action: 'model.removed', subject: pair });
  });
  await rm(join(folder, pair), { recursive: true, force: true });
  await rm(join(folder, `${pair}.part`), { recursive: true, force: true });
}
