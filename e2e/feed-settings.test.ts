import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { accessible, DESKTOP, open, PHONE, visit, type Visit } from './visits.ts';

// Everything one asks of one's feed, on its page of the settings.

let site: Site;
let browser: Browser;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  const ann = await site.world.person('ann');
  await ann.call('POST /notes', { body: { title: 'A pot for two', body: '#hotpot' } });
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const member = (as: Somebody, more: Visit = {}) => visit(browser, site, { as, size: DESKTOP, ...more });

test('everything asked of the feed stands on one page of the settings, takes effect at once and can be taken back', async () => {
  const reader = await site.world.person('settler');
  await reader.call('PUT /feed/wishes', { body: { kind: 'topic', key: 'hotpot', say: 'less' } });
  const page = await member(reader);
  await open(page, '/settings/feed');
  const now = () => reader.call('GET /feed/settings');
  await page.getByRole('switch', { name: 'In the order of time' }).check();
  await until('it is in the order of time', async () => (await now()).off);
  await page.getByRole('button', { name: 'Deep' }).click();
  await until('the preset is taken', async () => (await now()).preset === 'deep');
  const variety = page.getByRole('slider', { name: 'Variety' });
  await variety.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await until('both steps are kept', async () => (await now()).sliders.variety === 1);
  await page.getByText('My own').waitFor();
  await page.getByRole('slider', { name: 'Other languages' }).fill('70');
  await until('the dial is kept', async () => (await now()).dial === 70);
  await page.getByRole('button', { name: /^As this place has it/ }).click();
  await until('the dial is the house’s', async () => (await now()).dial === null);
  await page.getByRole('textbox', { name: 'A word or a few' }).fill('剧透');
  await page.getByRole('button', { name: 'Keep away' }).click();
  await page.getByRole('button', { name: 'Let “剧透” come again' }).waitFor();
  assert.deepEqual((await now()).words, ['剧透']);
  await page.getByRole('textbox', { name: 'A word or a few' }).fill('!!!');
  await page.getByRole('button', { name: 'Keep away' }).click();
  await page.getByText('A word to keep away needs a letter or a digit.').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'A word or a few' }).inputValue(), '!!!');
  await page.getByRole('button', { name: 'Let “剧透” come again' }).click();
  await until('the word comes again', async () => (await now()).words.length === 0);
  await page.getByRole('button', { name: 'Forget hotpot' }).click();
  await until('the wish is forgotten', async () => (await now()).wishes.length === 0);
  const settings = await now();
  assert.deepEqual([settings.off, settings.sliders.quality, settings.sliders.variety], [true, 1, 1]);
  await page.context().close();
});

test('what was learnt is forgotten once one said that one is sure', async () => {
  const reader = await site.world.person('resetter');
  const page = await member(reader);
  await open(page, '/settings/feed');
  await page.getByRole('button', { name: 'Forget it' }).click();
  await page.getByText('Tick the box first.').waitFor();
  await page.getByRole('checkbox', { name: 'Yes, forget what was learnt' }).check();
  await page.getByRole('button', { name: 'Forget it' }).click();
  await page.getByText('Your feed gets to know you anew.').waitFor();
  const { rows } = await site.world.base.pool.query(
    'select reset_at from feed_settings where person_id = $1',
    [reader.id],
  );
  assert.ok(rows[0].reset_at);
  await accessible(page, 'what was forgotten can be brought back');
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await page.getByText('the feed knows again what it had learnt').waitFor();
  const after = await site.world.base.pool.query('select reset_at from feed_settings where person_id = $1', [
    reader.id,
  ]);
  assert.equal(after.rows[0].reset_at, null);
  assert.equal(await page.getByRole('button', { name: 'Bring it back' }).count(), 0);
  await page.context().close();
});

test('an algorithm is given away as a file and taken by somebody else; another file is not', async () => {
  const giver = await site.world.person('giver');
  const taker = await site.world.person('taker');
  await giver.call('PATCH /feed/settings', {
    body: { sliders: { freshness: 1, quality: 2, interests: 0, exploring: -1, following: 0, variety: 2 } },
  });
  const page = await member(giver);
  await open(page, '/settings/feed');
  await page.getByRole('textbox', { name: 'Its name' }).fill('慢慢看');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  // A machine without a language keeps files under Latin names alone: what it is called is said in the header.
  assert.match(file.suggestedFilename(), /^(慢慢看\.json|download)$/);
  const named = (await page.request.get(file.url())).headers()['content-disposition']!;
  assert.ok(named.endsWith(`UTF-8''${encodeURIComponent('慢慢看')}.json`));
  const text = await readFile(await file.path(), 'utf8');
  assert.deepEqual(Object.keys(JSON.parse(text)), ['name', 'sliders']);
  await page.context().close();

  const other = await member(taker, { size: PHONE });
  await open(other, '/settings/feed');
  const use = async (name: string, body: string) => {
    await other
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(body) });
    await other.getByRole('button', { name: 'Use it' }).click();
    // One at a time is sent.
    await other.locator('button[aria-busy]').waitFor({ state: 'detached' });
  };
  await use('other.json', '{"name":"x"}');
  await other.getByText('This file isn’t an algorithm for a feed.').waitFor();
  await use('other.json', 'not even that');
  await other.getByText('This file isn’t an algorithm for a feed.').waitFor();
  await use('given.json', text);
  await other.getByText('You’re now using “慢慢看”.').waitFor();
  const { name, sliders } = await taker.call('GET /feed/settings');
  assert.deepEqual([name, sliders.quality, sliders.exploring], ['慢慢看', 2, -1]);
  await other.context().close();
});

test('before any script the settings are forms', async () => {
  const reader = await site.world.person('scriptless');
  const page = await member(reader, { script: false });
  await page.goto('/settings/feed');
  const now = () => reader.call('GET /feed/settings');
  const form = (action: string) => page.locator(`form[action="?/${action}"]`);
  await form('order').getByRole('switch').check();
  await form('order').getByRole('button', { name: 'Save' }).click();
  assert.equal((await now()).off, true);
  await form('dial').getByRole('slider').fill('55');
  await form('dial').getByRole('button', { name: 'Save' }).click();
  assert.equal((await now()).dial, 55);
  await form('dial')
    .getByRole('button', { name: /^As this place/ })
    .click();
  assert.equal((await now()).dial, null);
  await form('sliders').getByRole('slider', { name: 'Variety' }).fill('-2');
  await form('sliders').getByRole('button', { name: 'Save' }).click();
  assert.equal((await now()).sliders.variety, -2);
  await form('sliders').getByRole('button', { name: 'Wide' }).click();
  assert.equal((await now()).preset, 'wide');
  await form('word').getByRole('textbox').fill('spoiler');
  await form('word').getByRole('button').click();
  assert.deepEqual((await now()).words, ['spoiler']);
  await form('unword').getByRole('button').click();
  assert.deepEqual((await now()).words, []);
  await page.context().close();
});
