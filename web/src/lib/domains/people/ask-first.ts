import { goto } from '$app/navigation';
import { page } from '$app/state';
import { localHref } from '#lib/locale.ts';
import { keepPending, signUpHref, type Act } from './pending.ts';

/** Takes a visitor to sign-up; once they are in, the act is done and they are back where they were. */
export function askFirst(act: Act): Promise<void> {
  return goto(localHref(keepPending(act, here())));
}

/** The same for what is not done at once: they come back here and go on. */
export function askToJoin(): Promise<void> {
  return goto(localHref(signUpHref(here())));
}

/** The address in the bar, which over a feed is that of the note. */
function here(): string {
  const url = page.shallow?.url ?? page.url;
  return url.pathname + url.search;
}
