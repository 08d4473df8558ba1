import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { feedKnows, startSite, type Site } from './server.ts';
import { DESKTOP, open, PHONE, visit } from './visits.ts';

// Whether somebody new feels the feed follow them: they pick two interests, read for a moment, and the page changes.

const CHANNELS = ['food', 'pets', 'travel', 'home', 'study', 'streets'];
const WRITERS = 24;

let site: Site;
let browser: Browser;
before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  for (let index = 0; index < WRITERS; index += 1) {
    const writer = await site.world.person(`writer_${index}`);
    for (const channel of [...CHANNELS, ...CHANNELS]) {
      const title = `${channel} day ${index}`;
      await writer.call('POST /notes', {
        body: { title, body: `#${channel}notes`, language: 'en', channel, card: { background: 'paper' } },
      });
      await site.world.base.pool.query('delete from buckets');
    }
  }
  await site.world.settle({ but: ['notes.render-card'] });
  await feedKnows(site, WRITERS * CHANNELS.length * 2);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const cards = 'article[id^=n]:not(dialog *)';
const titles = (page: Page) =>
  page.locator(`${cards} a[data-note]`).evaluateAll((links) => links.map((link) => link.textContent ?? ''));
const share = (all: readonly string[], channels: readonly string[]) =>
  all.filter((title) => channels.some((channel) => title.includes(`${channel} day`))).length / all.length;

async function pickInterests(page: Page, channels: readonly string[]): Promise<void> {
  await open(page, '/welcome?step=interests');
  for (const channel of channels) await page.locator(`label:has(input[value="${channel}"])`).click();
  await page.locator('main form button[type=submit]:not([name])').first().click();
  await page.waitForURL((url) => !url.search.includes('interests'));
}

for (const size of [PHONE, DESKTOP]) {
  test(`a newcomer picks food and pets, reads about pets, and what comes next follows, at ${size.width}`, async () => {
    const reader = await site.world.person(`newcomer_${size.width}`, { reads: ['en'] });
    const page = await visit(browser, site, { size, as: reader });
    await open(page, '/');
    const before = share((await titles(page)).slice(0, 20), ['food', 'pets']);
    await pickInterests(page, ['food', 'pets']);
    await open(page, '/');
    const picked = (await titles(page)).slice(0, 20);
    assert.ok(share(picked, ['food', 'pets']) >= 0.6, `${before} → ${picked}`);
    const first = (await titles(page)).length;
    for (let read = 0; read < 4; read += 1) {
      await page
        .locator(cards, { hasText: 'pets day' })
        .nth(read)
        .click({ position: { x: 60, y: 60 } });
      const layer = page.locator('dialog.note-layer');
      await layer.locator('button[value^="like:"]').click();
      await layer.locator('button[value^="unlike:"]').waitFor();
      await layer.locator('.note-leave').click();
      await layer.waitFor({ state: 'detached' });
    }
    while ((await titles(page)).length < first + 20) await page.mouse.wheel(0, 600);
    const next = (await titles(page)).slice(first, first + 20);
    assert.ok(share(next, ['pets']) >= 0.4, `${next}`);
    await page.context().close();
  });
}
