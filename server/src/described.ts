import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import { uploaded } from '@jujube/contract';
import { z } from 'zod';
import type { AppEnv } from './kernel/routes.ts';

type Described = RouteConfig & { method: 'get' | 'post' | 'head' | 'patch' | 'delete' };

const MEMBERS: Record<string, string[]>[] = [{ session: [] }, { token: [] }];
const PROBLEM = { description: 'A problem (RFC 9457)' };
const TUS = {
  tags: ['media'],
  security: MEMBERS,
  request: { headers: z.object({ 'tus-resumable': z.literal('1.0.0') }) },
};
const AT = { params: z.object({ id: z.string() }) };

/** Bytes in, bytes out, streams: what is mounted by hand, since it is not JSON, and belongs to the API all the same. */
const OTHERS: readonly Described[] = [
  {
    method: 'post',
    path: '/api/v1/media',
    summary: 'Upload a picture: JPEG, PNG, WebP, AVIF, GIF or HEIC, up to 30 MB and 60 megapixels',
    tags: ['media'],
    security: MEMBERS,
    request: {
      body: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: z.object({ file: z.string().meta({ format: 'binary', description: 'The picture' }) }),
          },
        },
      },
    },
    responses: {
      201: { description: 'Done', content: { 'application/json': { schema: uploaded } } },
      default: PROBLEM,
    },
  },
  {
    ...TUS,
    method: 'post',
    path: '/api/v1/media/tus',
    summary: 'Begin an upload that survives a lost line (tus 1.0); metadata: filename',
    request: {
      headers: TUS.request.headers.extend({
        'upload-length': z.string(),
        'upload-metadata': z.string().optional(),
      }),
    },
    responses: { 201: { description: 'Location has its place' }, default: PROBLEM },
  },
  {
    ...TUS,
    method: 'head',
    path: '/api/v1/media/tus/{id}',
    summary: 'How much of an upload is there: Upload-Offset',
    request: { ...AT, headers: TUS.request.headers },
    responses: { 200: { description: 'Upload-Offset says how many bytes' }, default: PROBLEM },
  },
  {
    ...TUS,
    method: 'patch',
    path: '/api/v1/media/tus/{id}',
    summary: 'Go on with an upload; once it is whole, GET /media/{id} has the picture',
    request: {
      ...AT,
      headers: TUS.request.headers.extend({ 'upload-offset': z.string() }),
      body: { required: true, content: { 'application/offset+octet-stream': { schema: z.string() } } },
    },
    responses: { 204: { description: 'Upload-Offset says how many bytes' }, default: PROBLEM },
  },
  {
    ...TUS,
    method: 'delete',
    path: '/api/v1/media/tus/{id}',
    summary: 'Give an upload up',
    request: { ...AT, headers: TUS.request.headers },
    responses: { 204: { description: 'Done' }, default: PROBLEM },
  },
  {
    method: 'get',
    path: '/api/v1/inbox/live',
    summary:
      'Server-sent events `unread` with the counts of GET /inbox/unread, at once and whenever they change',
    tags: ['inbox'],
    security: MEMBERS,
    responses: {
      200: { description: 'A stream', content: { 'text/event-stream': { schema: z.string() } } },
      default: PROBLEM,
    },
  },
];

/** Puts into the description what is mounted by hand. */
export function describeOthers({ openAPIRegistry }: Pick<OpenAPIHono<AppEnv>, 'openAPIRegistry'>): void {
  for (const other of OTHERS) openAPIRegistry.registerPath(other);
}
