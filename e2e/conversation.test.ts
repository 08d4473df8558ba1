import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { interpreter, MENDED, NOTE, SAID, SIGN } from './dialogue.ts';
import { startSite, type Site } from './server.ts';
import { uploadSign } from './sign.ts';
import { accessible, DESKTOP, look, open, PHONE, visit } from './visits.ts';

// Two people without a language in common hold a conversation on a note with a sign in its picture, and a third mends what a
// machine said wrong: with an engine, and with phrasebook and gloss alone.

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
  /** Read only Chinese, and only English. */
  mei: Somebody;
  tom: Somebody;
  /** Read both: one wrote the note, one knows better than the machine. */
  lin: Somebody;
  ann: Somebody;
  note: string;
  /** Ids of what was said, in its order. */
  said: string[];
}

async function stage(settings: Record<string, string>): Promise<Stage> {
  const site = await startSite({ settings: { TRANSLATION: '1', PICTURE_WORDS: '1', ...settings } });
  const { world } = site;
  const mei = await world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans'] });
  const tom = await world.person('tom', { name: 'Tom', reads: ['en'] });
  const lin = await world.person('lin', { name: '林 Lin', reads: ['zh-Hans', 'en'] });
  const ann = await world.person('ann', { name: 'Ann', reads: ['en', 'zh-Hans'] });
  const sign = await uploadSign(
    lin,
    SIGN.map(({ words }) => words),
  );
  const { id } = await lin.call('POST /notes', {
    body: { ...NOTED, language: 'zh-Hans', media: [sign], alts: { [sign]: NOTE.alt } },
  });
  await world.settle();
  return { site, mei, tom, lin, ann, note: id, said: [] };
}

const NOTED = { title: NOTE.title, body: NOTE.body };
/** The question that answers what was said before it, so that it is told to whom it answers. */
const ANSWER = 2;

/** Says everything in turn, each in their own language, in a browser. */
async function converse({ site, mei, tom, note, said }: Stage): Promise<{ meis: Page; toms: Page }> {
  const meis = await visit(browser, site, { as: mei, locale: 'zh-CN', size: PHONE });
  const toms = await visit(browser, site, { as: tom, locale: 'en', size: DESKTOP });
  for (const [index, { by, words }] of SAID.entries()) {
    const page = by === 'mei' ? meis : toms;
    await open(page, `/notes/${note}`);
    if (index === ANSWER)
      await comment(page, said[index - 1]!)
        .locator('a[href*="reply="]')
        .click();
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
  await open(page, '/people/lin');
  await page.locator(`#n${note} h3[lang=zh-Hans]`).waitFor();
  await open(page, `/notes/${note}`);
  await choose(page, 'Both');
  await open(page, '/people/lin');
  const card = page.locator(`#n${note} h3[lang=en]`);
  await card.waitFor();
  assert.match(folded(await card.textContent()), /A bowl of beef noodles/);
}

/** What the picture says, opened, line by line: of each line how it is read in English. */
async function signIn(page: Page, language: 'en' | 'zh-Hans'): Promise<string[]> {
  const label = language === 'en' ? 'Words in the picture' : '图里的字';
  const words = page.locator('details', { hasText: label });
  await words.locator('summary').click();
  await words
    .locator(`p[lang=${language}]`)
    .nth(SIGN.length - 1)
    .waitFor();
  for (const { words: line } of SIGN) await words.getByText(line, { exact: true }).waitFor();
  return (await words.locator(`p[lang=${language}]`).allTextContents()).map(folded);
}

/** Ann mends a sentence where it stands, Lin says yes, Tom reads it, and sees whose it is on the note and at her. */
async function mend({ site, ann, lin, note }: Stage, toms: Page, run: string): Promise<void> {
  const anns = await visit(browser, site, { as: ann, size: DESKTOP });
  await open(anns, `/notes/${note}`);
  await anns.locator('main').getByRole('link', { name: 'Improve this translation' }).first().click();
  const dialog = anns.getByRole('dialog', { name: 'Translation' });
  const line = dialog.locator('li').filter({ hasText: MENDED.source });
  await line.getByText('Improve this sentence').click();
  await line.getByLabel('A better translation').fill(MENDED.better);
  await look(anns, `conversation-${run}-ann-mends`);
  await line.getByRole('button', { name: 'Suggest' }).click();
  await line.locator('ins').first().waitFor();
  await accessible(anns, 'what Ann suggests');
  await anns.context().close();

  await site.world.settle();
  const lins = await visit(browser, site, { as: lin, locale: 'zh-CN' });
  await open(lins, '/inbox?list=comments');
  await lins.getByRole('link', { name: /^Ann/ }).first().click();
  await lins.waitForURL(/\/translations\/note\//);
  await lins.getByRole('button', { name: '采纳', exact: true }).click();
  await lins.getByText('译文由Ann改进').waitFor();
  await look(lins, `conversation-${run}-lin-accepts`);
  await lins.context().close();

  await site.world.settle();
  await open(toms, `/notes/${note}`);
  await toms.getByText('Translation improved by Ann').waitFor();
  await toms.getByText(MENDED.better).first().waitFor();
  await look(toms, `conversation-${run}-mended`);
  await accessible(toms, 'the note that Ann mended');
  await open(toms, '/people/ann');
  await toms.getByRole('link', { name: '1 sentence made better' }).click();
  await toms.locator('del').first().waitFor();
  await toms.getByText('Sentences Ann made better').first().waitFor();
  await look(toms, `conversation-${run}-credit`);
  await accessible(toms, 'what Ann made better');
}

/** The note itself, and the words for who does not see its picture. */
async function noteInOwnLanguage({ meis, toms }: { meis: Page; toms: Page }): Promise<void> {
  const article = toms.locator('main');
  await article.getByText('A bowl of beef noodles in Chengdu at the weekend').first().waitFor();
  await article.getByText('This little shop has been open for twenty years').waitFor();
  await article.getByText('Do try the spicy one').waitFor();
  // Said once, as what it is: the note has it in English already.
  assert.equal(await article.getByText('You should try the spicy one!').count(), 1);
  assert.equal(await article.locator('p[lang=en]').getByText('You should try the spicy one!').count(), 1);
  const picture = toms.locator('.slide[lang=en] img[fetchpriority]');
  assert.equal(
    await picture.getAttribute('alt'),
    'The sign at the shop door says: beef noodles fifteen yuan',
  );
  assert.equal(await meis.locator('.slide[lang=zh-Hans] img[fetchpriority]').getAttribute('alt'), NOTE.alt);
}

/** What the sign says, as both read it. */
async function signInBoth({ meis, toms }: { meis: Page; toms: Page }): Promise<void> {
  assert.deepEqual(
    await signIn(toms, 'en'),
    SIGN.map(({ other }) => other),
  );
  await toms.getByText('Words in the picture').scrollIntoViewIfNeeded();
  await look(toms, 'conversation-engine-sign-tom');
  await accessible(toms, 'the sign as Tom reads it');
  assert.deepEqual(
    await signIn(meis, 'zh-Hans'),
    SIGN.map(({ words }) => words),
  );
  await meis.getByText('图里的字').scrollIntoViewIfNeeded();
  await look(meis, 'conversation-engine-sign-mei');
}

function withEngine() {
  const own = { LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY };
  return { TRANSLATION_ENGINES: 'libretranslate', ...own };
}

async function lookedAtInEachWay(page: Page, at: Stage): Promise<void> {
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
    await noteInOwnLanguage(pages);
  });

  test('what the picture says is read from it, and stands there in both languages', () => signInBoth(pages));

  test('original, both and translated hold for the note and all that is said, are remembered, and one tap leads to the original', async () => {
    await lookedAtInEachWay(pages.toms, at);
  });

  test('what was said to somebody is in their language in the inbox too', async () => {
    const page = pages.meis;
    await open(page, '/inbox?kind=comments');
    const asked = SAID[ANSWER]!;
    const line = page.getByRole('listitem').filter({ hasText: asked.words.slice(0, 12) });
    await line.getByText(asked.other).waitFor();
    await look(page, 'conversation-inbox');
    await accessible(page, 'the inbox with translations');
  });

  test('a third, who reads both, mends a sentence; by the author’s word it holds, under her name', () =>
    mend(at, pages.toms, 'engine'));
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
    await open(toms, '/people/lin');
    assert.equal(folded(await toms.locator(`#n${at.note} h3`).textContent()), NOTE.title);
  });

  test('what the picture says is read from it, and can be understood word by word', async () => {
    await open(pages.toms, `/notes/${at.note}`);
    const read = await signIn(pages.toms, 'en');
    for (const [index, { needs, words }] of SIGN.entries())
      assert.match(read[index]!, needs, `${words} is read as: ${read[index]}`);
    await pages.toms.getByText('Words in the picture').scrollIntoViewIfNeeded();
    await look(pages.toms, 'conversation-gloss-sign-tom');
    await accessible(pages.toms, 'the sign, glossed');
  });

  test('a third, who reads both, mends a sentence; by the author’s word it holds, under her name', () =>
    mend(at, pages.toms, 'gloss'));
});
