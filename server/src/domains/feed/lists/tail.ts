import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { QUICK } from '../../../kernel/database.ts';
import { idArray, type Id } from '../../../kernel/ids.ts';
import type { RankedList } from '../../../providers/feed/feed.ts';
import { LIST_SIZE } from '../list.ts';
import { SHAPE_BYTES, SOURCES } from '../shape.ts';
import type { Unseen } from './rows.ts';

/**
 * Ranks again what is left of a list, in its row. Who asks for the same page twice at once gets one order: the second one
 * finds it done. `to` is the index behind the page that is about to be shown. Without an answer of the feed the list stays as it is, and the next page asks again.
 */
export async function rankTail(ctx: Context, unseen: Unseen, to: number): Promise<void> {
  const answer = await tailOf(ctx, unseen);
  if (answer === null) return;
  const { token, from, anew } = unseen;
  const ids = answer.ids.slice(0, Math.max(0, LIST_SIZE - from));
  const shapes = Buffer.from(answer.shapes, 'base64').subarray(0, ids.length * SHAPE_BYTES);
  const trail = continued(unseen.trail, answer.trail, shapes);
  const last = answer.last && ids.length === answer.ids.length;
  await sql`${sql.raw(QUICK)} update feed_lists set stale = false, served = ${to}, model = ${answer.model}, last = ${last},
      ids = ids[1:${from}::int] || ${idArray(ids)}::bigint[], trail = ${idArray(trail)}::bigint[],
      shapes = substring(shapes for ${from * SHAPE_BYTES}::int) || decode(${shapes.toString('base64')}, 'base64')
    where token = ${token} and stale and (served <= ${from} or ${anew}::boolean)`.execute(ctx.db);
}

async function tailOf(ctx: Context, unseen: Unseen): Promise<RankedList | null> {
  try {
    return await ctx.providers.feed.list({
      viewerId: ctx.viewer.id,
      languages: ctx.viewer.languages,
      channel: unseen.channel,
      seen: unseen.earlier,
      seenFingerprints: [],
      tail: { ids: unseen.ids, shapes: unseen.shapes, trail: unseen.trail },
    });
  } catch (err) {
    ctx.log.warn(
      { err, requestId: ctx.requestId },
      'the feed did not rank again; the list goes on as it was',
    );
    return null;
  }
}

/** Reasons that can be told are numbered by a byte, and its last value means none. */
const NO_REASON = 255;
/** Sources whose reason is a place in the trail. */
const BY_TRAIL = new Set([SOURCES.indexOf('near'), SOURCES.indexOf('graph')]);

/** The trail of a list that was ranked twice: what came first keeps its places, and `shapes` point behind it. */
function continued(trail: readonly Id[], next: readonly Id[], shapes: Buffer): readonly Id[] {
  const isSame = trail.length === next.length && trail.every((id, index) => id === next[index]);
  if (isSame) return trail;
  for (let at = 0; at < shapes.length; at += SHAPE_BYTES) {
    const because = shapes[at + 1]!;
    if (because === NO_REASON || !BY_TRAIL.has(shapes[at]!)) continue;
    shapes[at + 1] = Math.min(NO_REASON, because + trail.length);
  }
  return [...trail, ...next].slice(0, NO_REASON);
}
