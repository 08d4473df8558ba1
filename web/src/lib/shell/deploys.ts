import { navigating } from '$app/state';

/**
 * An old tab survives a deploy. Navigations are seen to by the framework (it loads the page from the new build);
 * where a part that a page loads later is gone, the page is loaded anew, at most twice a minute.
 */
export function surviveDeploys(): void {
  addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (navigating.to || Date.now() - last < 30_000) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    location.reload();
  });
}

const KEY = 'reloaded-for-deploy';
