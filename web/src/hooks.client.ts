import type { HandleClientError } from '@sveltejs/kit/hooks';
import type { Locale } from '#lib/locale-path.ts';
import { splitLocale } from '#lib/locale-path.ts';
import { provideLocale } from '#lib/locale-source.ts';
import * as m from '#lib/paraglide/messages.js';

// A document never changes its language: switching loads a new one.
const locale = document.documentElement.lang as Locale;
const { prefix } = splitLocale(location.pathname);
provideLocale({ locale: () => locale, prefix: () => prefix });

/** What breaks in the browser; what the server refuses has its words already. */
export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind === 'app') return;
  console.error(error);
  return { message: m.ui_error_title() };
};
