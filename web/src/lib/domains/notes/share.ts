import { copied } from '#lib/ui/clipboard.ts';

/** The address of a note as people share it: without a language, so that it opens in the reader's own. */
export function shareUrl(id: string): string {
  return `${location.origin}/notes/${id}`;
}

/**
 * Gives a note to another app, or copies its address. Answers `shared`, `copied`, `left` where somebody decided not to, or
 * `manual` where this browser lets a page do neither: then the address is shown, selected.
 */
export async function shareNote({
  id,
  title,
}: {
  id: string;
  title: string;
}): Promise<'shared' | 'copied' | 'left' | 'manual'> {
  const url = shareUrl(id);
  if (navigator.share && matchMedia('(pointer: coarse)').matches) {
    try {
      await navigator.share({ title, url });
      return 'shared';
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      // Whoever closes the sheet has decided not to share; else this browser does not let us.
      if (error.name === 'AbortError') return 'left';
    }
  }
  return (await copied(url)) ? 'copied' : 'manual';
}
