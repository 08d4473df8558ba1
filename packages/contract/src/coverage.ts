import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { TEXT_STATES, time } from './common.ts';

const count = z.number().int();
/** What the best version of a text in a language is; `original`: it is in that language already. */
const standing = z.enum([...TEXT_STATES, 'missing']);
/** Of versions that are machine or better: how many came lately, and within how many seconds half of them and 95 % did. */
const lags = { recent: count, p50: z.number().nullable(), p95: z.number().nullable() };

export const coverage = z
  .object({
    on: z.boolean(),
    /** Nothing is public: what members read is counted. */
    membersOnly: z.boolean(),
    at: time,
    /** Hours of texts that are still to be counted. */
    uncounted: count,
    /** Every text that has a language, in each language of the pages. */
    languages: z.array(
      z.object({ language: z.string(), states: z.array(z.object({ state: standing, texts: count })) }),
    ),
    pairs: z.array(z.object({ from: z.string(), to: z.string(), texts: count, good: count, ...lags })),
    /** By the hour in which texts were written, oldest first; `rules` are phrasebook and conversion. */
    hours: z.array(
      z.object({ hour: time, people: count, rules: count, machine: count, gloss: count, missing: count }),
    ),
    lags: z.array(z.object({ since: time, ...lags })),
    /** What made the versions of the last day's texts, those that made most first. */
    made: z.array(z.object({ engine: z.string(), state: standing, texts: count })),
    /** Of what an engine should have made in the last day, the share that the first did not. */
    fallback: z.number().min(0).max(1).nullable(),
    /** As the operator put them, with what they did since midnight (UTC). */
    engines: z.array(
      z.object({
        name: z.string(),
        forPrivate: z.boolean(),
        charactersPerDay: count.nullable(),
        centsPerMillion: count.nullable(),
        requests: count,
        characters: count,
        failed: count,
        /** Sentences whose answers were not taken. */
        refused: count,
        /** Requests that were not sent, because the day's characters were used up. */
        turnedAway: count,
        cents: z.number().nullable(),
      }),
    ),
    /** Texts to be translated now, and those to be tried again later; at most 10,000 are counted. */
    waiting: z.object({ now: count, later: count }),
  })
  .meta({ id: 'Coverage' });

/** Two languages as models name them. */
const pair = z.string().regex(/^[a-z]{2,3}-[a-z]{2,3}$/);

export const translationModel = z
  .object({
    pair,
    bytes: z.number(),
    source: z.string(),
    added: time,
    /** Whether every file is there, as long as it should be. */
    whole: z.boolean(),
  })
  .meta({ id: 'TranslationModel' });

export const modelDownload = z
  .object({
    pair,
    state: z.enum(['waiting', 'fetching', 'failed', 'stopped']),
    file: z.string().nullable(),
    /** Bytes of this file, packed as they travel. */
    done: z.number(),
    total: z.number().nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'ModelDownload' });

export const coverageErrors = errors({
  'model.index': [
    503,
    'The list of models could not be read. Try again, or bring a model by hand.',
    '读不到模型列表。请重试，或手动添加模型。',
    '讀不到模型清單。請重試，或手動加入模型。',
  ],
  'model.not_found': [404, 'There is no such model here.', '这里没有这个模型。', '這裡沒有這個模型。'],
});

export const coverageEndpoints = [
  endpoint('GET /admin/translation', {
    access: 'administrator',
    subject: 'none',
    summary: 'How much can be read in each language, how soon, by what, and what it costs',
    output: coverage,
  }),
  endpoint('GET /admin/models', {
    access: 'administrator',
    subject: 'none',
    summary: 'Models of the translator on this machine, and those that are being fetched',
    output: z.object({
      /** Whether the operator lets it translate. */
      used: z.boolean(),
      /** Where models are looked up. */
      index: z.string(),
      models: z.array(translationModel),
      downloads: z.array(modelDownload),
    }),
  }),
  endpoint('GET /admin/models/offers', {
    access: 'administrator',
    subject: 'none',
    summary: 'Models that the published index offers; asks the address of the index',
    output: z.object({
      offers: z.array(z.object({ pair, bytes: z.number().nullable(), useful: z.boolean() })),
    }),
  }),
  endpoint('PUT /admin/models/:pair/download', {
    access: 'administrator',
    subject: 'none',
    summary: 'Fetch a model; what was begun goes on',
    params: z.object({ pair }),
    status: 202,
  }),
  endpoint('DELETE /admin/models/:pair/download', {
    access: 'administrator',
    subject: 'none',
    summary: 'Stop fetching a model; what came is kept',
    params: z.object({ pair }),
  }),
  endpoint('DELETE /admin/models/:pair', {
    access: 'administrator',
    subject: 'none',
    summary: 'Remove a model from this machine',
    params: z.object({ pair }),
  }),
] as const;
