import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
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

test('every command of npm takes that way', () => {
  const others = Object.entries(about.scripts).filter(
    ([, line]) => !/(^|\s)bin\/(node|check)( |$)/.test(line),
  );
  assert.deepEqual(others, []);
});
