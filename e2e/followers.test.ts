import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { accessible, look, open, visit } from './visits.ts';

let site: Site;
let browser: Browser;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

test('whom one meets in a list of followers is followed from there, also before any script', async () => {
  const star = await site.world.person('star', { name: '北岛' });
  const reader = await site.world.person('reader', { name: 'Reader' });
  const fans = [];
  for (let index = 0; index < 32; index += 1) fans.push(await site.world.person(`fan_${index}`));
  for (const fan of [...fans, reader])
    await fan.call('PUT /people/:person/follow', { params: { person: star.id } });
  await site.world.settle();
  const follows = async (handle: string) =>
    (await reader.call('GET /people/:person', { params: { person: handle } })).relation.following;
  const page = await visit(browser, site, { as: reader });
  await open(page, '/en/people/star');
  await page.getByRole('link', { name: '33 followers' }).click();
  await page.getByRole('button', { name: 'Follow fan_31' }).waitFor();
  assert.equal(await page.getByRole('button', { name: /Reader/ }).count(), 0);
  await accessible(page, 'followers');
  await look(page, 'followers');
  await page.getByRole('button', { name: 'Follow fan_31' }).click();
  await page.getByRole('button', { name: 'Following fan_31' }).waitFor();
  await until('it is done', () => follows('fan_31'));
  await page.getByRole('link', { name: 'Load more' }).click();
  await page.getByRole('button', { name: 'Follow fan_0', exact: true }).waitFor();
  await page.context().close();
  const bare = await visit(browser, site, { as: reader, script: false, locale: 'zh-CN' });
  await bare.goto('/zh-cn/people/star/followers');
  await bare.getByRole('button', { name: '关注 fan_30' }).click();
  await bare.waitForURL(/people\/star\/followers$/);
  assert.ok(await follows('fan_30'));
  await bare.context().close();
});
