import { cardBackground } from '@jujube/contract/card-backgrounds';
import { error, type RequestHandler } from '@sveltejs/kit';
import { faceCss, faceSvg } from '#lib/domains/notes/text-face.ts';

/** `<id>.svg`: a background without words; `faces.css`: how words lie on them until the picture is drawn. */
export const GET: RequestHandler = ({ params }) => {
  if (params.file === 'faces.css') return answer(faceCss(), 'text/css; charset=utf-8');
  const background = cardBackground(/^([\w-]+)\.svg$/.exec(params.file ?? '')?.[1] ?? '');
  if (!background) error(404);
  return answer(faceSvg(background), 'image/svg+xml');
};

function answer(body: string, type: string): Response {
  return new Response(body, { headers: { 'content-type': type, 'cache-control': 'public, max-age=86400' } });
}
