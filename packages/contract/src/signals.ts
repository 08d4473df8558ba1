import { z } from 'zod';
import { id } from './common.ts';
import { endpoint } from './endpoint.ts';

/**
 * What readers do with what they were shown. The log holds numbers, which are places in this list: it is appended to, never
 * reordered.
 */
export const SIGNAL_KINDS = [
  /** At least half of the card was visible for a second. */
  'impression',
  'open',
  /** The note was in front; `value` is milliseconds. */
  'dwell',
  /** `value` is how many of its pictures were seen. */
  'swipe',
  /** A picture was looked at in full size. */
  'full',
  'like',
  'save',
  'comment',
  'share',
  'follow',
  'hide',
  'less',
  'more',
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

export const signal = z
  .object({
    position: z.number().int().min(0).max(9999),
    note: id,
    kind: z.enum(SIGNAL_KINDS),
    value: z.number().optional().meta({ description: 'Milliseconds of a dwell, pictures of a swipe' }),
  })
  .meta({ id: 'Signal' });
export type Signal = z.output<typeof signal>;

/** The `list` of a page, and what happened to cards of that page. */
const happened = z.object({ list: z.string().max(200), signals: z.array(signal).max(200) });

export const signalEndpoints = [
  endpoint('POST /signals', {
    access: 'anyone',
    subject: 'none',
    summary: 'What became of cards of the feed; each counts once, and only where it was shown',
    body: z.object({ lists: z.array(happened).min(1).max(20) }),
    output: z.object({ counted: z.number().int(), dropped: z.number().int() }),
  }),
] as const;
