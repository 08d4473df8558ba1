import { navigating } from '$app/state';
import * as m from '#lib/paraglide/messages.js';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

/** What a page begins with once it has everything that a reader waits for. */
export function beginLater(toasts: Toasts): void {
  surviveDeploys(toasts);
  // What tells of a network that is away must be here before it is away.
  void import('#lib/ui/ToastList.svelte');
  if (import.meta.env.PROD) installOffline();
}

/**
 * An old tab survives a deploy. Navigations are seen to by the framework (it loads the page from the new build);
 * where a part that a page loads later is gone, the page is loaded anew, at most twice a minute. Where it is the network
 * that is gone, the page stays with all that was typed on it.
 */
function surviveDeploys(toasts: Toasts): void {
  const away = () => toasts.show(m.ui_offline_title(), { kind: 'danger' });
  addEventListener('vite:preloadError', () => {
    if (!navigating.to) void fetch('/healthz', { cache: 'no-store' }).then(loadAnew, away);
  });
}

function loadAnew(): void {
  const last = Number(sessionStorage.getItem(KEY) ?? 0);
  if (Date.now() - last < 30_000) return;
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
}

const KEY = 'reloaded-for-deploy';

/** The offline page, and being installable. */
function installOffline(): void {
  if (!isSecureContext || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/service-worker.js', { type: 'module' }).catch((error: unknown) => {
    console.warn(error);
  });
}
