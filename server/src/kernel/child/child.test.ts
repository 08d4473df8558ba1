import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { until } from '../../testing/until.ts';
import { Child, ChildEnded, type ChildOptions } from './asking.ts';

type Act = 'say' | 'fail' | 'die' | 'hang' | 'grow' | 'environment' | 'priority';
interface Told {
  pid: number;
  said: unknown;
}

const SOURCE = `
import { getPriority } from 'node:os';
import { answering } from '${import.meta.resolve('./answering.ts')}';
const held = [];
const acts = {
  say: () => 'well',
  fail: () => { throw new Error('no such word'); },
  die: () => process.exit(3),
  hang: () => { for (;;); },
  grow: () => new Promise(() => setInterval(() => held.push(Buffer.alloc(50e6, 1)), 20)),
  environment: () => Object.keys(process.env),
  priority: () => getPriority(),
};
answering(async (act) => ({ pid: process.pid, said: await acts[act]() }), { nice: 3, most: 300e6 });
`;

let folder: string;
let module: URL;
const children: Child<Act, Told>[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jujube-child-'));
  const file = join(folder, 'child.mjs');
  await writeFile(file, SOURCE);
  module = pathToFileURL(file);
});
after(async () => {
  await Promise.all(children.map((child) => child.close()));
  await rm(folder, { recursive: true });
});

test('a process starts with the first question, is kept for the next and gone when there are none', async () => {
  const child = open({ idleMs: 100 });
  assert.equal(child.pid(), null);
  const all = await Promise.all([child.ask('say'), child.ask('say'), child.ask('say')]);
  const [{ pid } = { pid: 0 }] = all;
  assert.deepEqual(
    all,
    [1, 2, 3].map(() => ({ pid, said: 'well' })),
  );
  await until('it is gone', async () => !isAlive(pid));
  assert.equal(child.pid(), null);
  assert.notEqual((await child.ask('say')).pid, pid);
});

test('it has a low priority and nothing of our environment', async () => {
  const child = open({ env: { SEASON: 'plum' } });
  assert.equal((await child.ask('priority')).said, 3);
  const { said } = await child.ask('environment');
  assert.deepEqual(
    (said as string[]).filter((name) => !name.startsWith('NODE_CHANNEL')),
    ['SEASON'],
  );
});

test('what fails in it is told in its words, and costs nobody else anything', async () => {
  const child = open({});
  const [failed, well] = await Promise.allSettled([child.ask('fail'), child.ask('say')]);
  assert.match(String((failed as PromiseRejectedResult).reason), /no such word/);
  assert.equal(well.status, 'fulfilled');
  assert.equal((well as PromiseFulfilledResult<Told>).value.pid, child.pid());
});

test('its end is told to all it was asked, and the next question starts another', async () => {
  const child = open({});
  const { pid } = await child.ask('say');
  const [hanging, dying] = [child.ask('grow'), child.ask('die')];
  await assert.rejects(
    hanging,
    (error) => error instanceof ChildEnded && /Trying ended with 3/.test(error.message),
  );
  await assert.rejects(dying, (error) => error instanceof ChildEnded && error.earlier === 2 && !error.late);
  assert.notEqual((await child.ask('say')).pid, pid);
  assert.equal(child.unanswered(), 0);
});

test('one question at a time: one that ends the process costs itself alone', async () => {
  const child = open({ together: 1 });
  const [dying, next, last] = [child.ask('die'), child.ask('say'), child.ask('say')];
  assert.equal(child.unanswered(), 3);
  await assert.rejects(dying, (error) => error instanceof ChildEnded && error.earlier === 0);
  assert.equal((await next).pid, (await last).pid);
});

test('one that hangs is ended at its limit, which begins with its turn', async () => {
  const child = open({ together: 1, limitMs: 3000 });
  const [hanging, next, more] = [child.ask('hang'), child.ask('say'), child.ask('hang')];
  await assert.rejects(hanging, (error) => error instanceof ChildEnded && error.late && error.killed);
  assert.equal((await next).said, 'well');
  await assert.rejects(more, (error) => error instanceof ChildEnded && error.late && error.earlier === 1);
});

test('one that takes more memory than it may ends itself', async () => {
  const child = open({});
  await assert.rejects(child.ask('grow'), (error) => error instanceof ChildEnded && !error.late);
  assert.equal((await child.ask('say')).said, 'well');
});

test('one that is killed while it rests is not missed', async () => {
  const child = open({});
  const { pid } = await child.ask('say');
  process.kill(pid, 'SIGKILL');
  await until('its end is known', async () => child.pid() === null);
  assert.equal((await child.ask('say')).said, 'well');
});

test('one that cannot begin says so', async () => {
  const child = open({ module: new URL('missing.ts', module) });
  await assert.rejects(child.ask('say'), /Trying ended with 1/);
});

test('one that is ended in the middle says so, and one at rest goes', async () => {
  const child = open({});
  const { pid } = await child.ask('say');
  await child.end();
  assert.ok(!isAlive(pid));
  const hanging = assert.rejects(child.ask('hang'), /SIGKILL/);
  await child.end();
  await hanging;
});

test('closed: what waits is refused, nothing is left, and nothing starts again', async () => {
  const child = open({ together: 1 });
  const { pid } = await child.ask('say');
  const waiting = [child.ask('hang'), child.ask('say')].map((one) => assert.rejects(one, /Trying: .*closed/));
  await Promise.all([child.close(), child.close(), ...waiting]);
  assert.ok(!isAlive(pid));
  await assert.rejects(child.ask('say'), /closed/);
  assert.equal(child.pid(), null);
});

test('it keeps nobody alive while it rests, and ends with who started it', async () => {
  const code = `
    const { Child } = await import('${import.meta.resolve('./asking.ts')}');
    const options = { name: 'Trying', module: new URL('${module.href}'), idleMs: 60_000, limitMs: 60_000 };
    const { pid } = await new Child(options).ask('say');
    console.log(pid);
    if (process.argv[1] === 'wait') setInterval(() => undefined, 1000);`;
  for (const how of ['leave', 'wait']) {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code, how], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(parent, 'exit');
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    if (how === 'wait') parent.kill('SIGKILL');
    await exit;
    await until('it went, too', async () => !isAlive(Number(String(line))));
  }
});

function open(options: Partial<ChildOptions>): Child<Act, Told> {
  const child = new Child<Act, Told>({ name: 'Trying', module, idleMs: 60_000, limitMs: 60_000, ...options });
  children.push(child);
  return child;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    return false;
  }
}
