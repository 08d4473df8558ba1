import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'readme-'));
after(() => rmSync(folder, { recursive: true }));

test('the example of the README runs, and prints what stands below it', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
  const printed = /```text\n([\s\S]*?)```/.exec(readme)![1]!;
  const file = join(folder, 'example.ts');
  writeFileSync(
    file,
    code.replace(`'@jujube/ranker'`, JSON.stringify(join(import.meta.dirname, 'index.ts'))),
  );
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  assert.equal(execFileSync(process.execPath, [file], { encoding: 'utf8' }), printed);
});
