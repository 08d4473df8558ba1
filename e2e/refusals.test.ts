import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { createApi } from '../server/src/api.ts';
import { serve } from '../server/src/kernel/server.ts';
import { until } from '../server/src/testing/until.ts';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { accessible, alive, DESKTOP, look, open, visit } from './visits.ts';

// A page that is refused says why in its reader's words, and when to come back; it never says that we broke.

let site: Site;
let browser: Browser;
let mei: Somebody;
let tom: Somebody;
let note: string;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  const { person } = site.world;
  [mei, tom] = await Promise.all([
    person('mei', { name: '梅', reads: ['zh-Hans'] }),
    person('tom', { name: 'Tom', reads: ['en'] }),
  ]);
  note = (
    await mei.call('POST /notes', {
      body: { title: '汤', body: 'soup', media: [], card: { background: 'paper' } },
    })
  ).id;
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/** Has this member do so much of one kind that nothing is left for the next minutes. */
async function exhaust({ id }: Somebody, name: 'search' | 'like'): Promise<void> {
  await sql`insert into buckets (owner, name, tokens, filled_at) values (${`p${id}`}, ${name}, -100, now())
    on conflict (owner, name) do update set tokens = -100`.execute(site.world.base.db);
}

async function said(page: Page): Promise<{ title: string; text: string; way: string }> {
  const [title, text, way] = await Promise.all(
    ['h1', 'h1 + p', 'main h1 ~ a, main h1 ~ div a'].map((one) => page.locator(one).innerText()),
  );
  return { title: title!, text: text!, way: way! };
}

test('who searches too much is told to wait, and for how long, on the page and on the way to it', async () => {
  await Promise.all([exhaust(tom, 'search'), exhaust(mei, 'search')]);
  const page = await visit(browser, site, { as: tom, size: DESKTOP });
  const answer = await page.goto('/search?q=soup');
  assert.equal(answer!.status(), 429);
  assert.ok(Number((await answer!.allHeaders())['retry-after']) > 0);
  const wait = /^Try again in \d+ (seconds?|minutes?)\.$/;
  const direct = await said(page);
  assert.equal(direct.title, 'That was a lot at once. Please wait a little.');
  assert.match(direct.text, wait);
  assert.equal(direct.way, 'Try again');
  assert.match(await page.title(), /^That was a lot at once/);
  await accessible(page, 'a refusal');
  await look(page, 'refused-en-desktop');
  await open(page, '/search');
  await page.getByRole('searchbox').fill('soup');
  await page.getByRole('searchbox').press('Enter');
  await page.locator('h1', { hasText: 'That was a lot at once' }).waitFor();
  assert.match((await said(page)).text, wait);
  await page.context().close();

  const chinese = await visit(browser, site, { as: mei, locale: 'zh-CN', dark: true });
  await chinese.goto('/search?q=soup');
  const words = await said(chinese);
  assert.equal(words.title, '操作太频繁了，稍等一会儿再来。');
  assert.match(words.text, /^请在\s?\d+\s?(秒钟?|分钟)后再试。$/);
  await look(chinese, 'refused-zh-phone-dark');
  await chinese.context().close();
});

test('before any script a like that is refused is answered in words, with a way back', async () => {
  await exhaust(tom, 'like');
  const page = await visit(browser, site, { as: tom, script: false });
  await page.goto(`/notes/${note}`);
  await page.locator('.bar button[value^="like:"]').click();
  const { title, text, way } = await said(page);
  assert.equal(title, 'That was a lot at once. Please wait a little.');
  assert.match(text, /^Try again in/);
  assert.equal(way, 'Try again');
  await look(page, 'refused-plain');
  await page.locator('main a').click();
  await page.waitForURL(`**/notes/${note}`);
  await page.context().close();
});

test('what is too large, not asked for or gone is told apart from what broke', async () => {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(site.url + path, {
      ...init,
      headers: {
        accept: 'text/html',
        'accept-language': 'zh-TW',
        origin: site.url,
        cookie: tom.cookie,
        ...init.headers,
      },
    });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const odd = await ask('/zh-tw/rules', { method: 'POST', body: 'a=1', headers: form });
  assert.equal(odd.status, 405);
  assert.match(await odd.text(), /<h1[^>]*>請求裡有內容不正確。/);
  const nothing = await ask('/zh-tw/acts', { method: 'POST', body: 'act=x', headers: form });
  assert.equal(nothing.status, 400);
  assert.match(await nothing.text(), /<html lang="zh-TW"[\s\S]*<h1>請求裡有內容不正確。/);
  const large = await ask('/zh-tw/acts', {
    method: 'POST',
    body: 'a='.padEnd(34_000_000, 'x'),
    headers: form,
  });
  assert.equal(large.status, 413);
  assert.match(await large.text(), /<h1>內容太大，無法送出。/);
  const gone = await ask('/zh-tw/nowhere');
  assert.equal(gone.status, 404);
  const words = await gone.text();
  assert.match(words, /<h1[^>]*>這個網址什麼也沒有/);
  assert.match(words, /去探索看看/);
});

test('who comes by a form of another site reads that nothing was done, in their language, and finds in', async () => {
  const form = `<form method="POST" action="${site.url}/acts"><input name="act" value="like:${note}"><button>Win</button></form>`;
  for (const how of [{ locale: 'zh-CN' }, { locale: 'en', dark: true, size: DESKTOP }] as const) {
    const page = await visit(browser, site, { as: tom, script: false, ...how });
    await page.route('http://elsewhere.test/', (route) =>
      route.fulfill({ contentType: 'text/html', body: form }),
    );
    await page.goto('http://elsewhere.test/');
    await page.locator('button').click();
    await page.waitForURL(`${site.url}/acts`);
    const { title, text, way } = await said(page);
    assert.deepEqual([title, text, way], ELSEWHERE[how.locale]);
    await look(page, `elsewhere-${how.locale}`);
    await page.locator('main a').click();
    await page.waitForURL(`${site.url}/`);
    await page.context().close();
  }
  assert.equal((await tom.call('GET /notes/:id', { params: { id: note } })).liked, false);
  // What a page's own form reads, should a proxy have made the page's address another one.
  const asked = await fetch(`${site.url}/zh-tw/settings?/out`, {
    method: 'POST',
    body: new URLSearchParams(),
    headers: {
      accept: 'application/json',
      'x-sveltekit-action': 'true',
      origin: 'http://elsewhere.test',
      cookie: tom.cookie,
    },
  });
  assert.equal(asked.status, 403);
  assert.equal(((await asked.json()) as { message: string }).message, '這個請求來自其他網站。');
});

const ELSEWHERE = {
  'zh-CN': ['这个请求来自别的网站。', '什么也没有改动。如果是你想做的，请在这里操作。', '去发现看看'],
  en: [
    'This request came from another site.',
    'Nothing was changed. If you meant to do this, do it here.',
    'Go to Explore',
  ],
};

test('at the door of a full house people get a page in their language, and pages what they can read', async () => {
  const { base } = site.world;
  const held: (() => void)[] = [];
  const api = createApi({ base });
  const full = await serve({
    base: { ...base, config: { ...base.config, port: 0 } },
    api: {
      async fetch(request, env) {
        if (request.url.includes('slow')) await new Promise<void>((go) => held.push(go));
        return api.fetch(request, env as never);
      },
    },
  });
  const url = `http://localhost:${full.port}`;
  const gone = new AbortController();
  const waiting = Array.from({ length: 128 + 1024 }, () =>
    fetch(`${url}/api/v1/channels?slow=1`, { signal: gone.signal }),
  );
  // They are given up below, and end one way or the other.
  const ended = Promise.allSettled(waiting);
  await until('house and queue are full', async () =>
    /requests_queued 1024/.test(await (await fetch(`${url}/metrics`)).text()),
  );
  const page = await visit(browser, { ...site, url }, { locale: 'zh-TW' });
  const answer = await page.goto('/');
  assert.equal(answer!.status(), 503);
  assert.deepEqual(await said(page), {
    title: '現在人有點多，請稍後再試。',
    text: '請於2 秒後再試。',
    way: '再試一次',
  });
  await accessible(page, 'a full house');
  await look(page, 'full-house');
  const data = await fetch(`${url}/en/__data.json`);
  assert.match(data.headers.get('content-type')!, /^application\/json/);
  assert.match(((await data.json()) as { message: string }).message, /^Many people are here right now/);
  for (const go of held.splice(0)) go();
  gone.abort();
  await until('there is room again', async () => {
    for (const go of held.splice(0)) go();
    return (await page.goto('/'))!.status() === 200;
  });
  await alive(page);
  await page.context().close();
  await ended;
  await full.stop();
});
