import type { Context } from '../../kernel/context.ts';
import { readCommunity, type CommunityRow } from './queries.ts';

/** A change of policy is in force on every process within this time. */
const FRESH_MS = 500;

/**
 * The community's settings for the guard of every request, read at most twice a second per process.
 * The memory is a bound on how old an answer may be, not a second truth.
 */
export function policyReader(db: Context['db']): () => Promise<CommunityRow> {
  let read: Promise<CommunityRow> | null = null;
  let readAt = 0;
  return () => {
    const now = performance.now();
    if (read === null || now - readAt > FRESH_MS) {
      readAt = now;
      read = readCommunity({ db });
      read.catch(() => {
        read = null;
      });
    }
    return read;
  };
}
