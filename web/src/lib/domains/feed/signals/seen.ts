/** So long at least half of a card must be in view to have been shown. */
const SHOWN_MS = 1000;

export interface Seen {
  /** Watches cards that came. */
  watch(cards: Iterable<Element>): void;
  /** Whether any of a card has been in view. */
  was(id: string): boolean;
  stop(): void;
}

/** Finds out which cards are shown to somebody; `shown` is told once of each, by its note's id. */
export function watchCards(shown: (id: string) => void): Seen {
  const inView = new Set<string>();
  const watched = new Set<Element>();
  const timers = new Map<Element, ReturnType<typeof setTimeout>>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRatio } of entries) {
        if (isIntersecting) inView.add(idOf(target));
        clearTimeout(timers.get(target));
        timers.delete(target);
        if (intersectionRatio >= 0.5) wait(target);
      }
    },
    { threshold: [0, 0.5] },
  );
  const wait = (card: Element) => {
    timers.set(
      card,
      setTimeout(() => {
        if (isCovered()) return wait(card);
        timers.delete(card);
        observer.unobserve(card);
        if (card.isConnected) shown(idOf(card));
      }, SHOWN_MS),
    );
  };
  return {
    watch(cards) {
      for (const card of cards) {
        if (watched.has(card)) continue;
        watched.add(card);
        observer.observe(card);
      }
    },
    was: (id) => inView.has(id),
    stop() {
      observer.disconnect();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** A note or a question lies over the list, or another tab over the page. */
function isCovered(): boolean {
  return document.visibilityState !== 'visible' || document.querySelector('dialog[open]') !== null;
}

/** `n123` of a card is note 123. */
function idOf(card: Element): string {
  return card.id.slice(1);
}
