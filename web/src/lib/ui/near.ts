import type { Attachment } from 'svelte/attachments';

/**
 * Calls once, when the element comes into view; with `early` already when anything on the page begins to scroll, which
 * is when a reader sets out for what is below.
 */
export function near(act: () => void, early = false): Attachment {
  return (element) => {
    const leave = new AbortController();
    const begin = () => {
      leave.abort();
      observer.disconnect();
      act();
    };
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && begin());
    observer.observe(element);
    const { signal } = leave;
    if (early) document.addEventListener('scroll', begin, { capture: true, passive: true, signal });
    return () => {
      leave.abort();
      observer.disconnect();
    };
  };
}
