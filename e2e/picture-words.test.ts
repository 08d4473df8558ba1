import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import type { Browser } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { uploadSign } from './sign.ts';
import { accessible, DESKTOP, look, open, PHONE, visit } from './visits.ts';

// A sign in a picture is read in one's own language.

const LINES = ['营业时间 10:00-22:00', '今日特价 牛肉面', '请勿拍照 谢谢大家'];

let browser: Browser;
let server: TestServer;
let site: Site;
let mei: Somebody;
let tom: Somebody;
let note: string;

before(async () => {
  ensureDictionary();
  server = await engineServer(
    'libretranslate',
    (text, to) => gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text,
  );
  browser = await launchBrowser();
  site = await startSite({
    settings: {
      ...{ TRANSLATION: '1', PICTURE_WORDS: '1', TRANSLATION_ENGINES: 'libretranslate' },
      ...{ LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY },
    },
  });
  mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans'] });
  tom = await site.world.person('tom', { name: 'Tom', reads: ['en'] });
  const media = [await uploadSign(mei, LINES)];
  ({ id: note } = await mei.call('POST /notes', {
    body: { title: '楼下的面馆', body: '门口贴了这个。', language: 'zh-Hans', media },
  }));
  await site.world.settle();
});
after(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
});

for (const [name, size, dark] of [
  ['phone', PHONE, false],
  ['desk', DESKTOP, true],
] as const) {
  test(`what a picture says stands below the words, line by line in both languages: ${name}`, async () => {
    const page = await visit(browser, site, { as: tom, locale: 'en', size, dark });
    await open(page, `/notes/${note}`);
    const words = page.locator('details', { hasText: 'Words in the picture' });
    await words.locator('summary').focus();
    await page.keyboard.press('Enter');
    await words.getByText('牛肉面').waitFor();
    await words.getByText(/beef noodle|noodles/i).waitFor();
    assert.equal(await words.locator('p[lang="zh-Hans"]').count(), LINES.length);
    assert.ok((await words.locator('p[lang="en"]').count()) > 0);
    await words.getByText('translated by LibreTranslate').waitFor();
    await words.scrollIntoViewIfNeeded();
    await look(page, `picture-words-${name}`);
    await accessible(page, name);
    await page.context().close();
  });
}

test('also before any script, and for who reads Chinese in their own words only', async () => {
  const plain = await visit(browser, site, { as: tom, locale: 'en', script: false });
  await plain.goto(`/notes/${note}`);
  await plain.locator('details summary', { hasText: 'Words in the picture' }).click();
  await plain
    .locator('details')
    .getByText(/noodle/i)
    .waitFor();
  await plain.context().close();
  const own = await visit(browser, site, { as: mei, locale: 'zh-CN' });
  await open(own, `/notes/${note}`);
  await own.locator('details summary', { hasText: '图里的字' }).click();
  await own.locator('details').getByText('牛肉面').waitFor();
  assert.equal(await own.locator('details p[lang="en"]').count(), 0);
  await look(own, 'picture-words-zh');
  await own.context().close();
});

test('over a list it is brought when it is opened', async () => {
  const page = await visit(browser, site, { as: tom, locale: 'en', size: DESKTOP });
  await open(page, `/people/${mei.handle}`);
  await page.locator(`a[href*="/notes/${note}"]`).first().click();
  const words = page.locator('details', { hasText: 'Words in the picture' });
  await words.locator('summary').click();
  await words.getByText(/noodle/i).waitFor();
  await page.context().close();
});
