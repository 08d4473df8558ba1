import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { time } from './common.ts';
import { noteParams } from './notes.ts';

const count = z.number().int().min(0);

/** Why a note is promised nothing, or what was promised was not kept. */
export const GUARANTEE_REASONS = [
  'too_few_readers',
  'not_shown',
  'author_limit',
  'device_limit',
  'late',
  'withdrawn',
  'earlier',
  'not_public',
] as const;

/** Who was shown one's own note: readers by day and by what brought it to them, and where its promise stands. */
export const reach = z
  .object({
    days: z.array(
      z.object({
        day: z.string(),
        total: count,
        sources: z.array(z.object({ source: z.string(), impressions: count })),
      }),
    ),
    total: count,
    guarantee: z.object({
      standing: z.enum(['open', 'kept', 'missed', 'ineligible']),
      given: count.meta({ description: 'Readers within its first hours' }),
      owed: count,
      promised: count,
      hours: count,
      perAuthor: count.meta({
        description: 'Notes of one author that are promised readers within as many hours',
      }),
      endsAt: time.nullable(),
      why: z.enum(GUARANTEE_REASONS).nullable(),
    }),
  })
  .meta({ id: 'Reach' });

export const reachEndpoints = [
  endpoint('GET /notes/:id/reach', {
    access: 'member',
    subject: 'note',
    summary: 'Who was shown one’s own note, by day and source, and where its guarantee stands',
    params: noteParams,
    output: reach,
  }),
] as const;
