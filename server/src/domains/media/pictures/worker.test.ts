import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { PHONE_JPEG, photograph } from '../../../testing/photos.ts';
import type { Pictures } from '../../../providers/pictures/pictures.ts';
import { openPictures, type PicturesOptions } from './pictures.ts';
import { PictureRefusal } from './refusal.ts';

let folder: string;
let slow: string;
const opened: Pictures[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jujube-worker-'));
  slow = join(folder, 'slow.jpg');
  const raw = { width: 7000, height: 5000, channels: 3 as const };
  await sharp(await photograph(7000, 5000), { raw })
    .jpeg({ quality: 70, progressive: true, chromaSubsampling: '4:4:4' })
    .toFile(slow);
});

after(async () => {
  await Promise.all(opened.map((pictures) => pictures.close()));
  await rm(folder, { recursive: true });
});

describe('the child process', () => {
  it('is there while there is work, and gone with its memory afterwards', async () => {
    const pictures = open({ idleMs: 150 });
    assert.equal(pictures.state().pid, null);
    await done(pictures, PHONE_JPEG);
    const { pid } = pictures.state();
    assert.ok(isAlive(pid!));
    await done(pictures, PHONE_JPEG);
    assert.equal(pictures.state().pid, pid, 'the same one takes what comes soon');
    await until(() => !isAlive(pid!));
    assert.equal(pictures.state().pid, null);
    await done(pictures, PHONE_JPEG);
    assert.notEqual(pictures.state().pid, pid);
  });

  it('ends with its parent', async () => {
    const module = JSON.stringify(new URL('./pictures.ts', import.meta.url).href);
    const code = `
      const { openPictures } = await import(${module});
      const pictures = openPictures({ folder: ${JSON.stringify(join(folder, 'orphan'))} });
      await pictures.processPicture({ path: ${JSON.stringify(PHONE_JPEG)} });
      console.log(pictures.state().pid);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    assert.ok(isAlive(pid));
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });

  it('that dies costs the picture it had, and no other', async () => {
    const troubles: string[] = [];
    const pictures = open({ onTrouble: (trouble) => troubles.push(trouble) });
    const [first, second] = [outcome(pictures, slow), outcome(pictures, PHONE_JPEG)];
    process.kill(pictures.state().pid!, 'SIGSEGV');
    assert.deepEqual([await first, await second], ['media.damaged', 'ready']);
    assert.match(troubles.join(), /SIGSEGV/);
  });

  it('that dies of something before costs none', async () => {
    const pictures = open({});
    await done(pictures, PHONE_JPEG);
    const next = outcome(pictures, slow);
    process.kill(pictures.state().pid!, 'SIGSEGV');
    assert.equal(await next, 'ready');
    process.kill(pictures.state().pid!, 'SIGKILL');
    assert.equal(await outcome(pictures, PHONE_JPEG), 'ready');
  });

  it('that hangs is ended, and the picture refused', async () => {
    const pictures = open({ timeoutMs: 4000 });
    await done(pictures, PHONE_JPEG);
    const [first, second] = [outcome(pictures, slow), outcome(pictures, PHONE_JPEG)];
    process.kill(pictures.state().pid!, 'SIGSTOP');
    assert.deepEqual([await first, await second], ['media.too_heavy', 'ready']);
  });
});

describe('what the child process may have', () => {
  it('a fresh start for a big picture when earlier ones left too little memory, and none for what never fits', async () => {
    const fresh = open({ memory: 250_000_000 });
    assert.equal(await outcome(fresh, slow), 'media.too_heavy');
    assert.equal(await outcome(fresh, PHONE_JPEG), 'ready');
    const { pid } = fresh.state();
    assert.equal(await outcome(fresh, slow), 'media.too_heavy');
    assert.notEqual(fresh.state().pid, pid, 'it was tried in a new one');
  });

  it('memory up to a bound, beyond which it is ended', async () => {
    const watch = new URL('./memory-watch.ts', import.meta.url).href;
    const code = `
      const { Worker } = require('node:worker_threads');
      const most = process.memoryUsage.rss() + 150e6;
      const workerData = { most, everyMs: 20, peak: new BigInt64Array(new SharedArrayBuffer(8)) };
      const watching = new Worker(new URL(${JSON.stringify(watch)}), { workerData });
      watching.once('online', () => { const held = Buffer.alloc(400e6, 1); for (;;) held[0] += 1; });`;
    const greedy = spawn(process.execPath, ['-e', code], { stdio: 'inherit' });
    const [, signal] = await once(greedy, 'exit');
    assert.equal(signal, 'SIGKILL');
  });

  it('no secret of ours', async () => {
    process.env['JUJUBE_SECRET_FOR_TEST'] = 'plum';
    const pictures = open({});
    await done(pictures, PHONE_JPEG);
    delete process.env['JUJUBE_SECRET_FOR_TEST'];
    if (process.platform !== 'linux') return;
    const environment = await readFile(`/proc/${pictures.state().pid}/environ`, 'latin1');
    assert.doesNotMatch(environment, /plum|PATH|DATABASE/);
  });
});

describe('the queue', () => {
  it('is bounded: one more is told to come again', async () => {
    const pictures = open({ waiting: 2 });
    const all = Array.from({ length: 5 }, () => outcome(pictures, PHONE_JPEG));
    assert.deepEqual((await Promise.all(all)).toSorted(), [
      'media.busy',
      'media.busy',
      'ready',
      'ready',
      'ready',
    ]);
    assert.equal(pictures.state().waiting, 0);
  });

  it('closes: what waits is told so, and nothing is left', async () => {
    const work = join(folder, 'closing');
    const pictures = open({ folder: work });
    const all = Array.from({ length: 3 }, () => outcome(pictures, PHONE_JPEG));
    await pictures.close();
    assert.deepEqual(await Promise.all(all), ['closed', 'closed', 'closed']);
    assert.equal(await outcome(pictures, PHONE_JPEG), 'closed');
    assert.equal(await pictures.tidy(new Date(0)), 0);
    assert.deepEqual(await readdir(work), []);
  });

  it('tidies what a killed process left, once it is old', async () => {
    const work = join(folder, 'tidy');
    const pictures = open({ folder: work });
    await mkdir(join(work, 'old'), { recursive: true });
    await mkdir(join(work, 'new'));
    await writeFile(join(work, 'old', 'card-256.webp'), 'left');
    await utimes(join(work, 'old'), new Date(0), new Date(0));
    assert.equal(await pictures.tidy(new Date(Date.now() - 3_600_000)), 1);
    assert.deepEqual(await readdir(work), ['new']);
  });
});

function open(options: Partial<PicturesOptions>): Pictures {
  const pictures = openPictures({ folder: join(folder, 'work'), ...options });
  opened.push(pictures);
  return pictures;
}

async function done(pictures: Pictures, path: string): Promise<void> {
  const picture = await pictures.processPicture({ path, roles: ['card'] });
  await picture.discard();
}

async function outcome(pictures: Pictures, path: string): Promise<string> {
  try {
    await done(pictures, path);
    return 'ready';
  } catch (error) {
    if (error instanceof PictureRefusal) return error.code;
    assert.match(String(error), /being closed/);
    return 'closed';
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'ESRCH');
    return false;
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!isTrue()) {
    assert.ok(Date.now() < deadline, 'it never came true');
    await pause(10);
  }
}
