import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { alive, visit } from './visits.ts';

// What every answer carries, where a form and an address may lead, and what others may not open.

let site: Site;
let browser: Browser;
let ann: Somebody;
let bo: Somebody;
const PASSWORD = 'four unrelated fence words';

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  [ann, bo] = [await site.world.person('ann'), await site.world.person('bo')];
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const get = (path: string, init: RequestInit & { as?: Somebody } = {}) =>
  fetch(site.url + path, {
    redirect: 'manual',
    ...init,
    headers: { ...(init.as && { cookie: init.as.cookie }), ...init.headers },
  });

test('pages have a strict policy; everything says what it is and is not guessed at', async () => {
  const note = await ann.call('POST /notes', {
    body: { title: 'fenced', media: [await upload(ann, PHOTOS[0])] },
  });
  const pages = [
    '/',
    '/search?q=a',
    `/notes/${note.id}`,
    '/people/ann',
    '/sign-in',
    '/sign-up',
    '/rules',
    '/nowhere',
    '/topics/nothing',
  ];
  const found = new Set<string>();
  for (const path of pages) {
    const response = await get(path);
    const html = await response.text();
    for (const [, address] of html.matchAll(/(?:href|src)="(\/(?!\/)[^"#]*\.[a-z0-9]+)"/g))
      found.add(address!);
    const policy = response.headers.get('content-security-policy') ?? '';
    const rules = new Map(
      policy.split(';').map((rule) => [rule.trim().split(' ')[0]!, rule.trim().split(' ').slice(1)]),
    );
    for (const name of ['default-src', 'script-src', 'style-src', 'connect-src', 'form-action']) {
      const sources = rules.get(name) ?? [];
      assert.ok(sources.includes("'self'"), `${path} ${name}`);
      const loose = sources.filter((source) => !/^'(self|nonce-[^']+|sha256-[^']+)'$/.test(source));
      assert.deepEqual(loose, [], `${path} ${name}: ${policy}`);
    }
    for (const name of ['frame-ancestors', 'object-src', 'base-uri'])
      assert.deepEqual(rules.get(name), ["'none'"], `${path} ${name}`);
    assert.equal(response.headers.get('x-frame-options'), 'DENY', path);
    assert.doesNotMatch(
      html,
      /<[a-z][^>]*\son[a-z]+="(?!this\.__e=event)/,
      `${path} has a handler in its HTML`,
    );
  }
  const files = [
    ...found,
    note.media[0]!.url,
    '/manifest.webmanifest',
    '/robots.txt',
    '/service-worker.js',
    '/icons/mark.svg',
    '/card-backgrounds/none.svg',
  ];
  assert.ok(
    [...found].some((file) => file.endsWith('.js')) && [...found].some((file) => file.endsWith('.css')),
    [...found].join(' '),
  );
  for (const path of [
    ...pages,
    ...files,
    '/api/v1/feed/explore',
    '/api/v1/nothing',
    '/api/docs',
    '/api/openapi.json',
    '/_app/nothing.js',
  ]) {
    assert.equal((await get(path)).headers.get('x-content-type-options'), 'nosniff', path);
  }
});

test('cookies of a session are closed to scripts and to other sites’ forms; a password is in no address, also before any script', async () => {
  for (const way of ['without script', 'before it arrives', 'with it'] as const) {
    const page = await visit(browser, site, { script: way !== 'without script' });
    const asked: string[] = [];
    page.on('request', (request) =>
      asked.push(`${request.method()} ${request.url()} ${request.headers()['referer'] ?? ''}`),
    );
    if (way === 'before it arrives') await page.route('**/_app/**/*.js', () => undefined);
    await signUp(page, way);
    const cookies = await page.context().cookies();
    const session = cookies.find(({ name }) => name.includes('session_token'))!;
    assert.deepEqual([session.httpOnly, session.sameSite], [true, 'Lax'], way);
    await page.context().clearCookies();
    await page.goto('/sign-in', { waitUntil: 'commit' });
    if (way === 'with it') await alive(page);
    await page.locator('input[name=who]').fill('nobody_here');
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('input[name=password]').press('Enter');
    await page.locator('[role=alert], [aria-invalid=true], .problem').first().waitFor();
    const told = asked.filter((line) => /four|unrelated|fence/.test(decodeURIComponent(line)));
    assert.deepEqual(told, [], way);
    assert.ok(
      asked.some((line) => line.startsWith('POST')),
      way,
    );
    await page.context().close();
  }
});

async function signUp(page: Page, way: string): Promise<void> {
  await page.goto('/sign-up', { waitUntil: 'commit' });
  if (way === 'with it') await alive(page);
  await page.locator('input[name=name]').fill('Newcomer');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('form:has(input[name=password]) button:not([type=button])').last().click();
  await page.waitForURL((url) => !url.pathname.includes('sign-up'), { waitUntil: 'commit' });
}

test('a form on another site changes nothing', async () => {
  const page = await visit(browser, site, { as: ann });
  await page.route('http://evil.test/**', (route) => {
    const field = `<input name="act" value="follow:${bo.id}"><input name="theme" value="dark">`;
    const target = new URL(route.request().url()).searchParams.get('target');
    return route.fulfill({
      contentType: 'text/html',
      body: `<form method="POST" action="${site.url}${target}">${field}</form><script>document.forms[0].submit()</script>`,
    });
  });
  for (const target of ['/acts', '/preferences', '/sign-in?/password', '/settings?/out']) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.goto(`http://evil.test/?target=${encodeURIComponent(target)}`, { waitUntil: 'commit' });
    assert.equal((await answered).status(), 403, target);
    await page.waitForURL((url) => url.origin === site.url);
  }
  assert.equal(
    (await ann.call('GET /people/:person', { params: { person: 'bo' } })).relation.following,
    false,
  );
  const form = new URLSearchParams({ act: `follow:${bo.id}` });
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }] as Record<
    string,
    string
  >[]) {
    assert.equal(
      (await get('/acts', { as: ann, method: 'POST', body: form, headers })).status,
      403,
      JSON.stringify(headers),
    );
  }
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }] as Record<
    string,
    string
  >[]) {
    const { status } = await get(`/api/v1/people/${bo.id}/follow`, { as: ann, method: 'PUT', headers });
    assert.equal(status, 403, JSON.stringify(headers));
  }
  await page.context().close();
});

test('no address leads away from here', async () => {
  const away = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    '///evil.example',
    '/\t/evil.example',
    '/%09/evil.example',
    'javascript:alert(1)',
    'evil.example',
    '/..//evil.example',
    'http:evil.example',
  ];
  for (const to of away) {
    const query = `to=${encodeURIComponent(to)}`;
    const form = (fields: object) => ({
      method: 'POST',
      as: ann,
      headers: { origin: site.url },
      body: new URLSearchParams({ ...fields, to }),
    });
    const answers = [
      await get(`/sign-in?${query}`, { as: ann }),
      await get(`/sign-up?${query}`, { as: ann }),
      await get('/preferences', form({ theme: 'dark' })),
      await get('/acts', form({ act: `follow:${bo.id}` })),
      await get('/en' + to.replaceAll('\\', '%5C').replace('\t', '%09')),
    ];
    for (const [index, response] of answers.entries()) {
      const location = response.headers.get('location');
      if (index < 4) assert.equal(response.status, 303, `${to} at ${index}`);
      if (location)
        assert.equal(new URL(location, site.url).origin, site.url, `${to} at ${index}: ${location}`);
    }
  }
});

test('what is somebody’s own is not there for others', async () => {
  const media = await upload(ann, PHOTOS[1]);
  const { url } = await ann.call('GET /media/:id', { params: { id: media } });
  const mine = await ann.call('POST /notes', { body: { title: 'for me alone', visibility: 'me' } });
  const draft = '0198a000-0000-7000-8000-00000000000d';
  await ann.call('PUT /drafts/:id', {
    params: { id: draft },
    body: { content: { title: 'a secret draft' } },
  });
  for (const path of [
    url,
    `/api/v1/media/${media}`,
    `/notes/${mine.id}`,
    `/notes/${mine.id}/edit`,
    `/api/v1/notes/${mine.id}`,
  ]) {
    assert.equal((await get(path, { as: bo })).status, 404, path);
    assert.equal((await get(path, { as: ann })).status, 200, path);
  }
  assert.equal((await get(`/api/v1/drafts/${draft}`, { as: bo, method: 'DELETE' })).status, 404);
  for (const path of [`/compose?draft=${draft}`, '/compose/drafts', '/people/ann/drafts']) {
    assert.doesNotMatch(await (await get(path, { as: bo })).text(), /a secret draft/, path);
  }
  assert.match(await (await get('/compose/drafts', { as: ann })).text(), /a secret draft/);
});
