import type { RequestHandler } from '@sveltejs/kit';

const PRIVATE = [
  'api/',
  'admin',
  'compose',
  'inbox',
  'offline',
  'preferences',
  'settings',
  'sign-in',
  'sign-up',
];

/** Public pages are for everyone, in each language; what belongs to one person is not. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const community = await locals.api('GET /community');
  const paths = ['', '/en', '/zh-cn', '/zh-tw'].flatMap((prefix) =>
    PRIVATE.map((path) => `${prefix}/${path}`),
  );
  const rules = community.membersOnly ? ['Disallow: /'] : paths.map((path) => `Disallow: ${path}`);
  const body = ['User-agent: *', ...rules, `# ${url.origin}`, ''].join('\n');
  return new Response(body, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
