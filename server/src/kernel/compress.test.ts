import assert from 'node:assert/strict';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { compressed } from './compress.ts';

const LONG = '枣安 <p>one page</p> '.repeat(500);
const BODY = Buffer.from(LONG);
const HTML = { 'content-type': 'text/html', 'content-length': BODY.byteLength };

type Answers = (response: ServerResponse) => void;
const ANSWERS: Record<string, Answers> = {
  '/whole': (response) => response.writeHead(200, HTML).end(BODY),
  '/text': (response) => response.writeHead(200, { 'content-type': 'application/problem+json' }).end(LONG),
  '/small': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('枣'),
  '/picture': (response) => response.writeHead(200, { 'content-type': 'image/webp' }).end(BODY),
  '/packed': (response) => response.writeHead(200, { ...HTML, 'content-encoding': 'br' }).end(BODY),
  '/none': (response) => response.writeHead(304, { etag: '"1"' }).end(),
  '/implicit': (response) => {
    response.statusCode = 404;
    response.setHeader('content-type', 'text/plain');
    response.setHeader('vary', 'Cookie');
    response.end(BODY);
  },
  '/stream': (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.write(BODY.subarray(0, 5000));
    setImmediate(() => response.end(BODY.subarray(5000)));
  },
};

const server = createServer((incoming, response) => {
  compressed(incoming, response);
  ANSWERS[incoming.url!]!(response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => server.close());

interface Got {
  message: IncomingMessage;
  body: Buffer;
}

function get(path: string, encodings?: string, method = 'GET'): Promise<Got> {
  const { port } = server.address() as AddressInfo;
  const headers = encodings === undefined ? {} : { 'accept-encoding': encodings };
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => resolve({ message, body: Buffer.concat(chunks) }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('a whole answer comes in the best way that is taken, with its length', async () => {
  const cases = [
    ['gzip, deflate, br, zstd', 'zstd', zstdDecompressSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['zstd;q=0, gzip', 'gzip', gunzipSync],
    ['*', 'zstd', zstdDecompressSync],
  ] as const;
  for (const path of ['/whole', '/text']) {
    for (const [taken, encoding, open] of cases) {
      const { message, body } = await get(path, taken);
      assert.equal(message.headers['content-encoding'], encoding);
      assert.equal(Number(message.headers['content-length']), body.byteLength);
      assert.match(message.headers.vary!, /Accept-Encoding/);
      assert.equal(open(body).toString(), LONG);
    }
  }
});

test('who takes nothing of it gets the answer as it is', async () => {
  for (const taken of [undefined, '', 'identity', 'deflate', 'zstd;q=0, br;q=0, gzip;q=0']) {
    const { message, body } = await get('/whole', taken);
    assert.equal(message.headers['content-encoding'], undefined);
    assert.deepEqual(body, BODY);
  }
});

test('what is small, packed, a picture or nothing at all is left alone', async () => {
  for (const path of ['/small', '/picture']) {
    assert.equal((await get(path, 'zstd')).message.headers['content-encoding'], undefined);
  }
  const packed = await get('/packed', 'zstd');
  assert.equal(packed.message.headers['content-encoding'], 'br');
  assert.deepEqual(packed.body, BODY);
  const none = await get('/none', 'zstd');
  assert.deepEqual([none.message.statusCode, none.message.headers.etag, none.body.length], [304, '"1"', 0]);
});

test('status and headers that were set before stay, others are added to', async () => {
  const { message, body } = await get('/implicit', 'br');
  assert.equal(message.statusCode, 404);
  assert.equal(message.headers.vary, 'Cookie, Accept-Encoding');
  assert.equal(brotliDecompressSync(body).toString(), LONG);
});

test('what comes bit by bit is compressed as it comes', async () => {
  const { message, body } = await get('/stream', 'gzip');
  assert.equal(message.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(body).toString(), LONG);
});

test('a question for the head alone has the length of the whole', async () => {
  const { message, body } = await get('/whole', 'zstd', 'HEAD');
  assert.equal(Number(message.headers['content-length']), BODY.byteLength);
  assert.equal(body.byteLength, 0);
});
