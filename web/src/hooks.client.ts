import type { HandleClientError } from '@sveltejs/kit/hooks';
import type { Locale } from '#lib/locale-path.ts';
import { splitLocale } from '#lib/locale-path.ts';
import { provideLocale } from '#lib/locale-source.ts';
import { surviveDeploys } from '#lib/shell/deploys.ts';

// A document never changes its language: switching loads a new one.
const locale = document.documentElement.lang as Locale;
const { prefix } = splitLocale(location.pathname);
provideLocale({ locale: () => locale, prefix: () => prefix });

surviveDeploys();

export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind === 'unknown') console.error(error);
};
