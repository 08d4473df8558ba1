import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { filled, type Parts } from './template.ts';

const APP = readFileSync(join(import.meta.dirname, '../../app.html'), 'utf8');

/** As the framework makes a function of `app.html`. */
function template({ head, body }: Parts): string {
  return APP.replace('%sveltekit.head%', () => head).replace('%sveltekit.body%', () => body);
}

test('a page is the template with nothing left open', () => {
  const open = { lang: 'zh-TW', theme: 'dark', meta: '<meta name="description" content="$& $1 枣">' };
  const page = filled(template, { head: '<title>$& 枣安</title>', body: '<p>%meta% %lang% 50 %</p>' }, open);
  assert.match(page, /^<!doctype html>\s*<html lang="zh-TW" dir="ltr" data-theme="dark">/);
  assert.ok(page.includes(`${open.meta} <title>$& 枣安</title>`));
  // People's words are left as they are.
  assert.ok(page.includes('<p>%meta% %lang% 50 %</p></div>'));
  assert.equal(page.indexOf('%lang%'), page.lastIndexOf('%lang%'));
  assert.ok(page.trimEnd().endsWith('</html>'));
});

test('app.html asks the framework for nothing else', () => {
  const asked = [...APP.matchAll(/%[\w.]+%/g)].map(([name]) => name).sort();
  assert.deepEqual(asked, ['%lang%', '%meta%', '%sveltekit.body%', '%sveltekit.head%', '%theme%'].sort());
});
