import { requireMember } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** One's algorithm as a file, under the name that was typed. */
export const GET: RequestHandler = async (event) => {
  requireMember(event);
  const { name, sliders } = await event.locals.api('GET /feed/algorithm');
  const called = event.url.searchParams.get('name')?.trim() || name;
  const filename = encodeURIComponent(`${called}.json`);
  return new Response(JSON.stringify({ name: called.slice(0, 60), sliders }, null, 2) + '\n', {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="algorithm.json"; filename*=UTF-8''${filename}`,
      'cache-control': 'private, no-store',
    },
  });
};
