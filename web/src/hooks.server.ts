import { ApiError } from '@jujube/contract/client';
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import { getRequestEvent } from '$app/server';
import { splitLocale } from '#lib/locale-path.ts';
import { provideLocale } from '#lib/locale-source.ts';
import { apiFetch, apiFor } from '#lib/server/api.ts';
import { report } from '#lib/server/report.ts';
import { sessionOf } from '#lib/server/session.ts';

provideLocale({
  locale: () => getRequestEvent().locals.locale,
  prefix: () => getRequestEvent().locals.prefix,
});

export const handle: Handle = async ({ event, resolve }) => {
  if (event.url.pathname.startsWith('/_app/')) return resolve(event);
  const { locals } = event;
  const { locale, prefix } = splitLocale(event.url.pathname);
  locals.setCookies = [];
  locals.prefix = prefix;
  if (locale) locals.locale = locale;
  locals.api = apiFor(event);
  locals.session = await sessionOf(event);
  locals.locale = locale ?? locals.session.locale;

  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%lang%', locals.locale).replace('%theme%', locals.session.theme),
  });
  for (const cookie of locals.setCookies) response.headers.append('set-cookie', cookie);
  for (const [name, value] of Object.entries(SECURITY)) response.headers.set(name, value);
  response.headers.set('content-language', locals.locale);
  response.headers.append('vary', prefix ? 'Cookie' : 'Accept-Language, Cookie');
  if (!response.headers.has('cache-control')) {
    response.headers.set('cache-control', locals.session.person ? 'private, no-store' : 'private, no-cache');
  }
  return response;
};

/** What `load` fetches from the API never leaves the process. */
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const url = new URL(request.url);
  const ours = url.origin === event.url.origin && url.pathname.startsWith('/api/');
  return ours ? apiFetch(event, request) : fetch(request);
};

/** A refusal by the API that a page did not expect shows in its own words, with its own status. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  report(error, event);
  if (!(error instanceof ApiError)) return;
  const { status, title, code } = error.problem;
  return { status, message: title, code };
};

const SECURITY = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=(), browsing-topics=()',
};
