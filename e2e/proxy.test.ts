import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSite, type Site } from './server.ts';

let site: Site;

before(async () => {
  site = await startSite({ publicUrl: 'https://jujube.example' });
});

after(() => site?.close());

test('behind a proxy that keeps no Host, pages name the address the operator set, and forms from there are taken', async () => {
  const html = await (await fetch(`${site.url}/en/rules`)).text();
  const told = [...html.matchAll(/<(?:link|meta)[^>]*(?:href|content)="(https?:[^"]+)"/g)].map(
    ([, url]) => url,
  );
  assert.ok(told.length >= 5);
  assert.deepEqual(
    told.filter((url) => !url!.startsWith('https://jujube.example/')),
    [],
  );
  const signUp = (origin: string) =>
    fetch(`${site.url}/en/sign-up?/password`, {
      method: 'POST',
      headers: { origin, accept: 'text/html' },
      body: new URLSearchParams({ name: 'Proxied', password: 'eleven paper lanterns' }),
      redirect: 'manual',
    });
  const taken = await signUp('https://jujube.example');
  assert.equal(taken.status, 303, await taken.text());
  assert.match(taken.headers.getSetCookie().join(), /__Secure-[^;]+;.*Secure/);
  const refused = await signUp('https://evil.example');
  assert.equal(refused.status, 403, await refused.text());
});
