import type { HandleClientError } from '@sveltejs/kit/hooks';
import type { Locale } from '#lib/locale-path.ts';
import { splitLocale } from '#lib/locale-path.ts';
import { provideLocale } from '#lib/locale-source.ts';
import * as m from '#lib/paraglide/messages.js';
import { surviveDeploys } from '#lib/shell/deploys.ts';

// A document never changes its language: switching loads a new one.
const locale = document.documentElement.lang as Locale;
const { prefix } = splitLocale(location.pathname);
provideLocale({ locale: () => locale, prefix: () => prefix });

surviveDeploys();
if (import.meta.env.PROD) setTimeout(installOffline, 8000);

/** What breaks in the browser; what the server refuses has its words already. */
export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind === 'app') return;
  console.error(error);
  return { message: m.ui_error_title() };
};

/** The offline page and being installable can wait until the first page has everything. */
function installOffline() {
  if (!isSecureContext || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/service-worker.js', { type: 'module' }).catch((error: unknown) => {
    console.warn(error);
  });
}
