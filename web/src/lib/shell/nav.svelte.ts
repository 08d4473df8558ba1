import { page } from '$app/state';
import { splitLocale } from '#lib/locale-path.ts';

/** The places of the shell: where each leads and which one this page belongs to. */
export class Places {
  path = $derived(splitLocale(page.url.pathname).path);
  me = $derived(page.data.me ? `/people/${page.data.me.handle}` : '/sign-in');
  explore = $derived(this.path === '/' || /^\/(following|channels|search|topics)(\/|$)/.test(this.path));
  inbox = $derived(this.path.startsWith('/inbox'));
  mine = $derived(this.path === this.me || this.path.startsWith('/settings'));
  unread = $derived(page.data.unread?.total ?? 0);

}
