import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { alive, DESKTOP, look, open, visit } from './visits.ts';

// What the web promises beside its pages: all of it by keyboard, an honest page without a network, tabs that outlive a
// deploy.

let site: Site;
let browser: Browser;
let mei: Somebody;
let id: string;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans', 'en'] });
  const media = [await upload(mei, PHOTOS[0])];
  const body = { title: 'A chair at the curb', body: 'Anyone may sit.', language: 'en', media };
  id = (await mei.call('POST /notes', { body })).id;
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const focused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Whether the focus on it can be seen; null where it has none. */
function outlineOf(element: Element): boolean | null {
  if (element !== document.activeElement) return null;
  // What a control is drawn by stands beside or around it; nothing has an outline but for its focus.
  return [element, element.nextElementSibling, element.parentElement, element.closest('label, article')].some(
    (one) =>
      [undefined, '::after'].some((part) => one && getComputedStyle(one, part).outlineStyle !== 'none'),
  );
}

/** Goes there by Tab alone, from wherever the focus is; what has the focus can be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 90; presses += 1) {
    // At one moment: what comes late may be drawn anew, and the focus with it.
    const outlined = (await target.count()) === 1 ? await target.evaluate(outlineOf) : null;
    if (outlined !== null) return assert.ok(outlined, `the focus on ${String(target)} cannot be seen`);
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not come to ${String(target)}`);
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await target.waitFor();
  await tabTo(page, target);
  await page.keyboard.press(key);
}

async function type(page: Page, target: Locator, words: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(words);
}

test('somebody who has only a keyboard comes in, signs up, writes, reads, answers, keeps and follows', async () => {
  const page = await visit(browser, site, { size: DESKTOP });
  await open(page, '/');
  await press(page, page.locator(`button[value="like:${id}"]`));
  await page.waitForURL(/\/sign-up\?/);
  await alive(page);
  await type(page, page.locator('input[name=name]'), 'Keys Only');
  await type(page, page.locator('input[name=password]'), 'four unrelated keyboard words');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/welcome/);
  await press(page, page.getByRole('button', { name: 'Show my recovery codes' }));
  await press(page, page.getByLabel('I have kept these codes'), 'Space');
  await press(page, page.getByRole('button', { name: 'Continue' }));
  await page.getByText('Hello, Keys Only.').waitFor();
  await press(page, page.getByRole('button', { name: 'Continue' }).last());
  await press(page, page.getByLabel('Food', { exact: true }), 'Space');
  await press(page, page.getByRole('button', { name: 'Start exploring' }));
  await page.waitForURL((url) => !url.pathname.includes('welcome'));
  await site.world.settle();
  assert.equal((await mei.call('GET /notes/:id', { params: { id } })).likes, 1, 'the first like is done');

  await open(page, '/');
  await press(page, page.locator('a[href$="/compose"]:visible').first());
  await page.waitForURL(/\/compose/);
  await press(page, page.getByLabel('Photos', { exact: true }), 'ArrowRight');
  await type(page, page.locator('textarea[name=title]'), 'Written without a mouse');
  await type(page, page.locator('textarea[name=body]'), 'Every word of it.');
  await press(page, page.getByRole('button', { name: 'Post', exact: true }));
  await page.waitForURL(/\/notes\/\d+$/);

  await open(page, '/search');
  await type(page, page.getByRole('searchbox'), 'chair');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=/);
  await press(page, page.locator(`#n${id} a[data-note]`));
  await page.locator('dialog.note-layer').waitFor();
  const over = page.locator('dialog.note-layer');
  await press(page, over.locator(`button[value="save:${id}"]`));
  await over.locator(`button[value="unsave:${id}"]`).waitFor();
  await press(page, over.getByRole('button', { name: /^Follow/ }).first());
  await type(page, over.locator('#say textarea'), 'May I sit too?');
  await press(page, over.getByRole('button', { name: 'Send', exact: true }));
  await over.locator('[id^=c-]').filter({ hasText: 'May I sit too?' }).waitFor();
  await page.keyboard.press('Escape');
  await over.waitFor({ state: 'detached' });
  assert.ok(await focused(page.locator(`#n${id} a[data-note]`)), 'the focus is back on the card');
  await until('all of it is done', async () => {
    await site.world.settle();
    const { saves, comments } = await mei.call('GET /notes/:id', { params: { id } });
    const { counts } = await mei.call('GET /people/:person', { params: { person: 'mei' } });
    return saves === 1 && comments === 1 && counts.followers === 1;
  });
  await page.context().close();
});

test('without a network a page says so in the reader’s language, and goes on when it is back', async () => {
  const page = await visit(browser, site, { locale: 'zh-CN' });
  await open(page, '/');
  const manifest = await page.locator('link[rel=manifest]').getAttribute('href');
  const { icons, display } = (await (await page.request.get(manifest!)).json()) as {
    icons: { src: string; sizes: string }[];
    display: string;
  };
  assert.equal(display, 'standalone');
  assert.ok(icons.some(({ sizes }) => sizes === '512x512') && icons.some(({ sizes }) => sizes === '192x192'));
  for (const { src } of icons) assert.equal((await page.request.get(src)).status(), 200, src);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await until('it answers for pages', () => page.evaluate(() => navigator.serviceWorker.controller !== null));
  await page.reload();
  await page.context().setOffline(true);
  await page.goto(`/notes/${id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  assert.match(await page.locator('main').innerText(), /网络|离线|没网/);
  await page.context().setOffline(false);
  await page.reload();
  await page.getByText('A chair at the curb').first().waitFor();
  await page.context().close();
});

test('a tab from before a deploy goes on: what is fetched late comes with the page loaded anew, and words are kept', async () => {
  const page = await visit(browser, site, { as: mei, worker: false });
  // The browser reports what could not be fetched.
  page.removeAllListeners('pageerror');
  await open(page, `/notes/${id}`);
  await page.locator('#say textarea').fill('Half of a thought');
  const stale = (url: URL) => url.pathname.startsWith('/_app/immutable/');
  const deploy = async () => {
    await page.route('**/_app/version.json', (route) => route.fulfill({ json: { version: 'the next one' } }));
    await page.route(stale, (route) =>
      route.fulfill({ status: 404, contentType: 'text/plain', body: 'Not found' }),
    );
  };
  // The new build is there for whoever loads a document.
  page.on('request', (request) => {
    if (request.isNavigationRequest()) void page.unroute(stale);
  });
  for (const late of ['.gallery a', 'a[rel=author]']) {
    await settledIn(page);
    await deploy();
    const loaded = page.waitForEvent('load');
    await page.locator(late).first().click();
    await loaded;
    await alive(page);
  }
  assert.match(page.url(), /\/people\/mei$/);
  await page.goBack();
  await alive(page);
  await until(
    'the words are there',
    async () => (await page.locator('#say textarea').inputValue()) === 'Half of a thought',
  );
  await page.locator('.gallery a').first().click();
  await page.locator('dialog[open]').waitFor();
  await page.context().close();
});

/** Waits for all that a page fetches once its reader has everything. */
async function settledIn(page: Page): Promise<void> {
  const later = ['src/lib/shell/later.ts', 'src/lib/ui/ToastList.svelte'].flatMap((part) => scriptsOf(part));
  await until('what comes later is there', () =>
    page.evaluate((files) => {
      const resources = performance.getEntriesByType('resource');
      const here = new Set(resources.map(({ name }) => new URL(name).pathname.slice(1)));
      return files.every((file) => here.has(file));
    }, later),
  );
}

/** The scripts that a part and what it stands on were built to. */
function scriptsOf(part: string, found = new Set<string>()): string[] {
  const { file, imports } = BUILT[part] ?? assert.fail(`${part} is no script of its own`);
  if (found.has(file)) return [];
  found.add(file);
  for (const one of imports ?? []) scriptsOf(one, found);
  return [...found];
}

const BUILT = JSON.parse(
  readFileSync(join(import.meta.dirname, '../web/.svelte-kit/output/client/.vite/manifest.json'), 'utf8'),
) as Record<string, { file: string; imports?: string[] }>;

test('a network that goes away takes no page with it: what is fetched late says so, and comes when it is back', async () => {
  const page = await visit(browser, site, { as: mei, locale: 'zh-CN' });
  // The browser reports what could not be fetched.
  page.removeAllListeners('pageerror');
  await open(page, `/notes/${id}`);
  await page.locator('#say textarea').fill('Half of a thought');
  await settledIn(page);
  await page.context().setOffline(true);
  await page.locator('.gallery a').first().click();
  await page.getByText('没有连上网络').waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.locator('#say textarea').inputValue(), 'Half of a thought');
  await look(page, 'network-away');
  await page.context().setOffline(false);
  // The browser does not ask again for what it once missed: the page comes anew, with the words.
  const loaded = page.waitForEvent('load');
  await page.locator('.gallery a').first().click();
  await loaded;
  await alive(page);
  await until(
    'the words are there',
    async () => (await page.locator('#say textarea').inputValue()) === 'Half of a thought',
  );
  await page.locator('.gallery a').first().click();
  await page.locator('dialog[open]').waitFor();
  await page.context().close();
});
