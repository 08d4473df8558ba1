import { goto } from '$app/navigation';
import { page } from '$app/state';
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/**
 * Opens a `<dialog>` as a modal for as long as it is in the document. Esc and a press beside it ask to close, and
 * so does Back: opening adds a step to the history, closing otherwise takes it away again. With `step: false` the
 * opener has made the step itself (a note over the feed), and `close` should take it back.
 */
export function modal(close: () => void, { step = true } = {}): Attachment<HTMLDialogElement> {
  return (dialog) => {
    const href = location.href;
    const opener = document.activeElement;
    const layer: Layer = { close, gone: false };
    const cancel = (event: Event) => {
      event.preventDefault();
      close();
    };
    const press = (event: MouseEvent) => {
      if (event.target === dialog && outside(dialog, event)) close();
    };
    dialog.showModal();
    if (step) {
      // Untracked: what the page's state becomes must not open the dialog anew.
      untrack(() => void goto(href, { shallow: true, state: { ...page.state } }));
      if (layers.length === 0) addEventListener('popstate', back);
      layers.push(layer);
    }
    dialog.addEventListener('cancel', cancel);
    dialog.addEventListener('pointerdown', press);
    return () => {
      dialog.close();
      giveBack(opener);
      if (!step) return;
      layers.splice(layers.indexOf(layer), 1);
      // A link inside the dialog may have moved on already: then the step stays, as an ordinary one.
      if (!layer.gone && location.href === href) {
        ownSteps += 1;
        history.back();
      } else if (layers.length === 0) {
        removeEventListener('popstate', back);
      }
    };
  };
}

interface Layer {
  close: () => void;
  /** Back was pressed: its step has left the history already. */
  gone: boolean;
}

const layers: Layer[] = [];
let ownSteps = 0;

let last: Element | null = null;

/** The dialog has left the document before the platform could give the focus back, and steps in the history blur. */
export function giveBack(opener: Element | null) {
  last = opener;
  setTimeout(() => {
    const free = document.activeElement === document.body || document.activeElement === null;
    if (free && last instanceof HTMLElement && last.isConnected) last.focus({ preventScroll: true });
  });
}

function back() {
  if (ownSteps > 0) {
    ownSteps -= 1;
    giveBack(last);
  } else {
    const top = layers.at(-1);
    if (top) top.gone = true;
    top?.close();
  }
  if (layers.length === 0) removeEventListener('popstate', back);
}

function outside(dialog: HTMLElement, { clientX, clientY }: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
