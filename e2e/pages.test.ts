import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { accessible, alive, DESKTOP, look, open, PHONE, visit, type Visit } from './visits.ts';

let site: Site;
let browser: Browser;
let ann: Somebody;
/** An administrator. */
let chen: Somebody;
let note: string;
let board: string;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  const { person } = site.world;
  [ann, chen] = await Promise.all([
    person('ann', { name: 'Ann', reads: ['en', 'zh-Hans'] }),
    person('chen', { name: '老陈', reads: ['zh-Hans'], role: 'administrator' }),
  ]);
  const media = [await upload(chen, PHOTOS[0]), await upload(chen, PHOTOS[1])];
  const words = { title: '路边的椅子', body: '谁都可以坐 #soup', language: 'zh-Hans', channel: 'streets' };
  note = (await chen.call('POST /notes', { body: { ...words, media } })).id;
  for (let i = 0; i < 6; i += 1) {
    const own = i % 2 === 0 ? [await upload(ann, PHOTOS[i % PHOTOS.length]!)] : [];
    const card = own.length ? {} : { card: { background: 'paper' } };
    const text = {
      title: `Note ${i} on a chair in the street`,
      body: 'Anyone may sit #soup',
      language: 'en',
    };
    await ann.call('POST /notes', { body: { ...text, media: own, ...card } });
  }
  await ann.call('POST /notes/:id/comments', {
    params: { id: note },
    body: { body: 'May I sit?', language: 'en' },
  });
  board = (await ann.call('POST /boards', { body: { name: 'Chairs' } })).id;
  await ann.call('PUT /notes/:id/save', { params: { id: note } });
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

type Who = 'visitor' | 'member' | 'administrator';

/** Every kind of page, once, and who looks at it. */
function kinds(): [path: string, who: Who][] {
  return [
    ['/', 'visitor'],
    ['/', 'member'],
    [`/notes/${note}`, 'visitor'],
    [`/notes/${note}`, 'member'],
    ['/topics/soup', 'visitor'],
    ['/search?q=chair', 'visitor'],
    ['/sign-up', 'visitor'],
    ['/sign-in', 'visitor'],
    ['/settings', 'member'],
    ['/settings/profile', 'member'],
    ['/people/ann', 'visitor'],
    [`/boards/${board}`, 'member'],
    ['/compose', 'member'],
    ['/inbox', 'member'],
    ['/rules', 'visitor'],
    ['/credits', 'visitor'],
    ['/fairness', 'visitor'],
    ['/notes/1', 'visitor'],
    ['/admin', 'administrator'],
    ['/admin/members', 'administrator'],
    ['/admin/jobs', 'administrator'],
  ];
}

/** Each page meets two of them, which differ in everything: every other page the first two, the rest the last two. */
const LOOKS: Pick<Visit, 'dark' | 'locale' | 'size'>[] = [
  { dark: false, locale: 'zh-CN', size: PHONE },
  { dark: true, locale: 'en', size: DESKTOP },
  { dark: false, locale: 'en', size: PHONE },
  { dark: true, locale: 'zh-CN', size: DESKTOP },
];

function as(who: Who): Somebody | undefined {
  return { visitor: undefined, member: ann, administrator: chen }[who];
}

/** A page that fails the test for anything its console complains of, but the address that was asked for is missing. */
async function quiet(options: Visit): Promise<{ page: Page; complaints: string[] }> {
  const page = await visit(browser, site, options);
  const complaints: string[] = [];
  page.on('console', (message) => {
    const missing = message.text().includes('404') && message.location().url.includes('/notes/1');
    if (['error', 'warning'].includes(message.type()) && !missing) complaints.push(message.text());
  });
  return { page, complaints };
}

/** How far the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const [turn, look] of LOOKS.entries()) {
  const name = `${look.dark ? 'dark' : 'light'}, ${look.locale}, ${look.size!.width} px`;
  test(`nothing on any kind of page is out of reach, moves or complains: ${name}`, async () => {
    for (const who of ['visitor', 'member', 'administrator'] as const) {
      const { page, complaints } = await quiet({ ...look, as: as(who) });
      for (const [at, [path, whose]] of kinds().entries()) {
        if (whose !== who || at % 2 !== Math.floor(turn / 2)) continue;
        const where = `${path} for a ${who}, ${name}`;
        await open(page, path);
        await accessible(page, where);
        assert.equal(await page.locator('html').getAttribute('lang'), look.locale, where);
        const running = await page.evaluate(
          () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
        );
        assert.equal(running, 0, `${where}: something moves`);
        assert.deepEqual(complaints, [], where);
      }
      await page.context().close();
    }
  });
}

test('320 px are enough for every kind of page, and so is a page at 200 %', async () => {
  for (const who of ['visitor', 'member', 'administrator'] as const) {
    // 640 px at 200 % are laid out as 320.
    const page = await visit(browser, site, { as: as(who), locale: 'en', size: { width: 320, height: 640 } });
    for (const [path, whose] of kinds()) {
      if (whose !== who) continue;
      await page.goto(path);
      assert.ok((await overflow(page)) <= 0, `${path} is ${await overflow(page)} px too wide`);
    }
    await page.context().close();
  }
  const page = await visit(browser, site, { locale: 'zh-CN', size: { width: 640, height: 800 } });
  for (const path of ['/', `/notes/${note}`, '/sign-up']) {
    await page.goto(path);
    // Letters alone at twice their size, as browsers that zoom text do.
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    assert.ok(
      (await overflow(page)) <= 0,
      `${path} with letters of 200 % is ${await overflow(page)} px too wide`,
    );
  }
  await page.context().close();
});

/** What Tab reaches, by number; each element that can be seen and used is numbered in the order of the document. */
async function tabbed(page: Page): Promise<{ seen: number[]; all: { at: number; html: string }[] }> {
  const all = await page.evaluate(() => {
    const usable =
      'a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), textarea, select, summary, [tabindex="0"]';
    return [...document.querySelectorAll<HTMLElement>(usable)]
      .filter(
        (one) =>
          one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0 && !one.closest('[inert]'),
      )
      .map((one, at) => {
        one.dataset['at'] = String(at);
        return { at, html: one.outerHTML.slice(0, 160) };
      });
  });
  const seen: number[] = [];
  // A card that is reached gets a menu, which is one stop more.
  for (let i = 0; i < all.length * 2 && seen.length < all.length; i += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['at']);
    if (at !== undefined && !seen.includes(Number(at))) seen.push(Number(at));
  }
  return { seen, all };
}

test('Tab reaches everything that can be used, in the order in which it stands', async () => {
  for (const path of ['/', `/notes/${note}`]) {
    const page = await visit(browser, site, { as: ann, size: PHONE });
    await open(page, path);
    const { seen, all } = await tabbed(page);
    // What takes one stop for all of it (tabs, radio buttons) is left with the arrow keys.
    const missed = all.filter(({ at }) => !seen.includes(at)).map(({ html }) => html);
    assert.deepEqual(missed, [], `${path}: out of reach by Tab`);
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
      `${path}: not in order`,
    );
    await page.context().close();
  }
});

test('what people wrote says its language, so that it is read and broken as what it is', async () => {
  const page = await visit(browser, site, { locale: 'en' });
  await open(page, '/');
  const languageOf = (text: string) =>
    page
      .getByText(text)
      .first()
      .evaluate((one) => one.closest('[lang]')?.getAttribute('lang'));
  assert.equal(await languageOf('路边的椅子'), 'zh-Hans');
  await open(page, `/notes/${note}`);
  assert.equal(await languageOf('谁都可以坐'), 'zh-Hans');
  assert.equal(await languageOf('May I sit?'), 'en');
  await page.context().close();
});

test('public pages name their address in each language, and say what they depend on', async () => {
  for (const path of ['/', `/notes/${note}`, '/topics/soup', '/people/ann']) {
    for (const [prefix, language] of [
      ['', 'en'],
      ['/zh-cn', 'zh-CN'],
      ['/zh-tw', 'zh-TW'],
    ] as const) {
      const asked = prefix + (prefix && path === '/' ? '' : path);
      const answer = await fetch(site.url + asked, {
        headers: { accept: 'text/html', 'accept-language': 'en' },
      });
      const html = await answer.text();
      const where = `${asked}: ${answer.status}`;
      assert.equal(answer.headers.get('content-language'), language, where);
      const vary = (answer.headers.get('vary') ?? '').toLowerCase();
      assert.ok(vary.includes('cookie') && vary.includes('accept-language'), `${where} varies by ${vary}`);
      const canonical = /<link[^>]*rel="canonical"[^>]*href="([^"]+)"/.exec(html)?.[1] ?? '';
      assert.ok(
        canonical.startsWith(`${site.url}/${language.toLowerCase()}`),
        `${where}: canonical ${canonical}`,
      );
      const alternates = [...html.matchAll(/<link[^>]*hreflang="([^"]+)"/g)].map((match) => match[1]).sort();
      assert.deepEqual(alternates, ['en', 'x-default', 'zh-CN', 'zh-TW'], where);
    }
  }
});

test('a note is opened and left without loading the page anew', async () => {
  const page = await visit(browser, site, { locale: 'zh-CN' });
  await open(page, '/');
  let documents = 0;
  page.on('request', (request) => (documents += request.isNavigationRequest() ? 1 : 0));
  // A card without a picture has its link over it, and nothing in it.
  await page
    .locator('article:has(a[data-note])')
    .first()
    .click({ position: { x: 40, y: 40 } });
  await page.locator('article.note').waitFor();
  await page.goBack();
  await page.locator('a[data-note]').nth(2).waitFor();
  await page.locator('a[data-note]').nth(1).press('Enter');
  await page.locator('article.note').waitFor();
  await alive(page);
  assert.equal(documents, 0);
  await page.context().close();
});

test('on a wide screen the words of a note scroll, and nothing around them does', async () => {
  const page = await visit(browser, site, { size: DESKTOP });
  await open(page, '/');
  await page.locator(`#n${note}`).click();
  const over = page.locator('dialog.note-layer');
  await over.locator('.words').hover();
  await page.mouse.wheel(0, 50);
  await over.locator('[id^=c-]').first().waitFor();
  const around = (layer: HTMLElement) => layer.scrollHeight - layer.clientHeight;
  assert.equal(await over.evaluate(around), 0);
  await page.setViewportSize({ ...DESKTOP, height: 500 });
  assert.equal(await over.evaluate(around), 0);
  await page.context().close();
});

test('an address that this browser does not let us copy is shown, to be copied by hand', async () => {
  for (const [path, open_, choose] of [
    [`/notes/${note}`, 'Share', null],
    ['/people/ann', /^More about/, 'Copy link'],
  ] as const) {
    const page = await visit(browser, site, { size: DESKTOP });
    await page.addInitScript(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('Refused', 'NotAllowedError'));
    });
    await open(page, path);
    await page.locator('main').getByRole('button', { name: open_ }).first().click();
    if (choose) await page.getByRole('menuitem', { name: choose }).click();
    const shown = page.getByRole('dialog').getByLabel('Link');
    assert.equal(await shown.inputValue(), `${site.url}${path}`);
    await page.context().close();
  }
});

test('on a phone a hint that is cut says so, a topic’s button stands beside its name, and a list of nobody leads on', async () => {
  const page = await visit(browser, site, { as: ann });
  await open(page, '/search');
  const hint = page.getByRole('searchbox');
  assert.equal(await hint.evaluate((box) => getComputedStyle(box).textOverflow), 'ellipsis');
  await open(page, '/topics/soup');
  const [name, write] = await Promise.all(
    [page.locator('h1'), page.getByRole('link', { name: 'Write about it' })].map((one) => one.boundingBox()),
  );
  assert.ok(write!.y < name!.y + name!.height, `${name!.y} ${write!.y}`);
  await open(page, '/people/ann/following');
  await page.locator('main').getByRole('link', { name: 'Go to Explore' }).click();
  await page.waitForURL(site.url + '/');
  await page.context().close();
});

test('how to use the API can be read on a phone, light and dark, and nothing of it is out of reach', async () => {
  for (const one of [
    { dark: false, locale: 'zh-CN' },
    { dark: true, locale: 'en' },
  ] as const) {
    const page = await visit(browser, site, one);
    await page.goto('/api/docs');
    await accessible(page, `the API in ${one.locale}`);
    assert.equal(await overflow(page), 0);
    const paper = one.dark ? 'rgb(21, 17, 16)' : 'rgb(251, 248, 243)';
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), paper);
    await look(page, `docs-${one.locale}`);
    await page.context().close();
  }
});
