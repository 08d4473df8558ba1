import type { Id } from '../../kernel/ids.ts';

/** What the web asks of the feed: plain data, since it crosses a thread or a socket. */
export interface ListRequest {
  viewerId: Id | null;
  languages: readonly string[];
  /** A channel's slug; null for the whole feed. */
  channel: string | null;
  /** Notes that earlier lists of this visit showed. */
  seen: readonly Id[];
  /** `fingerprint`s of notes seen in a list that was lost. */
  seenFingerprints: readonly number[];
}

export interface RankedList {
  ids: Id[];
  /** Nothing else is left to show after these. */
  last: boolean;
}

/** The feed as the web knows it. Ranking never runs on the thread that answers requests. */
export interface Feed {
  /** A fresh ranked list; rejects when there is none within the limit, and the caller falls back. */
  list(request: ListRequest): Promise<RankedList>;
  stop(): Promise<void>;
}
