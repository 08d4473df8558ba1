import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { interpreter, NOTE } from './dialogue.ts';
import { startSite, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, PHONE, visit } from './visits.ts';

// Reading and writing across languages, beside the notes: settings, profiles, boards, rules, and where notes are written.

let site: Site;
let browser: Browser;
let server: TestServer;
let mei: Somebody;
let tom: Somebody;
let board: string;

before(async () => {
  ensureDictionary();
  server = await engineServer('libretranslate', interpreter);
  site = await startSite({
    settings: {
      TRANSLATION: '1',
      TRANSLATION_ENGINES: 'libretranslate',
      LIBRETRANSLATE_URL: server.url,
      LIBRETRANSLATE_KEY: TEST_KEY,
      LIBRETRANSLATE_PRIVATE: '1',
    },
  });
  browser = await launchBrowser();
  const keeper = await site.world.person('keeper', { role: 'administrator' });
  await keeper.call('PATCH /community', {
    body: { rules: { 'zh-CN': '请友好地说话。\n\n不要发广告。' } },
  });
  mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans'] });
  tom = await site.world.person('tom', { name: 'Tom', reads: ['en'] });
  await mei.call('PATCH /me', {
    body: { bio: [{ language: 'zh-Hans', text: '汤很清，面很劲道。我住在成都，喜欢做饭。' }] },
  });
  const made = await mei.call('POST /boards', {
    body: { name: NOTE.title, about: '汤很清，面很劲道。', visibility: 'public' },
  });
  board = made.id;
  await mei.call('POST /notes', { body: { title: NOTE.title } });
  await site.world.settle();
});
after(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
});

const BROTH = 'The soup is clear and the noodles are chewy';

async function reads(page: Page, mode: 'original' | 'both' | 'translated'): Promise<void> {
  const answer = await page.request.post('/preferences', {
    form: { reading: mode, to: '/' },
    headers: { origin: site.url },
    maxRedirects: 0,
  });
  assert.equal(answer.status(), 303);
}

test('profiles, boards and rules are read in the own language beside the original, and say who translated them', async () => {
  for (const [size, dark] of [
    [PHONE, false],
    [DESKTOP, true],
  ] as const) {
    const page = await visit(browser, site, { as: tom, size, dark });
    await reads(page, 'both');
    await open(page, '/people/mei');
    await page.locator('p[lang=en]').getByText(BROTH).waitFor();
    await page.locator('p[lang=zh-Hans]').getByText('汤很清').waitFor();
    await page.getByText('English, translated by LibreTranslate').first().waitFor();
    await look(page, 'profile-both');
    await accessible(page, 'a profile in two languages');
    await open(page, `/boards/${board}`);
    await page.getByRole('heading', { level: 1, name: NOTE.title }).waitFor();
    await page.locator('p[lang=en]').getByText('A bowl of beef noodles').waitFor();
    await look(page, 'board-both');
    await accessible(page, 'a board in two languages');
    await open(page, '/rules');
    await page.locator('p[lang=zh-Hans]').getByText('请友好地说话。').waitFor();
    assert.ok((await page.locator('article p[lang=en]').allTextContents()).join('').trim().length > 5);
    await look(page, 'rules-both');
    await accessible(page, 'rules in two languages');
    await reads(page, 'translated');
    await open(page, `/boards/${board}`);
    await page.getByRole('heading', { level: 1, name: 'A bowl of beef noodles' }).waitFor();
    await page.locator('summary').filter({ hasText: 'See original' }).first().click();
    await page.locator('details[open] p[lang=zh-Hans]').waitFor();
    await look(page, 'board-translated');
    await reads(page, 'both');
    await page.context().close();
  }
});

test('languages that somebody wants as they are stay so everywhere; chosen in the settings, also before any script', async () => {
  const page = await visit(browser, site, { as: tom, script: false });
  await page.goto('/settings/reading');
  const part = page.locator('form#untranslated');
  await part.locator('select').selectOption('zh-Hans');
  await part.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('checkbox', { name: /^Never translate / }).waitFor();
  await look(page, 'settings-untranslated');
  await page.goto('/people/mei');
  await page.locator('p[lang=zh-Hans]').getByText('汤很清').waitFor();
  assert.equal(await page.getByText(BROTH).count(), 0);
  await page.context().close();
  const later = await visit(browser, site, { as: tom });
  await open(later, '/settings/reading');
  await accessible(later, 'the settings of reading');
  await later.getByRole('checkbox', { name: /^Never translate / }).uncheck();
  await later.locator('form#untranslated').getByRole('button', { name: 'Save' }).click();
  await later.getByRole('status').getByText('Saved').first().waitFor();
  await open(later, '/people/mei');
  await later.getByText(BROTH).waitFor();
  await later.context().close();
});

test('who writes sees how the other side will read it, is warned of slang, and finds a translation to make their own', async () => {
  const page = await visit(browser, site, { as: mei, locale: 'zh-CN', size: DESKTOP });
  await open(page, '/compose');
  await page.getByRole('textbox', { name: '正文', exact: true }).fill('汤很清，面很劲道。这家店我种草了！');
  await page.locator('p[lang=en]').getByText(BROTH).waitFor();
  await page.getByText(/种草了.*容易走样/).waitFor();
  await look(page, 'compose-hint');
  await accessible(page, 'the composer with a hint');
  await page.getByText('再用另一种语言写一遍').click();
  const second = page.locator('textarea[name=second_body]');
  await page.getByText('由 LibreTranslate 翻译').waitFor();
  assert.match(await second.inputValue(), /soup is clear/);
  await look(page, 'compose-second');
  await second.fill('The broth is clear. I want to go back!');
  await page.getByRole('button', { name: '发布' }).first().click();
  await page.waitForURL(/\/notes\/\d+/);
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  await site.world.settle();
  const read = await tom.call('GET /notes/:id', { params: { id } });
  assert.deepEqual(read.versions.map(({ language, state }) => `${language} ${state}`).slice(0, 2), [
    'zh-Hans original',
    'en author',
  ]);
  await page.context().close();
});

test('a translation that its author left as it came is not called their own words', async () => {
  const page = await visit(browser, site, { as: mei, locale: 'zh-CN', size: PHONE });
  await open(page, '/compose');
  await page.getByRole('textbox', { name: '正文', exact: true }).fill('汤很清，面很劲道。');
  await page.getByText('再用另一种语言写一遍').click();
  await page.getByText('由 LibreTranslate 翻译').waitFor();
  await look(page, 'compose-second-phone');
  await page.getByRole('button', { name: '发布' }).first().click();
  await page.waitForURL(/\/notes\/\d+/);
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  await site.world.settle();
  const { versions } = await tom.call('GET /notes/:id', { params: { id } });
  assert.ok(!versions.some(({ state }) => state === 'author'));
  assert.ok(versions.some(({ language, state }) => language === 'en' && state === 'machine'));
  await page.context().close();
});

test('who comments sees how the other side will read it', async () => {
  const { items } = await tom.call('GET /people/:person/notes', { params: { person: mei.id }, query: {} });
  const page = await visit(browser, site, { as: tom, size: PHONE });
  await open(page, `/notes/${items.at(-1)!.id}`);
  await page.locator('#say').first().click();
  await page.locator('#say textarea').fill('Do they have anything without meat?');
  await page.locator('#say p[lang=zh-Hans]').getByText('他们有没有不带肉的').waitFor();
  await page.locator('#say').getByText('In Simplified Chinese it reads:').waitFor();
  await look(page, 'comment-hint');
  await accessible(page, 'a comment with a hint');
  await page.context().close();
});

test('who meets words that nobody has translated yet asks for them, and reads them a moment later', async () => {
  // What is written is translated by jobs, which wait here until somebody asks.
  const { id } = await mei.call('POST /notes', { body: { title: '', body: '汤很清，面很劲道。' } });
  const said = await mei.call('POST /notes/:id/comments', {
    params: { id },
    body: { body: '十五元一碗，可以加蛋。' },
  });
  const page = await visit(browser, site, { as: tom, size: PHONE });
  await open(page, `/notes/${id}`);
  assert.equal(await page.locator('p[lang=en]').getByText(BROTH).count(), 0);
  await look(page, 'ask-note');
  await accessible(page, 'a note whose translation may be asked for');
  const asked = page.waitForResponse((response) => response.request().method() === 'PUT');
  await page.getByRole('button', { name: 'Translate this' }).click();
  assert.equal((await asked).status(), 200);
  await site.world.settle();
  await page.locator('p[lang=en]').getByText(BROTH).first().waitFor();
  await page.getByRole('button', { name: 'Translate this' }).waitFor({ state: 'detached' });
  await look(page, 'ask-answered');
  const comment = page.locator(`#c-${said.id}`);
  await comment.getByRole('button', { name: /^More about the comment/ }).click();
  await page.getByRole('menuitem', { name: 'Translate this' }).click();
  await comment.locator('[lang=en]').getByText('Fifteen yuan a bowl').waitFor();
  await page.context().close();
});

test('a first note says hello in both languages, with sentences that are written already', async () => {
  const ann = await site.world.person('ann', { name: 'Ann', reads: ['en'] });
  const page = await visit(browser, site, { as: ann, size: PHONE });
  await open(page, '/compose');
  await page.getByText('First note? Say hello in two languages').click();
  await page.getByText("I'm from", { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Put into my note' }).click();
  await page.getByText('Fill in the blanks of what you chose.').waitFor();
  await page.getByRole('textbox', { name: /^name, in: Hi/ }).fill('Ann');
  await page.getByRole('textbox', { name: /^place, in: I'm from/ }).fill('Portland');
  await page.getByRole('textbox', { name: /^something, in: Ask me/ }).fill('baking');
  await look(page, 'hello-card');
  await accessible(page, 'the hello card');
  await page.getByRole('button', { name: 'Put into my note' }).click();
  assert.equal(
    await page.getByRole('textbox', { name: 'Text', exact: true }).inputValue(),
    "Hi, I'm Ann. I'm from Portland. Ask me about baking.",
  );
  await look(page, 'hello-put');
  await page.getByRole('button', { name: 'Post' }).first().click();
  await page.waitForURL(/\/notes\/\d+/);
  const id = new URL(page.url()).pathname.split('/').at(-1)!;
  const { versions } = await mei.call('GET /notes/:id', { params: { id } });
  const chinese = versions.find(({ language }) => language === 'zh-Hans');
  assert.deepEqual(
    [chinese?.state, chinese?.body],
    ['author', '你好，我叫Ann。我来自Portland。可以问我关于baking的事。'],
  );
  await page.context().close();
});

test('the hello card before any script: a form of its own, whose sentences the composer then holds', async () => {
  const fresh = await site.world.person('plain_hello', { name: 'Pia', reads: ['en'] });
  const page = await visit(browser, site, { as: fresh, script: false });
  await page.goto('/compose');
  await page.getByRole('link', { name: 'First note? Say hello in two languages' }).click();
  await page.waitForURL(/\/compose\/hello/);
  await look(page, 'hello-plain');
  await page.getByRole('button', { name: 'Put into my note' }).click();
  await page.getByRole('alert').getByText('Fill in the blanks of what you chose.').waitFor();
  for (const blank of await page.locator('li:has(input:checked) input:not([type=checkbox])').all())
    await blank.fill('Lisbon & 茶');
  await page.getByRole('button', { name: 'Put into my note' }).click();
  await page.waitForURL(/\/compose\?/);
  const body = await page.locator('textarea[name=body]').inputValue();
  assert.match(body, /Lisbon & 茶/);
  assert.match(await page.locator('textarea[name=second_body]').inputValue(), /\p{Script=Han}.*Lisbon & 茶/u);
  await look(page, 'hello-plain-put');
  await page.context().close();
});
