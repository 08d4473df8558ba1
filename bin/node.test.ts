import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const OWN = `node-linux-${process.arch}`;
const about = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  optionalDependencies: Record<string, string>;
};
const brought = existsSync(join(ROOT, 'node_modules', OWN, 'bin/node'));

test('the Node from npm runs though npm left no link to it, as npm 10 does', { skip: !brought }, (t) => {
  const root = mkdtempSync(join(tmpdir(), 'jujube-node-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const folder of ['bin', 'node_modules/.bin']) mkdirSync(join(root, folder), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', OWN), join(root, 'node_modules', OWN));
  // A link, so that it finds its root by the path it was called by.
  symlinkSync(join(ROOT, 'bin/node'), join(root, 'bin/node'));
  const { stdout, stderr } = spawnSync(join(root, 'bin/node'), ['-p', 'process.versions.node'], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin' },
  });
  assert.equal(stdout.trim(), about.optionalDependencies[OWN], stderr);
});

test('a Linux without glibc is told so in a sentence', { skip: process.platform !== 'linux' }, (t) => {
  const root = mkdtempSync(join(tmpdir(), 'jujube-node-'));
  t.after(() => rmSync(root, { recursive: true }));
  const script = readFileSync(join(ROOT, 'bin/node'), 'utf8').replaceAll('/ld-linux-', '/no-ld-linux-');
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin/node'), script, { mode: 0o755 });
  const { status, stderr } = spawnSync(join(root, 'bin/node'), ['-v'], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /This needs a Linux with glibc .*no-ld-linux-\S+ is not here\./);
});

test('every command of npm takes that way', () => {
  const others = Object.entries(about.scripts).filter(
    ([, line]) => !/(^|\s)bin\/(node|check)( |$)/.test(line),
  );
  assert.deepEqual(others, []);
});
