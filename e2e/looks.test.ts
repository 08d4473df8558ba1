import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { DESKTOP, look, open, visit } from './visits.ts';

// What only eyes would notice.

let site: Site;
let browser: Browser;
let mei: Somebody;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '梅' });
});

after(async () => {
  await browser?.close();
  await site?.close();
});

test('a text card whose picture is not drawn yet has the colour of its paper, also in the dark', async () => {
  const card = { media: [], card: { background: 'paper' as const } };
  const { id } = await mei.call('POST /notes', { body: { title: 'Ink on paper', body: '', ...card } });
  for (const [path, frame] of [
    ['/people/mei', `#n${id} .face`],
    [`/notes/${id}`, '.pictures .face'],
  ] as const) {
    const page = await visit(browser, site, { as: mei, size: DESKTOP, dark: true });
    await open(page, path);
    const face = page.locator(frame);
    await face.waitFor();
    const [paper, ink] = await face.evaluate((one) => {
      const { backgroundColor, color } = getComputedStyle(one);
      return [backgroundColor, color];
    });
    assert.deepEqual([paper, ink], ['rgb(251, 248, 243)', 'rgb(33, 26, 23)'], path);
    await look(page, 'paper-in-the-dark');
    await page.context().close();
  }
});
