import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, visit } from './visits.ts';

let site: Site;
let browser: Browser;
let engine: TestServer;
/** Reads and writes Chinese only, English only, and both; and one who keeps the rules. */
let mei: Somebody;
let tom: Somebody;
let ann: Somebody;
let mod: Somebody;
let kay: Somebody;
let id: string;

const BODY = '昨天我在外婆家喝了红枣茶。她说冬天一定要喝热的。';

before(async () => {
  ensureDictionary();
  engine = await engineServer(
    'libretranslate',
    (text, to) => gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text,
  );
  const settings = {
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate' },
    ...{ LIBRETRANSLATE_URL: engine.url, LIBRETRANSLATE_KEY: TEST_KEY },
  };
  site = await startSite({ settings });
  browser = await launchBrowser();
  const { world } = site;
  mei = await world.person('mei', { name: '梅', reads: ['zh-Hans', 'en'] });
  tom = await world.person('tom', { name: 'Tom', reads: ['en'] });
  ann = await world.person('ann', { name: 'Ann', reads: ['en', 'zh-Hans'] });
  mod = await world.person('mod', { name: 'Mod', reads: ['zh-Hans', 'en'], role: 'moderator' });
  id = (await mei.call('POST /notes', { body: { title: '外婆的茶', body: BODY, language: 'zh-Hans' } })).id;
  await world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
  await engine?.close();
});

const sentence = (page: Page, words: string) => page.locator('li').filter({ hasText: words });

test('somebody who reads both improves a sentence over the note; its author accepts it; the reader sees who it was', async () => {
  const page = await visit(browser, site, { as: ann, size: DESKTOP });
  await open(page, `/notes/${id}`);
  await page.getByRole('link', { name: 'Improve this translation' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Translation' });
  const line = dialog.locator('li').filter({ hasText: '红枣茶' });
  await line.getByText('Improve this sentence').click();
  await line.getByLabel('A better translation').fill('Yesterday I drank jujube tea at my grandmother’s.');
  await look(page, 'desktop-dialog-en');
  await line.getByRole('button', { name: 'Suggest' }).click();
  await line.locator('ins').first().waitFor();
  await look(page, 'desktop-dialog-given-en');
  await accessible(page, 'the sheet over a note');
  await page.context().close();

  await site.world.settle();
  const author = await visit(browser, site, { as: mei, locale: 'zh-CN' });
  await open(author, '/inbox?kind=comments');
  await look(author, 'phone-inbox-zh');
  await author.getByRole('link', { name: /Ann/ }).first().click();
  await author.waitForURL(/\/translations\/note\//);
  await accessible(author, 'the author’s page');
  await author.getByRole('button', { name: '采纳', exact: true }).click();
  await author.getByText('译文由Ann改进').waitFor();
  await look(author, 'phone-accepted-zh');
  await author.context().close();

  const reader = await visit(browser, site, { as: tom });
  await open(reader, `/notes/${id}`);
  await reader.getByText('Translation improved by Ann').waitFor();
  await reader.getByText('Yesterday I drank jujube tea at my grandmother’s.').first().waitFor();
  await look(reader, 'phone-note-en');
  await open(reader, '/people/ann');
  await reader.getByRole('link', { name: '1 sentence made better' }).click();
  await reader.locator('ins').first().waitFor();
  await accessible(reader, 'what a person made better');
  await look(reader, 'phone-person-en');
  await reader.context().close();
});

test('without script a sentence is suggested, judged and withdrawn; what is refused keeps what was typed', async () => {
  const page = await visit(browser, site, { as: ann, script: false });
  await page.goto(`/translations/note/${id}?language=en`);
  const line = sentence(page, '冬天');
  await line.getByText('Improve this sentence').click();
  await line.getByLabel('A better translation').fill('She says one must drink it hot in winter.');
  await line.getByRole('button', { name: 'Suggest' }).click();
  await line.getByText('Waiting').waitFor();

  const judge = await visit(browser, site, { as: mod, script: false, locale: 'zh-CN' });
  await judge.goto('/translations');
  await look(judge, 'phone-queue-zh');
  await judge.getByRole('button', { name: /^更好/ }).click();
  await judge.getByText('没有等你判断的译文').waitFor();
  await judge.context().close();

  await mei.call('PATCH /notes/:id', { params: { id }, body: { body: `${BODY}真的很暖。` } });
  await site.world.settle();
  await line.getByRole('button', { name: 'Withdraw' }).click();
  await line.getByText('Improve this sentence').waitFor();
  await line.getByText('Improve this sentence').click();
  await mei.call('PATCH /notes/:id', { params: { id }, body: { body: '完全不同。另一句话在这里。' } });
  await site.world.settle();
  await line.getByLabel('A better translation').fill('Typed and not lost.');
  await line.getByRole('button', { name: 'Suggest' }).click();
  await page.getByText('The original has changed since').waitFor();
  await page.getByText('Typed and not lost.').waitFor();
  await page.context().close();
});

/** Opens a page where the translation of something that Mei wrote stands, and its translation over it. */
async function improving(as: Somebody, path: string): Promise<Page> {
  const page = await visit(browser, site, { as, size: DESKTOP });
  await open(page, path);
  const described = page.getByText('Photo descriptions');
  if (await described.isVisible()) await described.click();
  const link = page.getByRole('link', { name: 'Improve this translation' }).last();
  await link.scrollIntoViewIfNeeded();
  await look(page, `desktop-improve-${path.split('/')[1]}`);
  await link.click();
  return page;
}

/** Ann makes one sentence better over its page; Kay, who keeps the rules, says yes, and sees it there at once. */
async function improveOn(path: string, { source, better }: { source: string; better: string }) {
  const page = await improving(ann, path);
  const line = page.getByRole('dialog', { name: 'Translation' }).locator('li').filter({ hasText: source });
  await line.getByText('Improve this sentence').click();
  await line.getByLabel('A better translation').fill(better);
  await line.getByRole('button', { name: 'Suggest' }).click();
  await line.locator('ins').first().waitFor();
  await page.context().close();
  const kays = await improving(kay, path);
  await kays.getByRole('button', { name: 'Accept', exact: true }).click();
  await kays.getByRole('dialog').getByText('Translation improved by Ann').waitFor();
  await kays.keyboard.press('Escape');
  await kays.getByRole('dialog').waitFor({ state: 'detached' });
  await kays.getByText(better).first().waitFor();
  await kays.getByText('Translation improved by Ann').first().waitFor();
  await look(kays, `desktop-improved-${path.split('/')[1]}`);
  await accessible(kays, `${path}, improved`);
  await kays.context().close();
}

test('boards, profiles, rules and descriptions of pictures are improved where they stand, each in the same way', async () => {
  const picture = await upload(mei, PHOTOS[0]);
  const about = { name: '成都的面馆', about: '每家我都自己去吃过。', visibility: 'public' as const };
  const board = await mei.call('POST /boards', { body: about });
  await mei.call('PATCH /me', { body: { bio: [{ language: 'zh-Hans', text: '我住在成都，喜欢做饭。' }] } });
  kay = await site.world.person('kay', { name: 'Kay', reads: ['en', 'zh-Hans'], role: 'moderator' });
  const chief = await site.world.person('chief', { role: 'administrator' });
  await chief.call('PATCH /community', { body: { rules: { 'zh-CN': '请友好地说话。不要骂人。' } } });
  const words = { title: '', body: '下雨天。', language: 'zh-Hans', alts: { [picture]: '街边的一把旧椅子' } };
  const note = await mei.call('POST /notes', { body: { ...words, media: [picture] } });
  await site.world.settle();
  await improveOn(`/boards/${board.id}`, { source: '每家', better: 'I have eaten at every one of them.' });
  await improveOn('/people/mei', { source: '成都', better: 'I live in Chengdu and love to cook.' });
  await improveOn('/rules', { source: '不要骂人', better: 'Do not call people names.' });
  await improveOn(`/notes/${note.id}`, { source: '旧椅子', better: 'An old chair beside the street' });
});

test('what leads to a better translation is a link, before any script and in Chinese pages too', async () => {
  const board = await tom.call('POST /boards', {
    body: { name: 'Old chairs', about: 'Found beside the road.', visibility: 'public' },
  });
  await site.world.settle();
  const page = await visit(browser, site, { as: mei, script: false, locale: 'zh-CN' });
  await page.goto(`/boards/${board.id}`);
  await look(page, 'phone-board-improve-zh');
  await page.getByRole('link', { name: '改进译文' }).click();
  await page.waitForURL(/\/translations\/board\//);
  await page.getByText('Found beside the road.').first().waitFor();
  assert.equal(await page.getByText('改进这一句').count(), 2);
  await page.context().close();
});

test('a word is proposed without script, agreed on, and found in the glossary', async () => {
  const page = await visit(browser, site, { as: mod, script: false, locale: 'zh-CN' });
  await page.goto('/glossary');
  await look(page, 'phone-glossary-empty-zh');
  await page.getByText('提议一个词', { exact: true }).first().click();
  await page.getByLabel('词', { exact: true }).fill('红枣茶');
  await page.getByLabel('另一种语言里').fill('jujube tea');
  await look(page, 'phone-glossary-form-zh');
  await page.getByRole('button', { name: '提议一个词' }).click();
  await page.getByText('红枣茶').waitFor();
  await page.context().close();
  const reader = await visit(browser, site, { dark: true });
  await open(reader, '/glossary');
  await reader.getByText('jujube tea').waitFor();
  await accessible(reader, 'the glossary');
  await look(reader, 'phone-glossary-dark-en');
  await reader.context().close();
});
