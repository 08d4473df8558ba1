import { tell, type Told } from '#lib/told.ts';

/** As long as the offer to undo stands on the page. */
const TAKEN_BACK_MS = 9000;

/**
 * Tells the feed what somebody did once they will not take it back: when the offer to is over, or the page is left. What was
 * learnt once is never unlearnt, so it is not learnt before. Answers how to take it back.
 */
export function tellLater(act: Told): () => void {
  const waiting = new AbortController();
  const now = () => {
    stop();
    tell(act);
  };
  const timer = setTimeout(now, TAKEN_BACK_MS);
  const stop = () => {
    clearTimeout(timer);
    waiting.abort();
  };
  // Before whoever sends what there is when the page is left.
  addEventListener('pagehide', now, { signal: waiting.signal, capture: true });
  return stop;
}
