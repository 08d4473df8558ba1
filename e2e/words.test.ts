import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, PHONE, visit } from './visits.ts';

let site: Site;
let browser: Browser;
let mei: Somebody;
let tom: Somebody;
let keeper: Somebody;
let admin: Somebody;
/** A note in Chinese with two words and two amounts. */
let id: string;
const WORDS = '这家店又把我种草了，yyds，打工人周末必去。\n买了5斤羊肉，花了99元，大家记得 @tom 一起来。';

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans'] });
  tom = await site.world.person('tom', { name: 'Tom', reads: ['en'] });
  keeper = await site.world.person('keeper', { name: 'Keeper', reads: ['en'], role: 'moderator' });
  admin = await site.world.person('admin', { name: 'Admin', reads: ['en'], role: 'administrator' });
  const note = await mei.call('POST /notes', {
    body: { title: '周末火锅', body: WORDS, language: 'zh-Hans', channel: 'food' },
  });
  id = note.id;
  await mei.call('POST /notes/:id/comments', { params: { id }, body: { body: '绝绝子，求链接' } });
  await tom.call('POST /notes/:id/comments', {
    params: { id },
    body: { body: 'Paying the cat tax, no cap. It is 20 lb.' },
  });
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const word = (page: Page, term: string) => page.locator('a[data-word]').filter({ hasText: term });
const explained = (page: Page) => page.locator('[data-word-popover]');

test('by keyboard: a word says that it is explained, Enter opens it, Esc closes it and the focus is back', async () => {
  const page = await visit(browser, site, { as: tom, size: DESKTOP });
  await open(page, `/notes/${id}`);
  const slang = word(page, 'yyds');
  assert.equal(await slang.getAttribute('aria-description'), 'explained here: open its meaning');
  await slang.focus();
  await page.keyboard.press('Enter');
  const sheet = explained(page);
  await sheet.getByText('common use').or(sheet.getByText('Source:')).first().waitFor();
  assert.equal(await sheet.evaluate((one) => one === document.activeElement), true);
  await accessible(page, 'a word explained on a wide screen');
  await look(page, 'word-desktop-en');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').textContent(), 'All about this word');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  assert.equal(await slang.evaluate((one) => one === document.activeElement), true);
  assert.equal(new URL(page.url()).pathname, `/notes/${id}`);
  await page.context().close();
});

test('a mouse that stays on a word has it explained, and one that leaves takes it away', async () => {
  const page = await visit(browser, site, { as: tom, size: DESKTOP });
  await open(page, `/notes/${id}`);
  await word(page, '打工人').hover();
  await explained(page)
    .getByText(/Source/)
    .waitFor();
  await page.mouse.move(5, 5);
  await explained(page).waitFor({ state: 'detached' });
  await page.context().close();
});

test('by touch: a sheet from below, also on a note over the feed, closed by a tap beside it', async () => {
  const page = await visit(browser, site, { as: tom, size: PHONE });
  await open(page, '/');
  await page.locator(`#n${id}`).tap();
  const over = page.locator('dialog.note-layer');
  await over.locator('a[data-word]').filter({ hasText: '种草' }).tap();
  const sheet = explained(page);
  await sheet.getByText(/plant grass/).waitFor();
  const box = (await sheet.boundingBox())!;
  assert.ok(
    Math.abs(box.y + box.height - PHONE.height) < 2 && box.width >= PHONE.width - 20,
    JSON.stringify(box),
  );
  const term = (await over.locator('a[data-word]').filter({ hasText: '种草' }).boundingBox())!;
  assert.ok(term.y > 0 && term.y + term.height < box.y, 'the word can be seen above its explanation');
  await look(page, 'word-phone-en');
  await page.touchscreen.tap(200, 40);
  await sheet.waitFor({ state: 'detached' });
  assert.equal(await over.isVisible(), true);
  await page.context().close();
});

test('before any script a word leads to its page, and the page back to all of them', async () => {
  const page = await visit(browser, site, { script: false });
  await page.goto(`/notes/${id}`);
  await word(page, '种草').click();
  await page.waitForURL(/\/words\//);
  assert.match((await page.locator('h1').textContent()) ?? '', /种草/);
  assert.equal(await page.locator('h1').getAttribute('lang'), 'zh-Hans');
  await page.goto('/words?language=en&q=tax');
  await page.getByRole('link', { name: /cat tax/ }).waitFor();
  await page.context().close();
});

test('amounts stand behind the author’s, small, and are not copied with the words', async () => {
  const page = await visit(browser, site, { as: tom, size: DESKTOP });
  await open(page, `/notes/${id}`);
  const body = page.locator('main p').filter({ hasText: '羊肉' }).first();
  const shown = (await body.innerText()).replaceAll('\u00a0', ' ');
  assert.match(shown, /5斤 \(≈ 2\.5 kg \/ 5\.5 lb\)/);
  assert.match(shown, /99元 \(≈ (US)?\$1\d, rate of Sep 29, 2026\)/);
  const copied = await body.evaluate((element) => {
    getSelection()!.selectAllChildren(element);
    return getSelection()!.toString();
  });
  assert.equal(copied.trim(), WORDS.replace('@tom', '@Tom'));
  await page.context().close();
});

test('who reads Chinese has the English explained; switched off, nothing is marked, for visitors too', async () => {
  const page = await visit(browser, site, { locale: 'zh-CN', size: PHONE });
  await open(page, `/notes/${id}`);
  await word(page, 'cat tax').tap();
  await explained(page).getByText('来源').waitFor();
  await look(page, 'word-phone-zh');
  await open(page, '/words');
  await look(page, 'words-phone-zh');
  await accessible(page, 'the word book');
  await page.getByLabel('解释生词').selectOption('off');
  await page.locator('#aids').getByRole('button', { name: '保存' }).click();
  await page.waitForURL(/\/words$/);
  await open(page, `/notes/${id}`);
  await page.getByText('Paying the').waitFor();
  assert.equal(await page.locator('a[data-word]').count(), 0);
  await page.context().close();
});

test('somebody proposes better words, a keeper takes them, and the history shows what changed and undoes it', async () => {
  const page = await visit(browser, site, { as: tom, size: PHONE });
  await open(page, `/words/${encodeURIComponent('zh:内卷')}`);
  await page.getByRole('link', { name: 'Edit' }).click();
  const meaning = page.getByLabel('Meaning, for readers of the other language');
  await meaning.fill('');
  await page.getByRole('button', { name: 'Propose' }).click();
  await page
    .getByRole('alert')
    .getByText(/all needed/)
    .waitFor();
  await look(page, 'word-form-refused');
  await meaning.fill('Everybody racing everybody, and nobody better off');
  await accessible(page, 'the form of a word');
  await page.getByRole('button', { name: 'Propose' }).click();
  await page.getByText('Tom changed 内卷').waitFor();
  await page.context().close();

  const office = await visit(browser, site, { as: keeper, size: DESKTOP, dark: true });
  await open(office, '/words/waiting');
  await accessible(office, 'proposals');
  await look(office, 'waiting-desktop-dark');
  await office.getByRole('button', { name: 'Accept' }).click();
  await office.getByText('Nothing is waiting').waitFor();
  await open(office, `/words/${encodeURIComponent('zh:内卷')}`);
  await office
    .locator('p')
    .filter({ hasText: /^Everybody racing/ })
    .waitFor();
  await accessible(office, 'a word with a history');
  await look(office, 'word-page-desktop-dark');
  await office.getByRole('button', { name: 'Undo this change' }).click();
  await office.getByText('Keeper undid a change of 内卷').waitFor();
  await office.context().close();
});

test('in Taiwan’s Chinese, on a wide screen and in the settings, it looks as it should', async () => {
  const page = await visit(browser, site, { locale: 'zh-TW', size: DESKTOP });
  await open(page, '/words?q=tax');
  await page.getByRole('link', { name: /cat tax/ }).click();
  await page.getByText('來源').waitFor();
  assert.equal(await page.locator('#word').getAttribute('lang'), 'en');
  await accessible(page, 'a word');
  await look(page, 'word-page-zh-tw');
  await page.context().close();
  const settings = await visit(browser, site, { as: tom, size: PHONE, dark: true });
  await open(settings, '/settings/reading');
  await settings.getByLabel('Prices in').scrollIntoViewIfNeeded();
  await accessible(settings, 'the settings of reading');
  await look(settings, 'settings-dark');
  await settings.context().close();
});

test('an administrator puts rates in force and is told what cannot be read', async () => {
  const page = await visit(browser, site, { as: admin, size: DESKTOP });
  await open(page, '/admin/rates');
  await accessible(page, 'rates');
  await look(page, 'rates-desktop');
  await page.getByLabel(/^Rates, one/).fill('nothing');
  await page.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText(/These are no rates/).waitFor();
  await page.getByLabel(/^Rates, one/).fill('CNY,7\nEUR,0.9');
  await page.getByLabel('Day').fill('2026-11-20');
  await page.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText(/Nov 20, 2026/).waitFor();
  await page.context().close();
});
