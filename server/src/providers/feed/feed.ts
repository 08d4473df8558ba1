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
  /** What is left of a list whose reader did something since: ranked again, topped up with what has come since. */
  tail?: {
    ids: readonly Id[];
    /** Base64 of their `packShape`s. */
    shapes: string;
    /** Notes to which these shapes point. */
    trail: readonly Id[];
  };
}

export interface RankedList {
  ids: Id[];
  /** Base64 of one `packShape` for each of `ids`. */
  shapes: string;
  /** Notes the reader acted on last, newest first, to which shapes may point. */
  trail: Id[];
  /** How many impressions the model behind it had learnt from. */
  model: number;
  /** Nothing else is left to show after these. */
  last: boolean;
}

/** The feed as the web knows it. Ranking never runs on the thread that answers requests. */
export interface Feed {
  /** A fresh ranked list; rejects when there is none within the limit, and the caller falls back. */
  list(request: ListRequest): Promise<RankedList>;
  stop(): Promise<void>;
}
