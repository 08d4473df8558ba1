import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { time } from './common.ts';

/** By what notes are told apart on a day's page. */
export const DIMENSIONS = ['followers', 'age', 'language', 'region', 'channel'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** A note that fewer readers saw by one source does not stand alone; of a day with fewer in all nothing is told. */
export const LEAST_CELL = 20;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const count = z.number().int().min(0);

const band = z.object({ band: z.string(), notes: count, impressions: count });

/** What was promised to a new note. */
export const guaranteeSettings = z.object({
  impressions: count,
  hours: count,
  perAuthor: count,
  perDevice: count,
  flood: count,
  paceHours: count.optional().meta({
    description:
      'Hours in which all is given evenly; a note that is ahead waits. Not in days before it was so',
  }),
});

/** One day of the ledger. Every number in it is an integer, and no reader stands in it. */
export const fairnessDay = z
  .object({
    version: z.literal(1),
    day,
    final: z.boolean().meta({ description: 'Closed 24 hours after its end; until then it is made anew' }),
    madeAt: time,
    k: count.meta({
      description: 'A note with fewer impressions by one source is merged with others of its source and band',
    }),
    withheld: z.boolean().meta({ description: 'Fewer than k impressions in all: none are told' }),
    guarantee: guaranteeSettings,
    weights: z.record(z.string(), z.string()),
    dimensions: z.object({
      followers: z.array(band),
      age: z.array(band),
      language: z.array(band),
      region: z.array(band),
      channel: z.array(band),
    }),
    notes: z.array(z.object({ note: z.string(), source: z.string(), band: z.string(), impressions: count })),
    merged: z.array(z.object({ source: z.string(), band: z.string(), notes: count, impressions: count })),
    firstDay: z.object({ zero: count, few: count, exact: z.array(count) }),
    ended: z.object({
      kept: count,
      too_few_readers: count,
      not_shown: count,
      earlier: count,
    }),
    ineligible: z.object({ author_limit: count, device_limit: count, late: count, withdrawn: count }),
  })
  .meta({ id: 'FairnessDay' });
export type FairnessDay = z.output<typeof fairnessDay>;

/** Fractions are texts, printed to a stated number of digits; null where there is nothing to divide by. */
const fraction = z.string().nullable();

const figureBand = z.object({
  band: z.string(),
  notes: count,
  impressions: count,
  shareOfNotes: fraction.meta({ description: 'Per cent, two digits' }),
  shareOfImpressions: fraction.meta({ description: 'Per cent, two digits' }),
  ratio: fraction.meta({ description: 'Share of impressions by share of notes, three digits' }),
});

/** What the page says of some days, computed from their files alone. */
export const fairnessFigures = z
  .object({
    days: count,
    withheld: count.meta({ description: 'Days with fewer than k impressions in all' }),
    notes: count.meta({ description: 'Eligible notes' }),
    impressions: count,
    bands: z.object({
      followers: z.array(figureBand),
      age: z.array(figureBand),
      language: z.array(figureBand),
      region: z.array(figureBand),
      channel: z.array(figureBand),
    }),
    firstDay: z.object({
      notes: count,
      zero: count,
      few: count,
      median: fraction.meta({ description: '“1-19” where fewer than k saw it' }),
      tenth: fraction,
      bins: z.array(z.object({ from: count, to: count.nullable(), notes: count })),
    }),
    ended: z.object({
      kept: count,
      too_few_readers: count,
      not_shown: count,
      earlier: count,
      keptShare: fraction.meta({ description: 'Per cent, two digits' }),
    }),
    ineligible: z.object({ author_limit: count, device_limit: count, late: count, withdrawn: count }),
    gini: fraction.meta({ description: 'Four digits' }),
  })
  .meta({ id: 'FairnessFigures' });
export type FairnessFigures = z.output<typeof fairnessFigures>;

export const fairnessErrors = errors({
  'fairness.day': [
    404,
    'The ledger has no page for this day.',
    '公开账本里没有这一天。',
    '公開帳本裡沒有這一天。',
  ],
});

const listedDay = z.object({ day, final: z.boolean(), bytes: count });

export const fairnessEndpoints = [
  endpoint('GET /fairness', {
    access: 'anyone',
    subject: 'none',
    summary: 'Who is shown: figures of the last 1, 7 or 28 days, computed from the days’ files alone',
    query: z.object({ days: z.enum(['1', '7', '28']).optional() }),
    output: z.object({
      from: day,
      to: day,
      beganAt: time,
      k: count,
      guarantee: guaranteeSettings,
      figures: fairnessFigures,
      files: z.array(listedDay),
      weights: z.object({
        since: time.nullable(),
        now: z.record(z.string(), z.string()),
        changes: z.array(
          z.object({
            at: time,
            name: z.string(),
            from: z.string().nullable(),
            to: z.string().nullable(),
          }),
        ),
      }),
    }),
    etag: true,
  }),
  endpoint('GET /fairness/days', {
    access: 'anyone',
    subject: 'none',
    summary: 'Which days the ledger has, newest first',
    output: z.object({ items: z.array(listedDay), cursor: z.null() }),
    etag: true,
  }),
  endpoint('GET /fairness/days/:day', {
    access: 'anyone',
    subject: 'none',
    summary: 'One day of the ledger, without any reader in it',
    params: z.object({ day }),
    output: fairnessDay,
    etag: true,
  }),
] as const;
