import type { Attachment } from 'svelte/attachments';
import { giveBack } from './modal.ts';

/**
 * Lets a `<dialog>` be all of the screen for as long as it is in the document, as a page of its own would be: the rest
 * of the page stays where it is, and is out of reach. Esc asks to close.
 *
 * `showModal` would do the same, by computing the style of everything below anew, twice: most of the time that opening
 * takes. Here what carries `data-shelf` is not rendered meanwhile (and so can be neither focused nor found nor read
 * aloud); only what little remains is made inert.
 */
export function takesScreen(close: () => void): Attachment<HTMLDialogElement> {
  return (dialog) => {
    const opener = document.activeElement;
    const others = around(dialog);
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (!document.querySelector('dialog:modal, :popover-open')) close();
    };
    for (const other of others) putAside(other, true);
    dialog.show();
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('keydown', escape);
      for (const other of others) putAside(other, false);
      dialog.close();
      giveBack(opener);
    };
  };
}

/** Everything that stands beside the element or beside what it is in; news are still told. */
function around(element: Element): HTMLElement[] {
  const others: HTMLElement[] = [];
  for (let at = element; at !== document.body && at.parentElement; at = at.parentElement) {
    for (const other of at.parentElement.children) {
      const isFree = other === at || other.matches('[role=status], [inert], script');
      if (!isFree && other instanceof HTMLElement) others.push(other);
    }
  }
  return others;
}

function putAside(element: HTMLElement, aside: boolean): void {
  if ('shelf' in element.dataset) element.classList.toggle('shelved', aside);
  else element.inert = aside;
}
