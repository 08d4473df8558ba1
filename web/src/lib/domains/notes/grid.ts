import type { Attachment } from 'svelte/attachments';
import { prepare } from './over.ts';

interface Acts {
  /** Somebody points at this card: its menu may be wanted. */
  arm: (id: string) => Promise<void>;
  /** Whether notes open over the list. */
  opens: boolean;
  /** What hands began while this was fetched, if they have not finished. */
  first: Event | null;
}

/** What pointers, fingers and keys do on a list of cards. */
export function gridActs({ arm, opens, first }: Acts): Attachment<HTMLElement> {
  return (grid) => {
    const leave = new AbortController();
    const { signal } = leave;
    grid.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && armAt(event), {
      signal,
    });
    grid.addEventListener('focusin', (event) => isByKey(event.target) && armAt(event), { signal });
    document.addEventListener('keydown', (event) => walk(event, grid), { signal });
    if (opens) preparing(grid, signal);
    const press = longPress(grid, arm, signal);
    if (first instanceof KeyboardEvent) walk(first, grid);
    else if (first instanceof PointerEvent && first.pointerType === 'mouse') armAt(first);
    else if (first instanceof PointerEvent && first.type === 'pointerdown') press(first);
    return () => leave.abort();

    function armAt(event: Event): void {
      const id = noteAt(event.target);
      if (id) void arm(id);
    }
  };
}

/** Whether the focus came by key: one that comes back from a note opened by hand needs no menu. */
function isByKey(target: EventTarget | null): boolean {
  return (target as Element).matches(':focus-visible');
}

/** A finger that comes down on a note, or a mouse that rests on it, is about to open it. */
function preparing(grid: HTMLElement, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rests = (event: PointerEvent) => {
    clearTimeout(timer);
    if (event.pointerType === 'mouse') timer = setTimeout(prepare, RESTS_MS, event);
  };
  grid.addEventListener('pointerover', rests, { signal });
  grid.addEventListener('pointerleave', () => clearTimeout(timer), { signal });
  grid.addEventListener('pointerdown', prepare, { signal });
}

const RESTS_MS = 50;
const LONG_MS = 500;

/** Fingers have no hover: a long press opens the card's menu, and is no tap. */
function longPress(grid: HTMLElement, arm: Acts['arm'], signal: AbortSignal): (first: PointerEvent) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held: { id: string; ready: Promise<void> } | null = null;
  const down = ({ pointerType, target }: PointerEvent) => {
    held = null;
    const id = noteAt(target);
    if (pointerType !== 'mouse' && id) timer = setTimeout(() => (held = { id, ready: arm(id) }), LONG_MS);
  };
  // It opens when the finger leaves: the platform closes what was opened under a finger.
  const up = () => {
    clearTimeout(timer);
    const at = held;
    void at?.ready.then(() => openMenu(at.id));
  };
  const noTap = (event: Event) => {
    if (!held || !event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
  };
  grid.addEventListener('pointerdown', down, { signal });
  grid.addEventListener('pointermove', (event) => moved(event) && clearTimeout(timer), { signal });
  for (const end of ['pointerup', 'pointercancel'] as const) grid.addEventListener(end, up, { signal });
  grid.addEventListener('click', noTap, { signal, capture: true });
  grid.addEventListener('contextmenu', noTap, { signal });
  return down;
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
