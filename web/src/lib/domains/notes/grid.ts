import { goto } from '$app/navigation';
import type { Attachment } from 'svelte/attachments';

interface Acts {
  /** Somebody points at this card: its menu may be wanted. */
  arm: (id: string) => Promise<void>;
  /** Whether notes open over the list. */
  opens: boolean;
  /** What hands did while this was fetched. */
  first: Event;
}

/** What pointers, fingers and keys do on a list of cards. */
export function gridActs({ arm, opens, first }: Acts): Attachment<HTMLElement> {
  return (grid) => {
    const leave = new AbortController();
    const { signal } = leave;
    if (opens) grid.addEventListener('click', openOver, { signal });
    grid.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && armAt(event), {
      signal,
    });
    grid.addEventListener('focusin', armAt, { signal });
    document.addEventListener('keydown', (event) => walk(event, grid), { signal });
    longPress(grid, arm, signal);
    if (first instanceof KeyboardEvent) walk(first, grid);
    else if (first instanceof PointerEvent && first.pointerType === 'mouse') armAt(first);
    return () => leave.abort();

    function armAt(event: Event): void {
      const id = noteAt(event.target);
      if (id) void arm(id);
    }
  };
}

/** On wide screens a note opens over the list; the link is an ordinary one for everything else. */
function openOver(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-note]');
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!matchMedia('(min-width: 64rem)').matches) return;
  event.preventDefault();
  void goto(link.href, { shallow: true, state: { note: link.dataset.note } });
}

const LONG_MS = 500;

/** Fingers have no hover: a long press opens the card's menu, and is no tap. */
function longPress(grid: HTMLElement, arm: Acts['arm'], signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held = false;
  const stop = () => clearTimeout(timer);
  grid.addEventListener(
    'pointerdown',
    ({ pointerType, target }) => {
      held = false;
      const id = noteAt(target);
      if (pointerType === 'mouse' || !id) return;
      timer = setTimeout(() => {
        held = true;
        void arm(id).then(() => openMenu(id));
      }, LONG_MS);
    },
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel', 'pointermove'] as const) {
    grid.addEventListener(end, (event) => (end !== 'pointermove' || moved(event)) && stop(), { signal });
  }
  const noTap = (event: Event) => {
    if (!held) return;
    event.preventDefault();
    event.stopPropagation();
  };
  grid.addEventListener('click', noTap, { signal, capture: true });
  grid.addEventListener('contextmenu', noTap, { signal });
}

function moved({ movementX, movementY }: PointerEvent): boolean {
  return Math.abs(movementX) + Math.abs(movementY) > 3;
}

function openMenu(id: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`#n${id} [data-menu] > button`)?.click());
}

/** j and k go to the next and the previous card, as in feed readers. */
function walk(event: KeyboardEvent, grid: HTMLElement): void {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector('dialog[open]')) return;
  const links = [...grid.querySelectorAll<HTMLElement>('a[data-note]')];
  const at = links.findIndex((link) => link.closest('article')?.contains(document.activeElement));
  const next = links[at < 0 ? 0 : at + step];
  next?.focus();
  next?.closest('article')?.scrollIntoView({ block: 'nearest' });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function noteAt(target: EventTarget | null): string | null {
  return (target as Element | null)?.closest?.('article[id^=n]')?.id.slice(1) ?? null;
}
