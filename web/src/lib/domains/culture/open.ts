import { mount, unmount } from 'svelte';
import WordPopover from './WordPopover.svelte';

/** A mouse that passes over a word on its way means nothing by it. */
const STAYED_MS = 300;
/** The way from the word to its explanation. */
const LEFT_MS = 350;

const TABLET = 768;

let close: (() => void) | null = null;
let shown: HTMLAnchorElement | null = null;

/** Explains a word where it stands: at once when it is pressed, and when a mouse stays on it. */
export function explain(link: HTMLAnchorElement, event: MouseEvent): void {
  if (event.type === 'click') return show(link, { focus: true });
  if ((event as PointerEvent).pointerType !== 'mouse' || shown === link) return;
  const stayed = setTimeout(() => link.isConnected && show(link, { focus: false }), STAYED_MS);
  link.addEventListener('pointerleave', () => clearTimeout(stayed), { once: true });
}

function show(link: HTMLAnchorElement, { focus }: { focus: boolean }): void {
  close?.();
  const gone = new AbortController();
  const word = mount(WordPopover, {
    // What lies outside an open dialog can be neither reached nor read.
    target: link.closest('dialog') ?? document.body,
    props: { id: link.dataset.word ?? '', link, focus, onclosed: () => close?.() },
  });
  shown = link;
  // A sheet from below must not hide the word it explains.
  if (innerWidth < TABLET && link.getBoundingClientRect().bottom > innerHeight / 3)
    link.scrollIntoView({ block: 'start' });
  close = () => {
    close = shown = null;
    gone.abort();
    void unmount(word);
  };
  if (!focus) closeWhenLeft(link, gone.signal);
}

/** What a mouse opened goes when the mouse is on neither the word nor its explanation. */
function closeWhenLeft(link: HTMLAnchorElement, signal: AbortSignal): void {
  let left: ReturnType<typeof setTimeout> | undefined;
  const over = (event: PointerEvent) => {
    const within = event.target instanceof Element && event.target.closest('[data-word-popover]');
    const on = within || (event.target instanceof Node && link.contains(event.target));
    clearTimeout(left);
    left = on ? undefined : setTimeout(() => !signal.aborted && close?.(), LEFT_MS);
  };
  document.addEventListener('pointerover', over, { signal });
}
