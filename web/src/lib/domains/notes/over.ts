import type { Note } from '@jujube/contract';
import { goto } from '$app/navigation';
import { currentLocale } from '#lib/locale.ts';

/** The note that lies over a list, by the address in the bar, or null. */
export function noteOver(url: { pathname: string } | undefined): string | null {
  return /\/notes\/(\d+)$/.exec(url?.pathname ?? '')?.[1] ?? null;
}

export const layer = () => import('./NoteLayer.svelte');

/** Somebody is about to open the note that this event is about, if it is about one. */
export function prepare({ target }: Event): void {
  const id = linkAt(target)?.dataset.note;
  if (!id) return;
  void layer();
  void askFor(id);
}

/** A press on a note of a list opens it over the list; its link is an ordinary one for everything else. */
export function openOver(event: MouseEvent): void {
  const link = linkAt(event.target);
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  void goto(link.href, { shallow: true, state: { note: link.dataset.note } });
}

/** The note as its reader may see it, or null where it is gone; asked for once by whoever is about to open it. */
export function askFor(id: string): Promise<Note | null> {
  if (last?.id !== id) last = { id, note: ask(id) };
  return last.note;
}

/** What was asked for may be old the next time: it is kept until it is shown. */
export function forgetAsked(): void {
  last = null;
}

function linkAt(target: EventTarget | null): HTMLAnchorElement | null | undefined {
  return (target as Element | null)?.closest?.<HTMLAnchorElement>('a[data-note]');
}

let last: { id: string; note: Promise<Note | null> } | null = null;

// Not by the typed client: it comes with the first thing that one does, and this begins before.
async function ask(id: string): Promise<Note | null> {
  const locale = currentLocale();
  const headers = { 'accept-language': `${locale},${navigator.languages}`, 'x-locale': locale };
  const response = await fetch(`/api/v1/notes/${id}`, { headers });
  return response.ok ? ((await response.json()) as Note) : null;
}
