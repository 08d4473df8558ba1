import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { api, OutputOf } from '@jujube/contract';
import { listModels, ModelError, readIndex, type Model } from '@jujube/lingua/models';
import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { textLanguageOf } from '../../../kernel/languages.ts';
import { readCommunity } from '../../community/index.ts';
import { modelsFolder } from './names.ts';

type Models = OutputOf<ReturnType<typeof api<'GET /admin/models'>>>;
type Offers = OutputOf<ReturnType<typeof api<'GET /admin/models/offers'>>>;

/** Whoever looks waits no longer than this for the index. */
const INDEX_MS = 15_000;

/** The models on this machine, and those on their way. */
export async function listTranslationModels(ctx: Context): Promise<Models> {
  const folder = modelsFolder(ctx);
  const [models, { rows: downloads }] = await Promise.all([
    listModels(folder),
    sql<Models['downloads'][number]>`
      select pair, state, file, done::float8 as done, total::float8 as total, problem from translation_models order by asked_at, pair`.execute(
      ctx.db,
    ),
  ]);
  return {
    used: ctx.providers.translate.engines.some(({ name }) => name === 'Bergamot'),
    index: ctx.config.modelsIndex,
    models: await Promise.all(models.map((model) => shownModel(folder, model))),
    downloads,
  };
}

async function shownModel(folder: string, { pair, files, source, added }: Model) {
  // Their hashes are looked at before they are used; here a look at their lengths will do.
  const whole = await Promise.all(
    files.map(async ({ name, bytes }) => {
      const there = await stat(join(folder, pair, name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      return there?.size === bytes;
    }),
  );
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const at = Number.isNaN(Date.parse(added)) ? new Date(0) : new Date(added);
  return { pair, bytes, source, added: at.toISOString(), whole: whole.every(Boolean) };
}

/** What the index offers, the pairs of the pages' languages first. Throws `model.index` where it cannot be read. */
export async function listOffers(ctx: Context): Promise<Offers> {
  const [{ languages }, offers] = await Promise.all([
    readCommunity(ctx),
    readIndex(ctx.config.modelsIndex, AbortSignal.timeout(INDEX_MS)).catch((error: unknown) => {
      if (error instanceof ModelError) throw new AppError('model.index', { detail: error.message });
      throw error;
    }),
  ]);
  const ours = new Set(languages.map((locale) => textLanguageOf(locale).split('-')[0]!));
  const shown = offers.map(({ pair, files }) => ({
    pair,
    bytes: files.every(({ bytes }) => bytes !== null)
      ? files.reduce((sum, { bytes }) => sum + bytes!, 0)
      : null,
    useful: pair.split('-').every((language) => ours.has(language)),
  }));
  return { offers: shown.sort((a, b) => Number(b.useful) - Number(a.useful) || (a.pair < b.pair ? -1 : 1)) };
}
