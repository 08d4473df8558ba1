import { ApiError } from '@jujube/contract/client';
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import type { RequestEvent } from '@sveltejs/kit';
import { getRequestEvent } from '$app/server';
import { inSmallLetters, splitLocale } from '#lib/locale-path.ts';
import { provideLocale } from '#lib/locale-source.ts';
import { apiFetch, apiFor } from '#lib/server/api.ts';
import { documentTags, metaTags } from '#lib/server/meta-tags.ts';
import { plainPage, provideRefusals } from '#lib/server/plain-page.ts';
import { refusalOf } from '#lib/server/refusal.ts';
import { report } from '#lib/server/report.ts';
import { sessionOf } from '#lib/server/session.ts';
import { sharedPage } from '#lib/server/shared-page.ts';
import { filled, type Open } from '#lib/server/template.ts';
import { provideMetaListener } from '#lib/shell/head-meta.ts';
import { provideDrawing } from '#lib/ui/placeholder.ts';
import { thumbUrl } from '#lib/ui/thumb.ts';

provideLocale({
  locale: () => getRequestEvent().locals.locale,
  prefix: () => getRequestEvent().locals.prefix,
});
provideDrawing(kept(thumbUrl));
provideRefusals();
provideMetaListener((meta) => {
  getRequestEvent().locals.meta = meta;
});

export const handle: Handle = async ({ event, resolve }) => {
  if (event.url.pathname.startsWith('/_app/')) return resolve(event);
  const small = inSmallLetters(event.url.pathname);
  if (small)
    return new Response(null, { status: 308, headers: { ...SECURITY, location: small + event.url.search } });
  const { locals } = event;
  const { locale, prefix } = splitLocale(event.url.pathname);
  locals.setCookies = [];
  locals.prefix = prefix;
  if (locale) locals.locale = locale;
  locals.api = apiFor(event);
  locals.session = await sessionOf(event);
  locals.locale = locale ?? locals.session.locale;
  locals.fill = (template, parts) => filled(template, parts, openIn(event));

  const render = async (transform = (html: string) => html) =>
    resolve(event, { transformPageChunk: ({ html }) => transform(html) });
  const visitor = !locals.session.person && event.request.method === 'GET' && !event.isDataRequest;
  const page = visitor ? await sharedPage(event, render) : await render();
  const response = wayOut(event, page) ?? saidPlainly(event, page) ?? page;
  for (const cookie of locals.setCookies) response.headers.append('set-cookie', cookie);
  for (const [name, value] of Object.entries(SECURITY)) response.headers.set(name, value);
  if (locals.retryAfter !== undefined)
    response.headers.set('retry-after', String(Math.ceil(locals.retryAfter)));
  response.headers.set('content-language', locals.locale);
  // Also where the address says the language: which notes come first, and what the switch offers, are asked for by it.
  response.headers.append('vary', 'Accept-Language, Cookie');
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

/** What a page did not expect shows in words of the page's language, with its own status. */
export const handleError: HandleServerError = ({ event, ...caught }) => {
  const { locals } = event;
  const refusal = refusalOf(caught, locals.locale);
  if (caught.kind === 'unknown') report(caught.error, event);
  if (caught.error instanceof ApiError) locals.retryAfter = caught.error.problem.retryAfter;
  return (locals.refusal = refusal);
};

/** Whom a page is refused to for who they are is led to where they can do something about it. */
function wayOut(
  { locals, request, isDataRequest, url }: RequestEvent,
  { status }: Response,
): Response | null {
  if (request.method !== 'GET' || isDataRequest) return null;
  const to = encodeURIComponent(url.pathname + url.search);
  if (status === 401 && !locals.session.person) return redirectTo(`${locals.prefix}/sign-in?to=${to}`);
  return locals.refusal?.code === 'access.suspended'
    ? redirectTo(`${locals.prefix}/settings?suspended`)
    : null;
}

/** Where no page stands behind an address (one posts to it), the framework would answer in one line of its own. */
function saidPlainly({ locals, url, request, isDataRequest }: RequestEvent, page: Response): Response | null {
  const { refusal, locale, session, prefix } = locals;
  const isBare =
    !page.headers.has('content-security-policy') && page.headers.get('content-type')?.startsWith('text/html');
  if (!refusal || isDataRequest || !isBare) return null;
  const from = URL.parse(request.headers.get('referer') ?? '');
  const href =
    request.method === 'GET'
      ? url.pathname + url.search
      : from?.origin === url.origin
        ? from.pathname + from.search
        : prefix || '/';
  return plainPage(refusal, { locale, href, theme: session.theme });
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}

function openIn({ locals, url }: RequestEvent): Open {
  const { prefix, locale, session, meta } = locals;
  const tags = documentTags({ prefix, theme: session.theme }) + metaTags(meta, { url, locale });
  return { lang: locale, theme: session.theme, meta: tags };
}

/** Drawings of the pictures that are shown most: the first pages show the same few hundred again and again. */
function kept(draw: (thumbhash: string) => string): (thumbhash: string) => string {
  const drawn = new Map<string, string>();
  return (thumbhash) => {
    let url = drawn.get(thumbhash);
    if (url) return url;
    if (drawn.size >= 2000) drawn.clear();
    url = draw(thumbhash);
    drawn.set(thumbhash, url);
    return url;
  };
}

const SECURITY = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=(), browsing-topics=()',
};
