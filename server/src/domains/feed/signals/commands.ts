import { SIGNAL_KINDS, type Signal, type SignalKind } from '@jujube/contract';
import type { Context } from '../../../kernel/context.ts';
import { refuse } from '../../../kernel/limits.ts';
import { dayOf, readerOf } from '../lists/reader.ts';
import { ANY_VISITOR, readStretch, type Stretch } from '../lists/tokens.ts';
import { append, type Given } from './append.ts';
import { originOf } from './origin.ts';

/** Why a signal was not counted: told by number and day, never of whom. */
type Reason =
  /** The list's token is none of ours. */
  | 'forged'
  /** Older than a day. */
  | 'expired'
  /** Served to somebody else. */
  | 'reader'
  /** Not in the page that was served. */
  | 'place';

interface Sent {
  lists: readonly { list: string; signals: readonly Signal[] }[];
}

/**
 * Appends what a reader did with cards that were served to them. Each counts once; what was never shown, is not so or cannot
 * be known any more is dropped and counted by its reason. Throws `limit.too_many`.
 */
export async function recordSignals(
  ctx: Context,
  { lists }: Sent,
): Promise<{ counted: number; dropped: number }> {
  const drops = new Map<Reason, number>();
  const given = lists.flatMap((one) => servedOf(ctx, one, drops));
  const { wait, counted } = await append(ctx, {
    given,
    drops,
    today: ctx.now().toISOString().slice(0, 10),
    ...originOf(ctx),
  });
  refuse(wait);
  const sent = lists.reduce((sum, { signals }) => sum + signals.length, 0);
  return { counted, dropped: sent - counted };
}

/** Those that point into a page which was served to this reader. */
function servedOf(
  ctx: Context,
  { list, signals }: Sent['lists'][number],
  drops: Map<Reason, number>,
): Given[] {
  const drop = (reason: Reason, count: number) => drops.set(reason, (drops.get(reason) ?? 0) + count);
  const stretch = readStretch(ctx.secrets, list, ctx.now());
  if (typeof stretch === 'string') {
    drop(stretch, signals.length);
    return [];
  }
  const reader = readerOf(ctx, stretch.list);
  if (!isServedTo(stretch, ctx, reader)) {
    drop('reader', signals.length);
    return [];
  }
  const inside = signals.filter(({ position }) => position >= stretch.from && position < stretch.to);
  if (inside.length < signals.length) drop('place', signals.length - inside.length);
  const day = dayOf(stretch.list);
  return inside.map(({ position, note, kind, value = 0 }) => ({
    ...{ list: stretch.list, to: stretch.to, model: stretch.model, day, reader },
    ...{ position, note, kind: SIGNAL_KINDS.indexOf(kind), value: clamped(kind, value) },
  }));
}

function isServedTo(stretch: Stretch, { viewer }: Context, reader: string): boolean {
  return stretch.reader === ANY_VISITOR ? viewer.id === null : stretch.reader === reader;
}

/** Half an hour in front of a note says no more than ten minutes less or more; a note has at most so many pictures. */
const MOST: Partial<Record<SignalKind, number>> = { dwell: 1_800_000, swipe: 100 };

function clamped(kind: SignalKind, value: number): number {
  return Math.round(Math.min(MOST[kind] ?? 0, Math.max(0, value)));
}
