import assert from 'node:assert/strict';
import fs, { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createApi } from '../../api.ts';
import type { AppError } from '../../kernel/errors.ts';
import { serve } from '../../kernel/server.ts';
import { until } from '../../testing/until.ts';
import { world, type World } from '../../testing/world.ts';
import { uploadsFolder } from './files.ts';
import { sweepMedia } from './jobs.ts';
import { withReceived } from './receive.ts';

// A form's file goes to the disk as it comes: no upload is held in memory, none stays behind.

const MB = 1024 * 1024;
const MOST = 30 * MB;

let folder: string;
let w: World;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jujube-receive-'));
  w = await world();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await w.close();
});

const HEAD = (name = 'file') =>
  `--edge\r\nContent-Disposition: form-data; name="${name}"; filename="海.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
const TAIL = '\r\n--edge--\r\n';

interface Sent {
  type?: string;
  headers?: Record<string, string>;
}

/** A request that brings these pieces one after the other, and counts how many were taken. */
function sending(
  pieces: Iterable<string | Buffer>,
  { type = 'multipart/form-data; boundary=edge', headers }: Sent = {},
) {
  const taken = { bytes: 0 };
  const all = pieces[Symbol.iterator]();
  const body = new ReadableStream({
    pull(controller) {
      const { value, done } = all.next();
      if (done) return controller.close();
      taken.bytes += value.length;
      controller.enqueue(typeof value === 'string' ? Buffer.from(value) : value);
    },
  });
  const init = { method: 'POST', headers: { 'content-type': type, ...headers }, body, duplex: 'half' };
  return { request: new Request('http://localhost/', init as RequestInit), taken };
}

function* formWith(bytes: number, { name = 'file' } = {}): Generator<string | Buffer> {
  yield HEAD(name);
  const piece = Buffer.alloc(64 * 1024, 7);
  for (let left = bytes; left > 0; left -= piece.length)
    yield piece.subarray(0, Math.min(left, piece.length));
  yield TAIL;
}

const receive = <T>(
  request: Request,
  work: (file: { path: string; name: string; hash: string }) => Promise<T>,
) => withReceived(request, { folder, field: 'file', maxBytes: MOST }, work);

const refusedAs = (code: string) => (error: AppError) => {
  assert.equal(error.code, code, error.stack);
  return true;
};

test('30 MB come in piece by piece, and only pieces are in memory', async () => {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const pieces = function* () {
    for (const piece of formWith(MOST)) {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      yield piece;
    }
  };
  const { request } = sending(pieces());
  const kept = await receive(request, async ({ path, name, hash }) => {
    assert.equal(statSync(path).size, MOST);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    return { name, hash };
  });
  assert.equal(kept.name, '海.jpg');
  assert.match(kept.hash, /^[0-9a-f]{64}$/);
  assert.ok(most < 12 * MB, `${Math.round(most / MB)} MB at once`);
  assert.deepEqual(readdirSync(folder), []);
});

test('what is too large is cut off where it becomes so, whatever it says of itself', async () => {
  const never = () => Promise.reject(new Error('worked on'));
  for (const [pieces, headers] of [
    [formWith(MOST + 1), {}],
    [formWith(200 * MB), {}],
    [formWith(200 * MB), { 'content-length': '1000' }],
    [formWith(200 * MB, { name: 'other' }), {}],
  ] as const) {
    const { request, taken } = sending(pieces, { headers });
    await assert.rejects(receive(request, never), refusedAs('media.too_large'));
    assert.ok(taken.bytes < MOST + 2 * MB, `${taken.bytes} bytes were taken`);
  }
  const said = sending(formWith(1), { headers: { 'content-length': String(MOST * 2) } });
  await assert.rejects(receive(said.request, never), refusedAs('media.too_large'));
  assert.equal(said.taken.bytes <= HEAD().length, true);
  assert.deepEqual(readdirSync(folder), []);
});

test('a form that is broken, breaks off, or has no file is refused, and nothing stays of it', async () => {
  const field = '--edge\r\nContent-Disposition: form-data; name="file"\r\n\r\nwords';
  for (const [pieces, type] of [
    [[HEAD(), 'x'.repeat(5000)]],
    [[HEAD(), 'x'.repeat(5000), '\r\n--edg']],
    [[HEAD().slice(0, 40)]],
    [['']],
    [['--edge--\r\n']],
    [[field, TAIL]],
    [[HEAD('photo'), 'x', TAIL]],
    [[HEAD(), 'x', TAIL], 'multipart/form-data; boundary=other'],
    [[HEAD(), 'x', TAIL], 'multipart/form-data'],
    [['{"file":"x"}'], 'application/json'],
    [['file=x'], 'application/x-www-form-urlencoded'],
    [['x'], ''],
  ] as [string[], string?][]) {
    const { request } = sending(pieces, { type });
    await assert.rejects(
      receive(request, () => Promise.reject(new Error('worked on'))),
      refusedAs('request.invalid'),
      JSON.stringify([type, pieces[0]]),
    );
  }
  await assert.rejects(
    receive(new Request('http://localhost/', { method: 'POST' }), async () => undefined),
    refusedAs('request.invalid'),
  );
  const broken = sending([HEAD(), 'x']);
  const failing = new Request(broken.request, {
    body: new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from(HEAD() + 'x'.repeat(100_000))),
      pull: (controller) => controller.error(new Error('the line broke')),
    }),
    duplex: 'half',
  } as RequestInit);
  await assert.rejects(
    receive(failing, async () => undefined),
    refusedAs('request.invalid'),
  );
  assert.deepEqual(readdirSync(folder), []);
});

test('of a form that breaks off nothing stays, also where the disk is slow to open a file', async (t) => {
  const open = fs.open;
  t.after(() => (fs.open = open));
  const opened = Promise.withResolvers<void>();
  const slow = (...args: [...unknown[], (...said: unknown[]) => void]) => {
    const done = args.pop() as (...said: unknown[]) => void;
    const late = (...said: unknown[]) => {
      done(...said);
      opened.resolve();
    };
    setTimeout(() => Reflect.apply(open, fs, [...args, late]), 50);
  };
  Reflect.set(fs, 'open', slow);
  const { request } = sending([HEAD(), 'x'.repeat(5000)]);
  await assert.rejects(
    receive(request, async () => undefined),
    refusedAs('request.invalid'),
  );
  await opened.promise;
  assert.deepEqual(readdirSync(folder), []);
});

test('a folder that cannot be written to is a failure of ours, not of who sent it', async () => {
  const file = join(folder, 'file');
  const { request } = sending(formWith(10));
  await assert.rejects(
    withReceived(request, { folder: join(file, '\0'), field: 'file', maxBytes: MOST }, async () => undefined),
    (error: AppError) => error.code !== 'request.invalid',
  );
});

test('over a real connection: a photograph arrives, and of one whose line broke nothing is left', async () => {
  const failures: unknown[] = [];
  const log = w.base.log.child({}, { level: 'silent' });
  log.error = (...said: unknown[]) => void failures.push(said);
  const base = { ...w.base, log, config: { ...w.base.config, port: 0, host: '127.0.0.1' } };
  const served = await serve({ api: createApi({ base }), base });
  const uploads = uploadsFolder(base.config);
  const ann = await w.person('ann');
  const head = (length: string) =>
    `POST /api/v1/media HTTP/1.1\r\nHost: localhost:3000\r\nCookie: ${ann.cookie}\r\n` +
    `Content-Type: multipart/form-data; boundary=edge\r\n${length}\r\n\r\n`;
  const waiting = () => readdirSync(uploads).filter((name) => name.endsWith('.whole'));
  try {
    for (const length of ['Content-Length: 5000000', 'Transfer-Encoding: chunked']) {
      const socket = connect(served.port, '127.0.0.1');
      const words = HEAD() + 'x'.repeat(300_000);
      const chunk = `${Buffer.byteLength(words).toString(16)}\r\n${words}\r\n`;
      socket.write(head(length) + (length.startsWith('T') ? chunk : words));
      await until('half of it is on the disk', async () =>
        waiting().some((name) => statSync(join(uploads, name)).size > 100_000),
      );
      socket.destroy();
      await until('nothing is left of it', async () => waiting().length === 0);
    }
    const photo = await readFile(join(import.meta.dirname, '../../demo/pictures/parabola-1-8619c75e.webp'));
    const form = new FormData();
    form.set('file', new File([photo], 'a.webp'));
    const response = await fetch(`http://127.0.0.1:${served.port}/api/v1/media`, {
      method: 'POST',
      body: form,
      headers: { cookie: ann.cookie },
    });
    assert.equal(response.status, 201, await response.text());
    assert.deepEqual(waiting(), []);
    assert.deepEqual(failures, []);
  } finally {
    await served.stop();
  }
});

test('what was never finished is gone a day later', async () => {
  const uploads = uploadsFolder(w.base.config);
  const ann = await w.person('cy');
  const headers = { 'tus-resumable': '1.0.0', 'upload-length': '5000' };
  assert.equal((await ann.fetch('/api/v1/media/tus', { method: 'POST', headers })).status, 201);
  const kept = readdirSync(uploads);
  assert.ok(kept.length > 0);
  const yesterday = new Date(Date.now() - 25 * 3600_000);
  for (const name of kept) utimesSync(join(uploads, name), yesterday, yesterday);
  writeFileSync(join(uploads, 'new.whole'), 'x');
  await sweepMedia.run(w.as(), {} as never);
  assert.deepEqual(readdirSync(uploads), ['new.whole']);
  rmSync(join(uploads, 'new.whole'));
});

test('the words about a picture are no upload: they have the limit of every other body', async () => {
  const dee = await w.person('dee');
  const response = await dee.fetch('/api/v1/media/0198a000-0000-7000-8000-000000000001', {
    method: 'PATCH',
    body: JSON.stringify({ alt: 'x'.repeat(2 * MB) }),
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(response.status, 413);
});

test('too large over a real connection: the answer arrives though the sender still sends', async () => {
  const base = { ...w.base, config: { ...w.base.config, port: 0, host: '127.0.0.1' } };
  const served = await serve({ api: createApi({ base }), base });
  const bo = await w.person('bo');
  try {
    const { request } = sending(formWith(40 * MB));
    const response = await fetch(`http://127.0.0.1:${served.port}/api/v1/media`, {
      method: 'POST',
      headers: { 'content-type': request.headers.get('content-type')!, cookie: bo.cookie },
      body: request.body,
      duplex: 'half',
    } as RequestInit);
    assert.equal(response.status, 413);
    assert.equal(((await response.json()) as { code: string }).code, 'media.too_large');
    assert.deepEqual(readdirSync(uploadsFolder(base.config)), []);
  } finally {
    await served.stop();
  }
});
