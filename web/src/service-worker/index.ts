/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { version } from '$app/env';
import { localeOf, LOCALES, localePath, splitLocale, type Locale } from '#lib/locale-path.ts';

/**
 * What makes the site installable and honest without a network: one page that says so, in the reader's language.
 * It keeps that page (asked for without cookies, as a visitor) and its styles; nothing of anybody's is ever stored.
 */
declare const self: ServiceWorkerGlobalScope;
const CACHE = `offline-${version}`;
const LANGUAGE = '/language-of-last-page';

self.addEventListener('install', (event) => {
  event.waitUntil(keepOfflinePages().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([dropOldCaches(), self.registration.navigationPreload?.enable(), self.clients.claim()]),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate' && request.method === 'GET') event.respondWith(page(event));
  else if (request.destination === 'style') event.respondWith(style(request));
});

async function keepOfflinePages(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    LOCALES.map(async (locale) => {
      const path = localePath(locale, '/offline');
      const response = await fetch(path, { credentials: 'omit', cache: 'no-store' });
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      const html = await response.clone().text();
      const styles = [...html.matchAll(/href="([^"]+\.css)"/g)].map((match) => match[1]!);
      await Promise.all([cache.put(path, response), cache.addAll(styles)]);
    }),
  );
}

async function dropOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

let lastLanguage = '';

async function page(event: FetchEvent): Promise<Response> {
  try {
    const response: Response = (await event.preloadResponse) ?? (await fetch(event.request));
    const language = response.headers.get('content-language');
    if (language && language !== lastLanguage) event.waitUntil(remember(language));
    return response;
  } catch (error) {
    const offline = await caches.match(localePath(await languageFor(event.request), '/offline'));
    if (offline) return offline;
    throw error;
  }
}

async function remember(language: string): Promise<void> {
  lastLanguage = language;
  const cache = await caches.open(CACHE);
  await cache.put(LANGUAGE, new Response(language));
}

async function languageFor(request: Request): Promise<Locale> {
  const { locale } = splitLocale(new URL(request.url).pathname);
  if (locale) return locale;
  const last = await (await caches.match(LANGUAGE))?.text();
  const wanted = [last ?? '', ...self.navigator.languages].map(localeOf);
  return wanted.find((found) => found !== null) ?? 'en';
}

async function style(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
