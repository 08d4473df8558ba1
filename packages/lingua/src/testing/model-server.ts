import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { tinyModel } from './tiny-model.ts';

export interface ModelServer {
  /** The address of the index. */
  index: string;
  /** Cut the next answers off after so many bytes; 0: send all. */
  cutAfter: number;
  /** Cut only when this has come. */
  until: Promise<void>;
  /** Send another model than the index says. */
  lying: boolean;
  /** Ranges that were asked for. */
  ranges: string[];
  close(): Promise<void>;
}

const PATHS = {
  model: 'models/zh-en/tiny/model.zhen.bin.gz',
  vocab: 'models/zh-en/tiny/vocab.zhen.spm.gz',
};

/** Serves the tiny model under an index of the shape that Mozilla publishes. */
export async function modelServer(): Promise<ModelServer> {
  const { model, vocabulary } = tinyModel();
  const files: Record<string, Buffer> = {
    [`/${PATHS.model}`]: gzipSync(model),
    [`/${PATHS.vocab}`]: gzipSync(vocabulary),
  };
  const state: ModelServer = {
    index: '',
    cutAfter: 0,
    until: Promise.resolve(),
    lying: false,
    ranges: [],
    close: async () => undefined,
  };
  const server = createServer((request, response) => {
    const { origin } = new URL(state.index);
    if (request.url === '/db/models.json') {
      response.end(JSON.stringify(indexOf(origin, { model, vocab: vocabulary })));
      return;
    }
    const bytes = files[request.url!];
    if (!bytes) response.writeHead(404).end();
    else send(request, response, { bytes: state.lying ? gzipSync(Buffer.alloc(64)) : bytes, state });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  state.index = `http://127.0.0.1:${(server.address() as AddressInfo).port}/db/models.json`;
  state.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return state;
}

function indexOf(baseUrl: string, files: Record<keyof typeof PATHS, Uint8Array>): unknown {
  const described = Object.fromEntries(
    (Object.keys(PATHS) as (keyof typeof PATHS)[]).map((part) => [
      part,
      {
        path: PATHS[part],
        uncompressedSize: files[part].length,
        uncompressedHash: createHash('sha256').update(files[part]).digest('hex'),
      },
    ]),
  );
  const common = { sourceLanguage: 'zh', targetLanguage: 'en', metrics: { flores: { chrf: 1 } } };
  return {
    generated: '2026-11-01T00:00:00Z',
    baseUrl,
    models: {
      'zh-en': [
        { ...common, architecture: 'base', releaseStatus: 'Nightly', files: { model: { path: 'no' } } },
        { ...common, architecture: 'tiny', releaseStatus: 'Release', files: described },
      ],
    },
  };
}

interface Sent {
  bytes: Buffer;
  state: ModelServer;
}

function send(request: IncomingMessage, response: ServerResponse, { bytes, state }: Sent): void {
  const from = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from > 0) state.ranges.push(request.headers.range!);
  if (from >= bytes.length) return void response.writeHead(416).end();
  const rest = bytes.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
  if (state.cutAfter === 0 || state.cutAfter >= rest.length) return void response.end(rest);
  response.write(rest.subarray(0, state.cutAfter));
  void state.until.then(() => response.destroy());
}
