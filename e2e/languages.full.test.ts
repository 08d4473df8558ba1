import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'jujube-languages-'));
after(() => rmSync(copy, { recursive: true, force: true }));

const run = (...words: string[]) =>
  spawnSync(process.execPath, words, { cwd: copy, encoding: 'utf8', timeout: 900_000 });

test('one file gives the pages a language more: addresses, settings, refusals, translation; a command says what it lacks', () => {
  takeCopy();
  const before = run('bin/messages.ts', 'missing', 'fr');
  assert.equal(before.status, 1);
  assert.match(before.stderr, /There is no messages\/fr\.json/);
  writeFileSync(
    join(copy, 'messages/fr.json'),
    JSON.stringify({
      ui_language_name: 'Français',
      ui_language_short: 'FR',
      auth_rules_title: 'Règles de la maison',
    }),
  );
  const missing = run('bin/messages.ts', 'missing', 'fr');
  assert.equal(missing.status, 0, missing.stderr);
  const lacking = JSON.parse(missing.stdout) as Record<string, unknown>;
  assert.ok(!('auth_rules_title' in lacking) && Object.keys(lacking).length > 1000);
  assert.match(missing.stderr, /3 of \d+/);
  const checked = run('bin/messages.ts');
  assert.equal(checked.status, 0, checked.stderr);
  assert.match(checked.stdout, /3 in fr\.json/);
  const walked = run('e2e/more-languages.ts');
  assert.match(walked.stdout, /a fourth language works/, walked.stderr);
  writeFileSync(
    join(copy, 'messages/fr.json'),
    JSON.stringify({ ui_nonsense: 'x', auth_rules_of: 'sans nom' }),
  );
  const wrong = run('bin/messages.ts');
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /ui_nonsense is no message/);
  assert.match(wrong.stderr, /auth_rules_of: \{name\} is not as in English/);
});

/** What belongs to the product, as it is now; what came with npm is linked. */
function takeCopy(): void {
  const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const files = execFileSync('git', listed, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const file of files) {
    if (file === '' || !lstatSync(join(ROOT, file), { throwIfNoEntry: false })) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(ROOT, file), join(copy, file));
  }
  mkdirSync(join(copy, 'node_modules/@jujube'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@jujube') symlinkSync(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
  }
  for (const [name, place] of [
    ...['contract', 'lingua', 'ranker'].map((own) => [own, `../../packages/${own}`] as const),
    ['server', '../../server'] as const,
    ['web', '../../web'] as const,
  ])
    symlinkSync(place, join(copy, 'node_modules/@jujube', name));
}
