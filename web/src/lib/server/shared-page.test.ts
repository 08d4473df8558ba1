import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sharedPage } from './shared-page.ts';

const SCRIPT = 'start({ data: [1] })';
const HTML = `<p>枣安</p><script nonce="abc+/=">${SCRIPT}</script>`;

const SESSION: App.Locals['session'] = {
  person: null,
  languages: ['en'],
  untranslated: [],
  aids: { words: true, units: 'auto', currency: 'auto' },
  locale: 'en',
  theme: 'system',
  reading: 'both',
  pinyin: 'off',
};

/** What the function needs of a request. */
function visitor(path: string, headers: Record<string, string> = {}): Parameters<typeof sharedPage>[0] {
  const request = new Request(`http://a.example${path}`, { headers });
  return { url: new URL(request.url), request, locals: { locale: 'en', session: SESSION } };
}

function page(transform: (html: string) => string, headers: Record<string, string> = {}): Response {
  const policy = `script-src 'self' 'nonce-abc+/='; base-uri 'none'`;
  const html = transform(HTML);
  const length = { 'content-length': String(Buffer.byteLength(html)) };
  return new Response(html, { headers: { 'content-security-policy': policy, ...length, ...headers } });
}

test('scripts of a shared page are known by hash, and no nonce is left', async () => {
  const response = await sharedPage(visitor('/'), async (transform) => page(transform));
  const hash = createHash('sha256').update(SCRIPT).digest('base64');
  assert.equal(
    response.headers.get('content-security-policy'),
    `script-src 'self' 'sha256-${hash}'; base-uri 'none'`,
  );
  assert.equal(await response.text(), `<p>枣安</p><script>${SCRIPT}</script>`);
});

test('those who ask in the same moment share one rendering, and nobody after them', async () => {
  let renderings = 0;
  const ask = (path: string) =>
    sharedPage(visitor(path), async (transform) => {
      renderings += 1;
      await new Promise(setImmediate);
      return page(transform);
    });
  const bodies = await Promise.all(
    [ask('/a'), ask('/a'), ask('/b')].map(async (answer) => (await answer).text()),
  );
  assert.equal(new Set(bodies).size, 1);
  assert.equal(renderings, 2);
  await ask('/a');
  assert.equal(renderings, 3);
});

test('who has the page already is told so', async () => {
  const ask = (known: string) =>
    sharedPage(visitor('/', { 'if-none-match': known }), async (transform) => page(transform));
  const etag = (await ask('"zero"')).headers.get('etag');
  const response = await ask(`"zero", W/${etag}`);
  assert.equal(response.status, 304);
  assert.equal(response.headers.get('content-length'), null);
});

test('an answer with a cookie belongs to one', async () => {
  let renderings = 0;
  const ask = () =>
    sharedPage(visitor('/c'), async (transform) => {
      renderings += 1;
      await new Promise(setImmediate);
      return page(transform, { 'set-cookie': `visit=${renderings}` });
    });
  const cookies = (await Promise.all([ask(), ask()])).map((response) => response.headers.get('set-cookie'));
  assert.equal(new Set(cookies).size, 2);
});
