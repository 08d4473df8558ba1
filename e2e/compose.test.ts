import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { PHONE_JPEG, phoneHeic, testImage } from '../server/src/testing/photos.ts';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, type Site } from './server.ts';
import { accessible, DESKTOP, open, visit } from './visits.ts';

let site: Site;
let browser: Browser;
let mei: Somebody;
let tom: Somebody;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans'] });
  tom = await site.world.person('tom', { name: 'Tom', reads: ['en'] });
  await tom.call('POST /notes', { body: { title: 'Tea', body: '#成都 #成都火锅' } });
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const photo = (at: number) => join(import.meta.dirname, `../server/src/demo/pictures/${PHOTOS[at]}.webp`);
const shots = (page: Page) => page.locator('[data-shot]');
const arrived = (page: Page) => page.locator('[data-shot] img[srcset]');

async function published(page: Page): Promise<string> {
  await page.waitForURL(/\/notes\/\d+$/);
  return /\d+$/.exec(new URL(page.url()).pathname)![0];
}

test('words first: a card in Chinese, with a topic that is suggested once the input method is done', async () => {
  const page = await visit(browser, site, { as: mei, locale: 'zh-CN' });
  await open(page, '/zh-cn');
  await page.locator('a[href$="/compose"]').click();
  await page.getByText('写文字', { exact: true }).click();
  await page.getByTitle('夜市').click();
  const body = page.getByLabel('正文', { exact: true });
  await body.pressSequentially('今晚吃什么？🍲 #成');
  const suggested = page.getByRole('option', { name: /#成都火锅/ });
  await suggested.waitFor();
  await body.dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229 });
  assert.match(await body.inputValue(), /#成$/, 'Enter while composing chooses nothing and sends nothing');
  await suggested.click();
  assert.equal(await body.inputValue(), '今晚吃什么？🍲 #成都火锅 ');
  assert.match((await page.locator('.words').textContent())!, /今晚吃什么？🍲/);
  const size = await page.locator('.words').evaluate((words) => parseFloat(getComputedStyle(words).fontSize));
  assert.ok(size > 16, `the words of the preview fill the card, at ${size} px`);
  const room = await page
    .locator('.words')
    .evaluate(({ scrollHeight, clientHeight }) => clientHeight - scrollHeight);
  assert.ok(room >= -1, `none of them is cut off: ${room} px`);
  await page.getByText('草稿已保存').waitFor();
  await accessible(page, 'a card in Chinese');
  await page.getByRole('button', { name: '发布' }).click();
  const note = await mei.call('GET /notes/:id', { params: { id: await published(page) } });
  assert.equal(note.background, 'night-market');
  assert.equal(note.body, '今晚吃什么？🍲 #成都火锅');
  assert.deepEqual(
    note.topics.map(({ name }) => name),
    ['成都火锅'],
  );
  assert.deepEqual((await mei.call('GET /drafts')).items, [], 'nothing is left of the draft');
  await page.context().close();
});

test('photographs from a telephone, one of them damaged, put in order by keys, cropped and described; then changed', async () => {
  const page = await visit(browser, site, { as: tom, size: DESKTOP, dark: true });
  await open(page, '/en/compose');
  await page.locator('input[type=file]').setInputFiles([
    { name: 'flower.heic', mimeType: 'image/heic', buffer: await phoneHeic() },
    { name: 'torn.jpg', mimeType: 'image/jpeg', buffer: readFileSync(PHONE_JPEG).subarray(0, 9000) },
    { name: 'chair.webp', mimeType: 'image/webp', buffer: readFileSync(photo(0)) },
  ]);
  await page.getByLabel('Title', { exact: true }).fill('On the way');
  await shots(page)
    .filter({ hasText: 'torn.jpg' })
    .getByText(/won’t be in the note/)
    .waitFor();
  await arrived(page).nth(1).waitFor();
  const before = await page
    .locator('[data-shot]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-shot')));
  await page.getByRole('button', { name: 'Picture 3 of 3: move' }).press('Home');
  const now = await page
    .locator('[data-shot]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-shot')));
  assert.deepEqual(now, [before[2], before[0], before[1]]);
  await page.getByRole('button', { name: 'Picture 1 of 3: describe or crop' }).click();
  await page.getByText('1:1', { exact: true }).click();
  await page.getByLabel('Describe it for those who can’t see it').fill('A chair at the curb');
  await accessible(page, 'a picture that is cropped');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('Say it in a second language too').click();
  await page.getByLabel('Title in that language').fill('路上');
  await page.getByLabel('Who can see it').selectOption('followers');
  await page.getByLabel('My own product').check();
  await accessible(page, 'pictures in the dark');
  await page.getByRole('button', { name: 'Post' }).click();
  const id = await published(page);
  const note = await tom.call('GET /notes/:id', { params: { id } });
  assert.deepEqual(
    note.media.map(({ alt }) => alt),
    ['A chair at the curb', null],
  );
  assert.equal(note.media[0]!.width, note.media[0]!.height);
  assert.deepEqual([note.visibility, note.declarations], ['followers', ['own_product']]);
  assert.equal(note.versions.find(({ state }) => state === 'author')?.title, '路上');

  await open(page, `/en/notes/${id}/edit`);
  await page.getByLabel('Title', { exact: true }).fill('On the way home');
  await page.getByRole('button', { name: 'Picture 1 of 2: take out' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await published(page);
  const changed = await tom.call('GET /notes/:id', { params: { id } });
  assert.equal(changed.title, 'On the way home');
  assert.equal(changed.media.length, 1);
  await page.context().close();
});

test('a card is taken up again as words and drawn anew; who saves is back where they were, with one step behind them', async () => {
  const { id } = await mei.call('POST /notes', { body: { title: '吃面', card: { background: 'jujube' } } });
  await site.world.settle();
  const page = await visit(browser, site, { as: mei });
  await open(page, '/en/people/mei');
  await page.locator(`#n${id}`).tap();
  const over = page.locator('dialog.note-layer');
  await over.locator('header').getByRole('button', { name: /^More/ }).tap();
  await page.getByRole('menuitem', { name: 'Edit' }).tap();
  await page.waitForURL(/\/edit\?back$/);
  assert.ok(await page.getByLabel('Write', { exact: true }).isChecked(), 'as words');
  await page.getByLabel('Title', { exact: true }).fill('吃两碗面');
  await page.getByRole('button', { name: 'Save' }).click();
  await over.getByRole('heading', { name: '吃两碗面' }).waitFor();
  await site.world.settle();
  const { media, background, cover } = await mei.call('GET /notes/:id', { params: { id } });
  assert.deepEqual([background, media.length, cover?.alt], ['jujube', 1, media[0]!.alt]);
  assert.equal(media[0]!.alt, '吃两碗面');
  await page.goBack();
  await over.waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).pathname, '/en/people/mei');
  await page.context().close();
});

test('a draft is there again after a reload and on another device, and a failure keeps everything', async () => {
  const page = await visit(browser, site, { as: mei });
  await open(page, '/en/compose');
  await page.locator('input[type=file]').setInputFiles(photo(1));
  await arrived(page).waitFor();
  await page.getByLabel('Title', { exact: true }).fill('Half a thought');
  await page.getByText('Draft saved').waitFor();
  await page.reload();
  await page.getByText('You’re back where you left off.').waitFor();
  await arrived(page).waitFor();
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Half a thought');

  await page.getByLabel('Title', { exact: true }).fill('x'.repeat(61));
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByText('The title is over 60 characters.').waitFor();
  await page.getByLabel('Title', { exact: true }).fill('A whole thought');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByText('Everything you wrote is kept.').waitFor();
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'A whole thought');
  await page.context().setOffline(false);
  await page.getByText('Draft saved').waitFor();

  const other = await visit(browser, site, { as: mei, size: DESKTOP });
  await open(other, '/en/compose/drafts');
  await accessible(other, 'the list of drafts');
  await other.getByRole('link', { name: /A whole thought/ }).click();
  await arrived(other).waitFor();
  assert.equal(await other.getByLabel('Title', { exact: true }).inputValue(), 'A whole thought');
  await accessible(other, 'a draft taken up again');
  await other.getByLabel('Title', { exact: true }).fill('A thought from elsewhere');
  await other.getByText('Draft saved').waitFor();
  await other.getByRole('button', { name: 'Post' }).click();
  await published(other);
  assert.deepEqual((await mei.call('GET /drafts')).items, []);
  await other.context().close();
  await open(page, '/en/compose');
  await page.getByText('Up to 18.').waitFor();
  assert.equal(
    await page.getByLabel('Title', { exact: true }).inputValue(),
    '',
    'what was published elsewhere does not come back',
  );
  await page.context().close();
});

test('without scripts the form posts words and pictures, and a refused picture keeps the rest', async () => {
  const page = await visit(browser, site, { as: tom, script: false });
  await page.goto('/en/compose');
  await page.getByLabel('Title', { exact: true }).fill('Plain');
  await page.getByLabel('Text', { exact: true }).fill('By hand');
  const text = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') };
  const dice = { name: 'dice.png', mimeType: 'image/png', buffer: readFileSync(testImage('dice.png')) };
  await page.locator('input[type=file]').setInputFiles([dice, text]);
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByText('notes.jpg').waitFor();
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Plain');
  assert.equal(await page.locator('input[name=media]').count(), 1, 'the picture that arrived is kept');
  await page.getByRole('button', { name: 'Post' }).click();
  const note = await tom.call('GET /notes/:id', { params: { id: await published(page) } });
  assert.deepEqual([note.title, note.body, note.media.length], ['Plain', 'By hand', 1]);

  await page.goto('/en/compose');
  await page.getByTitle('Chalkboard').click();
  await page.getByLabel('Text', { exact: true }).fill('Chalk on a board');
  await page.getByRole('button', { name: 'Post' }).click();
  const card = await tom.call('GET /notes/:id', { params: { id: await published(page) } });
  assert.deepEqual([card.background, card.body], ['chalkboard', 'Chalk on a board']);
  await page.context().close();
});

test('a place can have a point: typed, or told by the device after a tap and rounded; never worked out', async () => {
  const page = await visit(browser, site, { as: tom });
  const context = page.context();
  await context.grantPermissions(['geolocation'], { origin: site.url });
  await context.setGeolocation({ latitude: 30.657391, longitude: 104.065861 });
  await open(page, '/en/compose?words');
  await page.getByLabel('Text', { exact: true }).fill('Noodles by the river');
  await page.getByRole('button', { name: 'Add a point on the map' }).click();
  const point = page.getByLabel(/^Point on the map/);
  assert.equal(await point.inputValue(), '', 'nothing is said unasked');
  await point.fill('somewhere');
  await point.blur();
  await page.getByText('Write it as latitude, longitude').waitFor();
  await page.getByRole('button', { name: 'Use where I am' }).click();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[name=point]')?.value);
  assert.equal(await point.inputValue(), '30.66, 104.07');
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByText('Give the place a name too.').waitFor();
  await page.getByLabel(/^Place/).fill('Chengdu');
  await accessible(page, 'a place with a point');
  await page.getByRole('button', { name: 'Post' }).click();
  const id = await published(page);
  const place = { name: 'Chengdu', point: { latitude: 30.66, longitude: 104.07 } };
  const note = await tom.call('GET /notes/:id', { params: { id } });
  assert.deepEqual(note.place, place);
  const link = page.getByRole('link', { name: '30.66° N, 104.07° E' });
  assert.equal(await link.getAttribute('href'), 'geo:30.66,104.07');

  await open(page, `/en/notes/${id}/edit`);
  assert.equal(await point.inputValue(), '30.66, 104.07', 'the point is there to be changed');
  await page.getByLabel(/^Place/).fill('Chengdu, by the river');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/notes\/\d+$/);
  const renamed = await tom.call('GET /notes/:id', { params: { id } });
  assert.deepEqual(renamed.place, { ...place, name: 'Chengdu, by the river' });
  await open(page, `/en/notes/${id}/edit`);
  await point.fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/notes\/\d+$/);
  const pointless = await tom.call('GET /notes/:id', { params: { id } });
  assert.deepEqual(pointless.place, { name: 'Chengdu, by the river' });
  await context.close();
});

test('where the device says nothing the point can still be typed, and a draft keeps it', async () => {
  const page = await visit(browser, site, { as: mei, locale: 'zh-CN' });
  await open(page, '/zh-cn/compose');
  await page.getByText('写文字', { exact: true }).click();
  await page.getByLabel('正文', { exact: true }).fill('江边吃面');
  await page.getByRole('button', { name: '加上地图坐标' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await page.getByText('设备没有告诉我们位置').waitFor();
  await page.getByLabel(/^地图坐标/).fill('北纬 30.66°，东经 104.07°');
  await page.getByLabel(/^地点/).fill('成都');
  await page.getByText('草稿已保存').waitFor();
  await page.reload();
  await page.locator('#svelte-announcer').waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[name=point]')?.value);
  await page.getByRole('button', { name: '发布' }).click();
  const note = await mei.call('GET /notes/:id', { params: { id: await published(page) } });
  assert.deepEqual(note.place, { name: '成都', point: { latitude: 30.66, longitude: 104.07 } });
  await page.context().close();
});

test('without scripts a picture that is there can be described and cut to a shape, and a point is not lost', async () => {
  const page = await visit(browser, site, { as: tom, script: false });
  await page.goto('/en/compose');
  await page.locator('noscript p', { hasText: 'Without scripts a picture goes up whole.' }).waitFor();
  await page.getByLabel('Title', { exact: true }).fill('Plain shapes');
  await page.locator('input[type=file]').setInputFiles(photo(0));
  await page.getByLabel(/^Point on the map/).fill('nowhere');
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByText('Write it as latitude, longitude').first().waitFor();
  assert.equal(await page.getByLabel(/^Point on the map/).inputValue(), 'nowhere');
  await page.getByLabel(/^Point on the map/).fill('36.15, -95.99');
  await page.getByLabel(/^Place/).fill('Tulsa');
  await page.locator('[name^=alt-]').fill('A chair at the curb');
  await page.locator('[name^=crop-]').selectOption('1:1');
  await page.getByRole('button', { name: 'Post' }).click();
  const id = await published(page);
  const note = await tom.call('GET /notes/:id', { params: { id } });
  assert.deepEqual(note.place, { name: 'Tulsa', point: { latitude: 36.15, longitude: -95.99 } });
  assert.deepEqual(
    [note.media[0]!.alt, note.media[0]!.width],
    ['A chair at the curb', note.media[0]!.height],
  );
  await page.goto(`/en/notes/${id}/edit`);
  await page.locator('[name^=alt-]').fill('');
  await page.locator('[name^=crop-]').selectOption('whole');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/notes\/\d+$/);
  const whole = await tom.call('GET /notes/:id', { params: { id } });
  assert.equal(whole.media[0]!.alt, null);
  assert.notEqual(whole.media[0]!.width, whole.media[0]!.height);
  await page.context().close();
});

test('a picture whose line is lost waits and goes on by itself, while one writes; too many and too odd ones are told', async () => {
  const page = await visit(browser, site, { as: tom });
  await open(page, '/en/compose');
  const asked: string[] = [];
  await page.route('**/api/v1/media/tus/**', async (route) => {
    const request = route.request();
    asked.push(request.method());
    // The line is gone once the first bytes are on their way.
    if (request.method() === 'PATCH' && asked.filter((one) => one === 'PATCH').length === 1)
      return route.abort('connectionreset');
    return route.continue();
  });
  await page.locator('input[type=file]').setInputFiles(photo(0));
  await page.getByLabel('Title', { exact: true }).fill('Written meanwhile');
  await arrived(page).waitFor();
  assert.ok(asked.includes('HEAD') || asked.filter((one) => one === 'PATCH').length > 1, asked.join(' '));

  await page.context().setOffline(true);
  await page.locator('input[type=file]').setInputFiles(photo(1));
  await page.getByTitle('It goes on when you’re back online.').waitFor();
  await page.getByLabel('Text', { exact: true }).fill('Still writing, under a bridge');
  await page.context().setOffline(false);
  await arrived(page).nth(1).waitFor();

  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: svg });
  await shots(page)
    .filter({ hasText: 'face.png' })
    .getByText(/Pictures can be JPEG, PNG/)
    .waitFor();
  const many = Array.from({ length: 17 }, (_, at) => ({
    name: `dice ${at}.png`,
    mimeType: 'image/png',
    buffer: readFileSync(testImage('dice.png')),
  }));
  await page.locator('input[type=file]').setInputFiles(many);
  await page.getByText('A note holds 18 pictures. The rest were left out.').waitFor();
  assert.equal(await shots(page).count(), 19, 'eighteen, and the one that was refused');
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Written meanwhile');
  await page.context().close();
});
