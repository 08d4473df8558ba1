import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { modelServer, type ModelServer } from '@jujube/lingua/testing/models';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, PHONE, visit } from './visits.ts';

let browser: Browser;
let models: ModelServer;
let engine: TestServer;
/** Without an engine. */
let plain: Site;
let chen: Somebody;

before(async () => {
  ensureDictionary();
  browser = await launchBrowser();
  models = await modelServer();
  engine = await engineServer(
    'libretranslate',
    (text, to) => gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text,
  );
  plain = await startSite({ settings: { TRANSLATION: '1', MODELS_INDEX: models.index } });
  chen = await plain.world.person('chen', { role: 'administrator' });
});

after(async () => {
  await browser?.close();
  await plain?.close();
  await models?.close();
  await engine?.close();
});

const settle = (site: Site) => site.world.settle({ but: ['notes.render-card'] });

/** Nothing sticks out, and who cannot see reads all of it. */
async function sound(page: Page, what: string): Promise<void> {
  await accessible(page, what);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(wider, 0, `${what} is wider than its window`);
  await look(page, what);
}

test('without an engine it is said plainly what is there and what would be better; a model is fetched with one click', async () => {
  const page = await visit(browser, plain, { as: chen });
  await open(page, '/admin/translation');
  await page.getByRole('heading', { name: 'No translation engine yet' }).waitFor();
  await page.getByText('Nobody has written anything yet.').waitFor();
  assert.equal(models.ranges.length, 0);
  await sound(page, 'console-no-engine');
  await page.getByRole('link', { name: 'See what can be fetched' }).click();
  await page.getByRole('button', { name: 'Fetch Chinese → English' }).click();
  await page.getByText('Chinese → English is being fetched.').waitFor();
  await page.getByText('Waits for its turn').waitFor();
  await sound(page, 'console-model-waits');
  await page.getByRole('button', { name: 'Stop fetching Chinese → English' }).click();
  await page.getByText('Stopped. What came is kept.').waitFor();
  await page.getByRole('button', { name: 'Go on fetching Chinese → English' }).click();
  await page.getByText('Waits for its turn').waitFor();
  models.lying = true;
  await settle(plain);
  await page.getByText('Broke off; goes on by itself in a moment').waitFor();
  models.lying = false;
  await plain.world.base.pool.query('update waiting_jobs set run_at = now()');
  await settle(plain);
  // It is not looked at again by hand.
  await page.getByText('Bergamot is not among the engines').waitFor();
  await sound(page, 'console-model-here');
  await page.context().close();
});

test('all of it works without script', async () => {
  const page = await visit(browser, plain, { as: chen, script: false, locale: 'zh-CN', size: DESKTOP });
  await page.goto('/admin/translation?offers');
  await page
    .getByText('移除 中文 → 英语')
    .or(page.locator('summary', { hasText: '移除' }))
    .first()
    .click();
  await page.getByRole('button', { name: '移除', exact: true }).click();
  await page.getByText('已移除 中文 → 英语。').waitFor();
  await page.goto('/admin/translation?offers');
  await page.getByRole('button', { name: '下载 中文 → 英语' }).click();
  await page.getByText('正在排队').waitFor();
  await page.context().close();
});

test('figures of a page that is looked at are of now', async () => {
  const page = await visit(browser, plain, { as: chen, size: DESKTOP });
  await open(page, '/admin/translation');
  await page.getByText('Nobody has written anything yet.').waitFor();
  await chen.call('POST /notes', {
    body: { title: '', body: 'A quiet street in the old city.', media: [] } as never,
  });
  await settle(plain);
  await page.getByRole('img', { name: /Simplified Chinese: Word by word only: 1/ }).waitFor();
  await page.context().close();
});

test('with an engine the page shows how much can be read, how soon, by what, and that its budget is used up', async () => {
  // Of two sites in one process the pages know the last.
  const able = await startSite({
    settings: {
      ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate' },
      ...{ LIBRETRANSLATE_URL: engine.url, LIBRETRANSLATE_KEY: TEST_KEY },
      ...{ LIBRETRANSLATE_CHARACTERS_PER_DAY: '150', LIBRETRANSLATE_CENTS_PER_MILLION: '2500' },
    },
  });
  after(() => able.close());
  const mei = await able.world.person('mei', { role: 'administrator' });
  const bodies = [
    'We walked along the river for two hours and saw a small boat.',
    '这座桥很老，但是很漂亮，我们昨天去看了。',
    'The noodles at the corner were cheap and warm this morning.',
    '今天的面包很新鲜，下午还有蛋糕。',
    'Nobody was in the park yesterday evening because of the cold wind.',
    '好可爱',
  ];
  for (const body of bodies) await mei.call('POST /notes', { body: { title: '', body, media: [] } as never });
  await settle(able);
  const page = await visit(browser, able, { as: mei });
  await open(page, '/admin/translation');
  await page.getByRole('heading', { name: 'What can be read' }).waitFor();
  await page.getByText('The day’s budget is used up.').waitFor();
  await page
    .getByText(/half within [\d.]+ sec/)
    .first()
    .waitFor();
  await page.getByText('LibreTranslate, by machine').waitFor();
  assert.equal(await page.getByText('No translation engine yet').count(), 0);
  await sound(page, 'console-engine-phone');
  await page.context().close();
  for (const [locale, dark, size] of [
    ['zh-CN', false, DESKTOP],
    ['zh-TW', false, PHONE],
    ['en', true, DESKTOP],
  ] as const) {
    const other = await visit(browser, able, { as: mei, locale, dark, size });
    await open(other, '/admin/translation');
    await sound(other, `console-engine-${locale}`);
    await other.context().close();
  }
});
