import type { SignalKind } from '@jujube/contract';

/** An act on a note of the feed, by its id; or whom one follows. */
export type Told = { kind: Exclude<SignalKind, 'follow'>; note: string } | { kind: 'follow'; person: string };

const NAME = 'jujube:told';

/** Tells the feed on this page, if there is one, what somebody has just done. */
export function tell(act: Told): void {
  dispatchEvent(new CustomEvent(NAME, { detail: act }));
}

/** Hears what is told until the signal is aborted. */
export function hear(heard: (act: Told) => void, signal: AbortSignal): void {
  addEventListener(NAME, (event) => heard((event as CustomEvent<Told>).detail), { signal });
}
