import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { translatedCanary } from '../safety/canary.ts';

export { tinyModel } from './tiny-model.ts';

/** How a server behaves; `well` translates. */
export type Manner =
  | 'well'
  | 'busy'
  | 'refused'
  | 'broken'
  | 'html'
  | 'half'
  | 'hang'
  | 'fewer'
  | 'endless'
  | 'wrong-type';
export type Translate = (text: string, to: string) => string;
export type Api = 'openai' | 'deepl' | 'libretranslate';

export interface TestServer {
  url: string;
  manner: Manner;
  requests: number;
  close(): Promise<void>;
}

export const TEST_KEY = 'test-key';

/** Translates a text without the canary on its last line, and the canary as translators do. */
export function besideCanary(text: string, to: string, translate: Translate): string {
  const cut = text.lastIndexOf('\n');
  const sung = cut < 0 ? null : translatedCanary(text.slice(cut + 1), to);
  return sung === null ? translate(text, to) : `${translate(text.slice(0, cut), to)}\n${sung}`;
}

/**
 * A small server that speaks an engine's published API, and misbehaves when told to. `translate` gets texts without
 * their canary, or as they were sent (`raw`).
 */
export async function engineServer(
  api: Api,
  translate: Translate,
  { raw = false }: { raw?: boolean } = {},
): Promise<TestServer> {
  const say: Translate = raw ? translate : (text, to) => besideCanary(text, to, translate);
  const state: TestServer = { url: '', manner: 'well', requests: 0, close: async () => undefined };
  const server = createServer((request, response) => {
    state.requests += 1;
    void answer(request, response, { api, translate: say, manner: state.manner });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return state;
}

interface How {
  api: Api;
  translate: Translate;
  manner: Manner;
}

async function answer(request: IncomingMessage, response: ServerResponse, how: How): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (how.manner !== 'well' && how.manner !== 'fewer' && how.manner !== 'half')
    return misbehave(response, how);
  const body = JSON.parse(text) as Record<string, unknown>;
  const problem = problemOf(request, body, how.api);
  if (problem) return send(response, problem.status, { message: problem.message });
  const sent = JSON.stringify(
    DIALECTS[how.api].answer(body, (one, to) => how.translate(one, to), how.manner === 'fewer'),
  );
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(how.manner === 'half' ? sent.slice(0, sent.length / 2) : sent);
}

function misbehave(response: ServerResponse, { manner }: How): void {
  if (manner === 'hang') return;
  if (manner === 'busy')
    return send(response.setHeader('retry-after', '7'), 429, { message: 'Too many requests' });
  if (manner === 'refused') return send(response, 403, { message: 'Wrong key' });
  if (manner === 'broken') return send(response, 500, { message: 'Internal error' });
  if (manner === 'wrong-type')
    return send(response, 200, {
      choices: [{ message: { content: 5 } }],
      translations: 'no',
      translatedText: 5,
    });
  response.writeHead(200, { 'content-type': 'text/html' });
  if (manner === 'html') response.end('<!doctype html><h1>Sign in to the Wi-Fi</h1>');
  else pour(response);
}

function pour(response: ServerResponse): void {
  const chunk = 'x'.repeat(1_000_000);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more);
  };
  response.on('error', () => response.destroy());
  more();
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

interface Dialect {
  path: string;
  key: (request: IncomingMessage, body: Record<string, unknown>) => unknown;
  wanted: string;
  answer(body: Record<string, unknown>, translate: Translate, fewer: boolean): unknown;
}

const DIALECTS: Record<Api, Dialect> = {
  openai: {
    path: '/chat/completions',
    key: ({ headers }) => headers.authorization,
    wanted: `Bearer ${TEST_KEY}`,
    answer(body, translate, fewer) {
      const messages = body['messages'] as { role: string; content: string }[];
      const { to, texts } = JSON.parse(messages.at(-1)!.content) as {
        to: string;
        texts: { id: number; text: string }[];
      };
      const translations = texts
        .slice(fewer ? 1 : 0)
        .map(({ id, text }) => ({ id, text: translate(text, to) }));
      return {
        choices: [
          {
            finish_reason: 'stop',
            message: { role: 'assistant', content: JSON.stringify({ translations }) },
          },
        ],
      };
    },
  },
  deepl: {
    path: '/v2/translate',
    key: ({ headers }) => headers.authorization,
    wanted: `DeepL-Auth-Key ${TEST_KEY}`,
    answer(body, translate, fewer) {
      const texts = (body['text'] as string[]).slice(fewer ? 1 : 0);
      const to = String(body['target_lang']);
      return {
        translations: texts.map((text) => ({ detected_source_language: 'ZH', text: translate(text, to) })),
      };
    },
  },
  libretranslate: {
    path: '/translate',
    key: (_, body) => body['api_key'],
    wanted: TEST_KEY,
    answer(body, translate, fewer) {
      const texts = (body['q'] as string[]).slice(fewer ? 1 : 0);
      return { translatedText: texts.map((text) => translate(text, String(body['target']))) };
    },
  },
};

function problemOf(
  request: IncomingMessage,
  body: Record<string, unknown>,
  api: Api,
): { status: number; message: string } | null {
  const { path, key, wanted } = DIALECTS[api];
  if (request.method !== 'POST' || request.url !== path)
    return { status: 404, message: `${request.url} is not of this API` };
  if (key(request, body) !== wanted) return { status: 403, message: 'Wrong key' };
  return null;
}
