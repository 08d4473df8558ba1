import type { Place, Sender } from './sender.ts';

/** A note that is in front. */
export interface Reading {
  /** Adds what was read of it until now: when it is closed, and when its page may not come back. */
  tell(): void;
  end(): void;
}

/** Less than this is a slip of the finger. */
const LEAST_MS = 1000;

/** Follows how somebody reads a note: how long while they could see it, how many of its pictures, and whether in full size. */
export function read(sender: Sender, place: Place): Reading {
  const leave = new AbortController();
  const { signal } = leave;
  let shown = 0;
  let since = isVisible() ? performance.now() : null;
  let pictures = 1;
  const turned = () => {
    if (since !== null) shown += performance.now() - since;
    since = isVisible() ? performance.now() : null;
  };
  const scrolled = ({ target }: Event) => {
    if (!(target instanceof HTMLElement) || !target.matches('.gallery .strip')) return;
    const at = Math.round(Math.abs(target.scrollLeft) / target.clientWidth);
    pictures = Math.max(pictures, at + 1);
  };
  const pressed = ({ target }: Event) => {
    if ((target as Element | null)?.closest?.('.gallery .slide a')) sender.add(place, 'full');
  };
  document.addEventListener('visibilitychange', turned, { signal });
  document.addEventListener('scroll', scrolled, { signal, capture: true, passive: true });
  document.addEventListener('click', pressed, { signal, capture: true });
  const tell = () => {
    turned();
    if (shown >= LEAST_MS) sender.add(place, 'dwell', shown);
    if (pictures > 1) sender.add(place, 'swipe', pictures);
  };
  return {
    tell,
    end() {
      tell();
      leave.abort();
    },
  };
}

/** Sends in time: every ten seconds, and when the page is hidden or left, which is the last that is heard of it. */
export function sendInTime(
  sender: Sender,
  { signal, before }: { signal: AbortSignal; before: () => void },
): void {
  const timer = setInterval(() => sender.leave(), EVERY_MS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    sender.leave();
  });
  const away = () => {
    before();
    sender.leave();
  };
  document.addEventListener('visibilitychange', () => !isVisible() && away(), { signal });
  addEventListener('pagehide', away, { signal });
}

const EVERY_MS = 10_000;

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}
