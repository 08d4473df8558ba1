import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, visit, type Visit } from './visits.ts';

// Words are tapped where they stand, kept, reviewed; Chinese is read with pinyin above it; names are asked for and given.

let site: Site;
let browser: Browser;
let mei: Somebody;
let ann: Somebody;
let note: string;

const TITLE = '周末的小笼包';
const BODY = '昨天在超市买了小笼包，太好吃了！We also had noodles. 😂';

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '阿梅', reads: ['zh-Hans'] });
  ann = await site.world.person('ann', { name: 'Ann', reads: ['en'] });
  note = (await mei.call('POST /notes', { body: { title: TITLE, body: BODY, language: 'zh-Hans' } })).id;
  await mei.call('POST /notes/:id/comments', { params: { id: note }, body: { body: '下次一起去吃吧' } });
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const reader = (more: Visit = {}) => visit(browser, site, { as: ann, ...more });
const dialog = (page: Page) => page.locator('dialog[open]');

async function learnFrom(page: Page): Promise<void> {
  await open(page, `/notes/${note}`);
  await page
    .getByRole('button', { name: 'More about this note' })
    .or(page.locator('header [aria-haspopup=menu]'))
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Learn words' }).click();
  await dialog(page).getByRole('link', { name: '超市' }).waitFor();
}

test('a word of a note is tapped, explained and kept with its sentence, on a phone', async () => {
  const page = await reader();
  await learnFrom(page);
  await dialog(page).getByRole('link', { name: '超市' }).click();
  await dialog(page).getByText('chāo shì').waitFor();
  await dialog(page).getByText('Here: supermarket').waitFor();
  await look(page, 'word');
  await accessible(page, 'the words of a note');
  await dialog(page).getByRole('button', { name: 'Add to my words' }).click();
  await dialog(page).getByText('Among your words', { exact: true }).waitFor();
  await dialog(page).getByRole('link', { name: '超市' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await dialog(page).getByText('Here: bought').waitFor();
  await dialog(page).getByRole('link', { name: 'My words' }).click();
  await page.getByRole('heading', { name: '超市' }).waitFor();
  await page.getByText('昨天在超市买了小笼包，太好吃了！').waitFor();
  await look(page, 'my-words');
  await accessible(page, 'my words');
  await page.getByRole('button', { name: 'Take “超市” off' }).click();
  await page.getByText('No words yet').waitFor();
  await look(page, 'my-words-empty');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: '超市' }).waitFor();
  await page.context().close();
});

test('before any script the same is done with links and forms', async () => {
  const page = await reader({ script: false });
  await page.goto(`/learn/word?note=${note}`);
  await page.getByRole('link', { name: '好吃' }).click();
  await page.getByText('hǎo chī').waitFor();
  await page.getByRole('button', { name: 'Add to my words' }).click();
  await page.getByText('Among your words', { exact: true }).waitFor();
  await page.getByRole('link', { name: '下次一起去吃吧' }).click();
  await page.getByRole('link', { name: '一起' }).click();
  await page.getByText('yì qǐ').waitFor();
  await page.goto('/learn/review');
  await page.getByRole('link', { name: 'Show' }).click();
  await page.getByText('How well did you remember it?').waitFor();
  await page.getByRole('button', { name: /^Well/ }).click();
  await page.getByText('1 of 5 today').waitFor();
  const csv = await page.request.get('/learn/anki.csv');
  const lines = (await csv.text()).split('\r\n');
  assert.deepEqual(lines.slice(0, 3), [
    '#separator:Comma',
    '#html:true',
    '#columns:Front,Back,Reading,Sentence,Source',
  ]);
  assert.ok(
    lines.some((line) => line.startsWith('超市,supermarket,chāo shì,昨天在超市买了小笼包，太好吃了！,')),
  );
  await page.context().close();
});

test('words are reviewed by keyboard; what another tab answered is said', async () => {
  for (const word of ['一', '二', '三'])
    await ann.call('POST /learning/words', { body: { word, language: 'zh' } });
  const page = await reader({ size: DESKTOP });
  await open(page, '/learn/review');
  const shown = page.getByRole('heading', { level: 2 });
  const first = await shown.innerText();
  await look(page, 'review');
  await page.keyboard.press(' ');
  await page.getByText('How well did you remember it?').waitFor();
  await look(page, 'review-answer');
  await accessible(page, 'a review');
  await page.keyboard.press('4');
  await page.getByText('2 of 5 today').waitFor();
  assert.notEqual(await shown.innerText(), first);
  const { items } = await ann.call('GET /learning/review', {});
  await page.keyboard.press(' ');
  await page.getByText('How well did you remember it?').waitFor();
  await ann.call('POST /learning/words/:id/reviews', {
    params: { id: items[0]!.id },
    body: { rating: 3, reviews: items[0]!.reviews },
  });
  await page.keyboard.press('1');
  await page.getByText('You have answered this word elsewhere already').waitFor();
  for (const rating of [3, 3] as const) {
    const next = await ann.call('GET /learning/review', {});
    if (next.items[0])
      await ann.call('POST /learning/words/:id/reviews', {
        params: { id: next.items[0].id },
        body: { rating, reviews: next.items[0].reviews },
      });
  }
  await open(page, '/learn/review');
  await page.getByRole('heading', { name: 'That’s it for today' }).waitFor();
  await look(page, 'review-done');
  await page.context().close();
});

test('pinyin stands above Chinese for who wants it, in the page as it comes, and is not copied', async () => {
  const page = await reader({ script: false });
  await page.goto('/settings/reading');
  await page.getByRole('radio', { name: 'On', exact: true }).check({ force: true });
  await page.locator('form:has([name=pinyin])').getByRole('button', { name: 'Save' }).click();
  await page.goto(`/notes/${note}`);
  const ruby = page.locator('ruby');
  assert.equal(await ruby.first().locator('rt').innerText(), 'zhōu');
  assert.ok((await page.locator(`#comments ruby, [id^=c-] ruby`).count()) > 0);
  await page.context().close();
  const scripted = await reader({ locale: 'en' });
  await open(scripted, `/notes/${note}`);
  await scripted.locator('ruby').first().waitFor();
  await look(scripted, 'pinyin');
  await accessible(scripted, 'a note with pinyin');
  await open(scripted, '/people/mei');
  await scripted.locator(`#n${note}`).click({ position: { x: 60, y: 60 } });
  await scripted.locator('dialog.note-layer ruby').first().waitFor();
  await scripted.goBack();
  await open(scripted, `/notes/${note}`);
  const copied = await scripted.evaluate(() => {
    getSelection()!.selectAllChildren(document.querySelector('h1')!);
    return String(getSelection());
  });
  assert.equal(copied, TITLE);
  await scripted.context().close();
  const dark = await reader({ dark: true, size: DESKTOP });
  await open(dark, `/notes/${note}`);
  await look(dark, 'pinyin-dark');
  await dark.context().close();
  await ann.call('PATCH /session', { body: { pinyin: 'off' } });
});

test('one tap asks for a name; somebody proposes one, it is taken, and its giver thanked', async () => {
  const asking = await reader();
  await open(asking, '/settings/profile');
  await asking.getByRole('button', { name: 'Ask the community for a name' }).click();
  await asking.getByText('You’re asking for a name.').waitFor();
  await asking.getByLabel('What people should know').fill('I like tea.');
  await asking.getByRole('button', { name: 'Save' }).click();
  await look(asking, 'asking');
  await accessible(asking, 'asking for a name');
  const giving = await visit(browser, site, { as: mei, locale: 'zh-CN', size: DESKTOP });
  await open(giving, '/names');
  await giving.getByRole('link', { name: 'Ann 想要一个中文名' }).click();
  await giving.getByLabel('名字', { exact: true }).fill('安茶死');
  await giving.getByRole('button', { name: '看看这个名字' }).click();
  await giving.getByText('一般不用在名字里').waitFor();
  await look(giving, 'proposing');
  await accessible(giving, 'proposing a name');
  await giving.getByLabel('名字', { exact: true }).fill('安茶');
  await giving.getByLabel(/为什么起这个/).fill('安静地喝茶');
  await giving.getByRole('button', { name: '送出' }).click();
  await giving.getByRole('heading', { name: '安茶' }).waitFor();
  await site.world.settle({ but: ['notes.render-card'] });
  await open(asking, '/inbox');
  await asking.getByRole('link', { name: /proposed a name to you/ }).click();
  await asking.getByRole('heading', { name: '安茶' }).waitFor();
  await look(asking, 'proposal');
  await accessible(asking, 'a name proposed');
  await asking.getByLabel('How you want it read').fill('Ān Chá');
  await asking.getByRole('button', { name: 'Take this name' }).click();
  await asking.getByText('It’s on your profile, with thanks to 阿梅.').waitFor();
  await open(asking, '/people/ann');
  await asking.getByText('Name given by 阿梅').first().waitFor();
  await look(asking, 'named');
  await asking.context().close();
  await giving.context().close();
});
