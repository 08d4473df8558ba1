import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { interpreter, NOTE, SAID } from './dialogue.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, PHONE, visit } from './visits.ts';

// Two people without a language in common hold a conversation: with an engine, and with phrasebook and gloss alone.

let browser: Browser;
let server: TestServer;
before(async () => {
  ensureDictionary();
  server = await engineServer('libretranslate', interpreter);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const comment = (page: Page, id: string) => page.locator(`#c-${id}`);
/** What stands there without what amounts are where the reader lives: that is no part of what was said. */
const wordsOf = (where: Locator) =>
  where.evaluateAll((all) =>
    all
      .filter((one) => !one.matches('.select-none'))
      .map((one) => {
        const copy = one.cloneNode(true) as Element;
        for (const amount of copy.querySelectorAll('.select-none')) amount.remove();
        return copy.textContent;
      })
      .join(' '),
  );
const folded = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();

interface Stage {
  site: Site;
  mei: Somebody;
  tom: Somebody;
  note: string;
  /** Ids of what was said, in its order. */
  said: string[];
}

async function stage(settings: Record<string, string>): Promise<Stage> {
  const site = await startSite({ settings: { TRANSLATION: '1', ...settings } });
  const mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans'] });
  const tom = await site.world.person('tom', { name: 'Tom', reads: ['en'] });
  const media = [await upload(mei, PHOTOS[0])];
  const { id } = await mei.call('POST /notes', {
    body: { title: NOTE.title, body: NOTE.body, language: 'zh-Hans', media, alts: { [media[0]!]: NOTE.alt } },
  });
  await site.world.settle();
  return { site, mei, tom, note: id, said: [] };
}

/** Says everything in turn, each in their own language, in a browser. */
async function converse({ site, mei, tom, note, said }: Stage): Promise<{ meis: Page; toms: Page }> {
  const meis = await visit(browser, site, { as: mei, locale: 'zh-CN', size: PHONE });
  const toms = await visit(browser, site, { as: tom, locale: 'en', size: DESKTOP });
  for (const { by, words } of SAID) {
    const page = by === 'mei' ? meis : toms;
    await open(page, `/notes/${note}`);
    const say = page.locator('#say textarea');
    await say.fill(words);
    await say.press('Control+Enter');
    const own = page.locator('[id^=c-]', { hasText: words }).first();
    await own.locator('a[href*="reply="]').waitFor();
    said.push((await own.getAttribute('id'))!.slice(2));
    await site.world.settle();
  }
  await open(meis, `/notes/${note}`);
  await open(toms, `/notes/${note}`);
  return { meis, toms };
}

/** Chooses a way of reading, and waits until it is remembered. */
async function choose(page: Page, name: 'Original' | 'Both' | 'Translated'): Promise<void> {
  const kept = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await page.getByRole('button', { name, exact: true }).click();
  assert.equal((await kept).status(), 200);
}

/** What is chosen on the note holds for its card (the feed shows nothing twice, its author's page does): as it was written, then in the reader's language. */
async function cardFollows(page: Page, note: string): Promise<void> {
  await open(page, '/people/mei');
  await page.locator(`#n${note} h3[lang=zh-Hans]`).waitFor();
  await open(page, `/notes/${note}`);
  await choose(page, 'Both');
  await open(page, '/people/mei');
  const card = page.locator(`#n${note} h3[lang=en]`);
  await card.waitFor();
  assert.match(folded(await card.textContent()), /A bowl of beef noodles/);
}

function withEngine() {
  const own = { LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY };
  return { TRANSLATION_ENGINES: 'libretranslate', ...own };
}

describe('with an engine', () => {
  let at: Stage;
  let pages: { meis: Page; toms: Page };
  before(async () => {
    at = await stage(withEngine());
    pages = await converse(at);
  });
  after(async () => {
    await Promise.all([pages?.meis.context().close(), pages?.toms.context().close()]);
    await at?.site.close();
  });

  test('each sees all of it in the own language beside the original, and who translated it', async () => {
    for (const [who, page, mine] of [
      ['mei', pages.meis, 'zh-Hans'],
      ['tom', pages.toms, 'en'],
    ] as const) {
      for (const [index, { by, words, other }] of SAID.entries()) {
        if (by === who) continue;
        const said = comment(page, at.said[index]!);
        const theirs = await wordsOf(said.locator(`[lang=${mine}]`));
        assert.equal(folded(theirs).replaceAll(' ', ''), other.replaceAll(' ', ''), `${by}: ${words}`);
        assert.match(folded(await said.textContent()), /LibreTranslate/);
      }
      await comment(page, at.said[5]!).scrollIntoViewIfNeeded();
      await look(page, `conversation-engine-${who}`);
      await accessible(page, `the conversation as ${who} reads it`);
    }
    const article = pages.toms.locator('main');
    await article.getByText('A bowl of beef noodles in Chengdu at the weekend').first().waitFor();
    await article.getByText('This little shop has been open for twenty years').waitFor();
    assert.equal(await article.locator('p[lang=en]').getByText('You should try the spicy one!').count(), 1);
    const picture = pages.toms.locator('.slide[lang=en] img[fetchpriority]');
    assert.equal(
      await picture.getAttribute('alt'),
      'The sign at the shop door says: beef noodles fifteen yuan',
    );
    assert.equal(
      await pages.meis.locator('.slide[lang=zh-Hans] img[fetchpriority]').getAttribute('alt'),
      NOTE.alt,
    );
  });

  test('original, both and translated hold for the note and all that is said, are remembered, and one tap leads to the original', async () => {
    const page = pages.toms;
    const [, first] = SAID;
    await choose(page, 'Translated');
    const said = comment(page, at.said[1]!);
    await said.getByText('See original').waitFor();
    await said.getByText(first!.words).waitFor({ state: 'hidden' });
    await said.getByText(first!.other).waitFor();
    await said.locator('summary').click();
    await said.getByText(first!.words).waitFor();
    await page.reload();
    await page
      .getByRole('heading', { level: 1, name: 'A bowl of beef noodles in Chengdu at the weekend' })
      .waitFor();
    assert.equal(await page.locator('h1').getAttribute('lang'), 'en');
    await look(page, 'conversation-translated');
    await accessible(page, 'the conversation, translated');
    await choose(page, 'Original');
    await page.getByRole('heading', { level: 1, name: NOTE.title }).waitFor();
    await cardFollows(page, at.note);
    await look(page, 'conversation-card');
  });

  test('what was said to somebody is in their language in the inbox too', async () => {
    const page = pages.meis;
    await open(page, '/inbox?kind=comments');
    const asked = SAID[0]!;
    const line = page.getByRole('listitem').filter({ hasText: asked.words.slice(0, 12) });
    await line.getByText('这家面店在哪里').waitFor();
    await look(page, 'conversation-inbox');
    await accessible(page, 'the inbox with translations');
  });
});

describe('with phrasebook and gloss alone', () => {
  let at: Stage;
  let pages: { meis: Page; toms: Page };
  before(async () => {
    at = await stage({});
    pages = await converse(at);
  });
  after(async () => {
    await Promise.all([pages?.meis.context().close(), pages?.toms.context().close()]);
    await at?.site.close();
  });

  test('what was asked can be understood and answered, beside the original, and nothing pretends to be a translation', async () => {
    for (const [who, page, mine] of [
      ['mei', pages.meis, 'zh-Hans'],
      ['tom', pages.toms, 'en'],
    ] as const) {
      for (const [index, { by, words, needs }] of SAID.entries()) {
        if (by === who) continue;
        const said = comment(page, at.said[index]!);
        const read = folded(await wordsOf(said.locator(`[lang=${mine}]`)));
        for (const need of needs) assert.match(read, need, `${words} is read as: ${read}`);
        const [first] = words.split(/[!?，,。]/u);
        assert.ok(folded(await wordsOf(said)).includes(first!), 'the original stands');
        assert.doesNotMatch(folded(await said.textContent()), /LibreTranslate/);
      }
      await comment(page, at.said[5]!).scrollIntoViewIfNeeded();
      await look(page, `conversation-gloss-${who}`);
      await accessible(page, `the glossed conversation as ${who} reads it`);
    }
    const toms = pages.toms;
    await toms.getByText('Word by word, not a translation').first().waitFor();
    await open(toms, '/people/mei');
    assert.equal(folded(await toms.locator(`#n${at.note} h3`).textContent()), NOTE.title);
  });
});
