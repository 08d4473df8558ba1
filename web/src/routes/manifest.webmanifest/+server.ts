import type { RequestHandler } from '@sveltejs/kit';
import * as m from '#lib/paraglide/messages.js';

/** What installing needs, in the reader's language and under the community's own name. */
export const GET: RequestHandler = async ({ locals }) => {
  const { locale, prefix, api } = locals;
  const community = await api('GET /community');
  const name = community.name[locale] ?? m.ui_wordmark();
  const manifest = {
    id: '/',
    name,
    short_name: name,
    description: m.ui_tagline(),
    lang: locale,
    dir: 'ltr',
    start_url: prefix || '/',
    scope: '/',
    display: 'standalone',
    background_color: '#fbf8f3',
    theme_color: '#fbf8f3',
    icons: [
      { src: '/icons/mark.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/mark-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/mark-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/mark-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
  return new Response(JSON.stringify(manifest), { headers: { 'content-type': 'application/manifest+json' } });
};
