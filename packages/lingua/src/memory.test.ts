import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

/**
 * What resident memory grows by, in MB, in a process of its own. The program that takes the types out of our files
 * grows with every file it sees; it is not the library, so it has seen them all before the measurement begins.
 */
function growth(use: string): number {
  const program = `
    import { readdirSync, readFileSync } from 'node:fs';
    import { stripTypeScriptTypes } from 'node:module';
    const resident = () => { gc(); return process.memoryUsage().rss / 1e6; };
    const folder = new URL(${JSON.stringify(new URL('.', import.meta.url).href)});
    for (const file of readdirSync(folder).filter((name) => /(?<!test)\\.ts$/.test(name))) {
      stripTypeScriptTypes(readFileSync(new URL(file, folder), 'utf8'));
    }
    const before = resident();
    const lingua = await import(new URL('index.ts', folder));
    ${use}
    console.log(resident() - before);`;
  const options = ['--expose-gc', '--input-type=module', '-e', program];
  return Number(
    execFileSync(process.execPath, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
}

/** The least of three: whatever else the machine does can only make a process look larger. */
function least(use: string): number {
  return Math.min(growth(use), growth(use), growth(use));
}

test('an import costs little, and detection stays within what a small server can spare', (t) => {
  const idle = least('');
  const detecting = least(`lingua.detect('Hola, me encanta este gato. 今天天气真好');`);
  t.diagnostic(`imported ${idle.toFixed(1)} MB, after the first detection ${detecting.toFixed(1)} MB`);
  assert.ok(idle <= 15, `imported: ${idle} MB`);
  assert.ok(detecting <= 30, `detecting: ${detecting} MB`);
});
