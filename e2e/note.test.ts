import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { testImage } from '../server/src/testing/photos.ts';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { accessible, alive, DESKTOP, open, visit } from './visits.ts';

let site: Site;
let browser: Browser;
let mei: Somebody;
let tom: Somebody;
/** A note in two languages with three pictures, by mei. */
let id: string;

const PAYLOAD = `</script><img src=x onerror="document.title='broken in'"><b>bold</b>`;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans'] });
  tom = await site.world.person('tom', { name: 'Tom', reads: ['en'] });
  const media: string[] = [];
  for (const photo of PHOTOS) media.push(await upload(mei, photo));
  const body = {
    title: '路边的椅子',
    body: '谁都可以坐 #成都 @tom https://example.org/chair。',
    language: 'zh-Hans',
    channel: 'streets',
  };
  const versions = [{ language: 'en', title: 'A chair at the curb', body: 'Anyone may sit #Chengdu' }];
  const note = await mei.call('POST /notes', {
    body: { ...body, media, versions, place: { name: '玉林' }, declarations: ['own_product'] },
  });
  id = note.id;
  for (let i = 0; i < 9; i += 1)
    await tom.call('POST /notes', { body: { title: `Text ${i}`, body: PAYLOAD } });
  const root = await tom.call('POST /notes/:id/comments', { params: { id }, body: { body: 'May I sit?' } });
  for (const words of ['坐吧', '随便坐', '我也在', '明天还在吗']) {
    await mei.call('POST /notes/:id/comments', { params: { id }, body: { body: words, parent: root.id } });
  }
  await mei.call('PUT /comments/:id/like', { params: { id: root.id } });
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const say = (page: Page) => page.locator('#say textarea');
const comment = (page: Page, words: string) => page.locator('[id^=c-]').filter({ hasText: words });

test('on a wide screen a note opens over the feed; Esc and Back close it and the feed is where it was', async () => {
  const page = await visit(browser, site, { as: tom, size: DESKTOP });
  await open(page, '/');
  const card = page.locator(`#n${id}`);
  await page.evaluate(() => scrollTo(0, 300));
  await card.scrollIntoViewIfNeeded();
  await card.hover();
  await card.locator('[data-menu]').waitFor({ state: 'attached' });
  const y = await page.evaluate(() => scrollY);
  await card.locator('a[data-note]').click();
  const over = page.locator('dialog.note-layer');
  await over
    .getByRole('heading', { name: 'A chair at the curb' })
    .or(over.getByText('A chair at the curb'))
    .first()
    .waitFor();
  assert.equal(new URL(page.url()).pathname, `/notes/${id}`);
  await over.getByRole('button', { name: /^Like, / }).click();
  await over.locator('button[value^="unlike:"]').waitFor();
  await over.getByRole('button', { name: /^Save/ }).click();
  await page.getByRole('status').getByRole('button', { name: 'Add to a board' }).click();
  const boards = page.getByRole('dialog', { name: 'Add to a board' });
  await boards.waitFor();
  await page.keyboard.press('Escape');
  await boards.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await over.waitFor({ state: 'detached' });
  assert.deepEqual([new URL(page.url()).pathname, await page.evaluate(() => scrollY)], ['/', y]);
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['note']), id);
  assert.equal(await card.locator('button[name=act]').getAttribute('aria-pressed'), 'true');
  await page.goForward();
  await over.locator('article.note').waitFor();
  await accessible(page, 'a note over the feed');
  await page.goBack();
  await over.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => scrollY), y);
  await tom.call('DELETE /notes/:id/like', { params: { id } });
  await page.context().close();
});

test('on a phone a note takes the screen over the feed, which stays as it was; what is below it comes when one sets out for it', async () => {
  await mei.call('POST /notes', { body: { title: 'Another chair', body: '#成都', channel: 'streets' } });
  await site.world.settle();
  const page = await visit(browser, site, { as: tom });
  await open(page, '/');
  await page.locator(`#n${id}`).scrollIntoViewIfNeeded();
  const y = await page.evaluate(() => scrollY);
  let documents = 0;
  page.on('request', (request) => (documents += request.isNavigationRequest() ? 1 : 0));
  await page.locator(`#n${id} a[data-note]`).tap();
  const over = page.locator('dialog.note-layer');
  await over.getByText('A chair at the curb').first().waitFor();
  assert.equal(new URL(page.url()).pathname, `/notes/${id}`);
  await accessible(page, 'a note that takes the screen');
  // Nothing below can be reached by Tab.
  for (let i = 0; i < 30; i += 1) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(() => {
      const at = document.activeElement;
      return at !== document.body && !at?.closest('dialog.note-layer') ? at?.outerHTML.slice(0, 120) : null;
    });
    assert.equal(outside, null);
  }
  await over.evaluate((layer) => layer.scrollTo(0, 200));
  await comment(page, 'May I sit?').waitFor();
  await over.evaluate((layer) => layer.scrollTo(0, layer.scrollHeight));
  await over.locator('article[id^=n]').first().waitFor();
  await page.locator('#say').first().click();
  await say(page).fill('From the sofa');
  await page.getByRole('button', { name: 'Send' }).click();
  await comment(page, 'From the sofa').locator('a', { hasText: 'Reply' }).waitFor();
  await page.locator('body').press('Escape');
  await over.waitFor({ state: 'detached' });
  assert.deepEqual([new URL(page.url()).pathname, await page.evaluate(() => scrollY)], ['/', y]);
  assert.equal(documents, 0);
  await page.goForward();
  await over.locator('article.note').waitFor();
  await page.reload();
  await page.locator('article.note.page').waitFor();
  await alive(page);
  await page.goBack();
  await page.locator(`#n${id}`).waitFor();
  await until('the list is where it was', async () => (await page.evaluate(() => scrollY)) === y);
  await page.context().close();
});

test('what people write is words and links, never markup', async () => {
  const page = await visit(browser, site);
  const { items } = await site.world.visitor.call('GET /people/:person/notes', { params: { person: 'tom' } });
  await open(page, `/notes/${items[0]!.id}`);
  await page.getByText('<b>bold</b>').waitFor();
  assert.notEqual(await page.title(), 'broken in');
  await open(page, `/notes/${id}`);
  const link = page.getByRole('link', { name: 'https://example.org/chair' });
  assert.equal(await link.getAttribute('rel'), 'nofollow ugc noopener');
  assert.equal(await page.getByRole('link', { name: '@tom' }).getAttribute('href'), `/people/${tom.id}`);
  const data = await page.locator('script[type="application/ld+json"]').textContent();
  assert.equal((JSON.parse(data!) as { headline: string }).headline, '路边的椅子');
  assert.match(
    (await page.locator('meta[property="og:image"]').getAttribute('content')) ?? '',
    /^http.*\/media\//,
  );
  assert.equal(await page.locator('link[rel=alternate][hreflang]').count(), 4);
  await page.context().close();
});

test('both languages stand on the page, and the choice between them is remembered', async () => {
  const page = await visit(browser, site, { locale: 'en' });
  await open(page, `/notes/${id}`);
  await page.locator('[lang="zh-Hans"]', { hasText: '谁都可以坐' }).first().waitFor();
  await page.locator('[lang=en]', { hasText: 'Anyone may sit' }).first().waitFor();
  await page.getByText('English, by the author').waitFor();
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/v1/session'));
  await page.getByRole('button', { name: 'Translated' }).click();
  await page.getByText('谁都可以坐').waitFor({ state: 'detached' });
  assert.equal((await answered).status(), 200);
  await open(page, `/notes/${id}`);
  assert.equal(await page.getByText('谁都可以坐').count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Translated' }).getAttribute('aria-pressed'), 'true');
  await page.context().close();
});

test('the pictures turn by key, and one can look closer', async () => {
  const page = await visit(browser, site);
  await open(page, `/notes/${id}`);
  await page.keyboard.press('ArrowRight');
  await page.getByText('2/3', { exact: true }).waitFor();
  await page.locator('.slide a').nth(1).click();
  const zoom = page.locator('dialog[open]');
  await zoom.waitFor();
  await page.keyboard.press('ArrowRight');
  await zoom.getByText('3/3').waitFor();
  await page.keyboard.press('Escape');
  await zoom.waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).pathname, `/notes/${id}`);
  await page.context().close();
});

test('Enter that picks a word sends nothing; what is sent is there at once and for good', async () => {
  const page = await visit(browser, site, { as: tom, size: DESKTOP });
  await open(page, `/notes/${id}`);
  await say(page).click();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
  await say(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await session.send('Input.insertText', { text: '你好，椅子' });
  assert.equal(await say(page).inputValue(), '你好，椅子');
  assert.equal(await comment(page, '你好，椅子').count(), 0);
  await page.keyboard.press('Enter');
  await comment(page, '你好，椅子').locator('a', { hasText: 'Reply' }).waitFor();
  assert.equal(await say(page).inputValue(), '');
  const said = await tom.call('GET /notes/:id/comments', { params: { id }, query: { sort: 'newest' } });
  assert.equal(said.items.filter(({ body }) => body === '你好，椅子').length, 1);
  await page.context().close();
});

test('a comment that could not be sent is kept, also for the next visit, and is said once', async () => {
  const page = await visit(browser, site, { as: tom });
  await open(page, `/notes/${id}`);
  await page.route('**/comments', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await say(page).fill('Kept through the tunnel');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('status').getByText('You’re offline').waitFor();
  assert.equal(await say(page).inputValue(), 'Kept through the tunnel');
  await page.unrouteAll();
  await open(page, `/notes/${id}`);
  await until('the draft is back', async () => (await say(page).inputValue()) === 'Kept through the tunnel');
  await page.getByRole('button', { name: 'Send' }).click();
  await comment(page, 'Kept through the tunnel').locator('a', { hasText: 'Reply' }).waitFor();
  await open(page, `/notes/${id}`);
  assert.equal(await say(page).inputValue(), '');
  await page.context().close();
});

test('threads unfold, replies say whom they answer, people are suggested, and a deleted comment leaves its place', async () => {
  const page = await visit(browser, site, { as: tom, size: DESKTOP, locale: 'zh-CN' });
  await open(page, `/notes/${id}`);
  await page.getByRole('link', { name: '展开 2 条回复' }).click();
  await comment(page, '明天还在吗').waitFor();
  await page.getByText('作者赞过').waitFor();
  await comment(page, '随便坐').getByRole('link', { name: '回复' }).click();
  await page.getByText('回复 半糖阿梨').waitFor();
  await say(page).pressSequentially('谢谢 @me');
  await page.getByRole('option', { name: /半糖阿梨/ }).waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await say(page).inputValue(), '谢谢 @mei ');
  await page.keyboard.press('Enter');
  const mine = comment(page, '谢谢 @半糖阿梨');
  await mine.getByRole('link', { name: '@半糖阿梨' }).last().hover();
  await mine.getByRole('button', { name: /更多操作/ }).click();
  await mine.getByRole('menuitem', { name: '删除' }).click();
  await page.locator('dialog[open]').getByRole('button', { name: '删除' }).click();
  await page.getByText('这条评论已删除。').waitFor();
  await page.context().close();
});

test('a visitor says something, signs up, and it is said', async () => {
  const page = await visit(browser, site, { locale: 'zh-TW' });
  await open(page, `/notes/${id}`);
  await say(page).fill('我先看看，再坐下');
  await page.getByRole('button', { name: '送出' }).click();
  await page.waitForURL(/\/sign-up\?/);
  await alive(page);
  await page.locator('input[name=name]').fill('路過的人');
  await page.locator('input[name=password]').fill('four unrelated chair words');
  await page.locator('form:has(input[name=password]) button:not([type=button])').last().click();
  await page.waitForURL((url) => !url.pathname.includes('sign-up'));
  await until('the comment is there', async () => {
    const { items } = await mei.call('GET /notes/:id/comments', {
      params: { id },
      query: { sort: 'newest' },
    });
    return items.filter(({ body }) => body === '我先看看，再坐下').length === 1;
  });
  await page.context().close();
});

test('without script a note can be read, unfolded and answered', async () => {
  const page = await visit(browser, site, { as: tom, script: false });
  await page.goto(`/en/notes/${id}`);
  await page.getByText('谁都可以坐').waitFor();
  await page.getByRole('link', { name: 'Show 2 more replies' }).click();
  await comment(page, '明天还在吗').getByRole('link', { name: 'Reply' }).click();
  await say(page).fill('By a plain form');
  await page.locator('#say button[aria-label=Send]').click();
  await comment(page, 'By a plain form').waitFor();
  await comment(page, 'By a plain form').getByRole('link', { name: '@半糖阿梨' }).waitFor();
  await page.context().close();
});

test('one’s own note can be deleted and brought back', async () => {
  const page = await visit(browser, site, { as: mei, size: DESKTOP, locale: 'zh-CN' });
  await open(page, '/');
  await open(page, `/notes/${id}`);
  await page
    .locator('article.note header')
    .getByRole('button', { name: /更多操作/ })
    .click();
  await page.getByRole('menuitem', { name: '删除' }).click();
  await page.getByRole('button', { name: '撤销' }).click();
  await until(
    'the note is back',
    async () => (await site.world.visitor.fetch(`/api/v1/notes/${id}`)).status === 200,
  );
  await page.context().close();
});

test('nothing of a note is out of reach, light and dark, in Chinese and English', async () => {
  for (const look of [
    { locale: 'zh-CN', dark: false },
    { locale: 'en', dark: true, as: mei, size: DESKTOP },
  ] as const) {
    const page = await visit(browser, site, look);
    await open(page, `/notes/${id}`);
    await accessible(page, `a note in ${look.locale}`);
    await page.context().close();
  }
});

test('an animation stands still for those who asked for less motion, and can be started and stopped', async () => {
  const form = new FormData();
  form.set('file', new File([readFileSync(testImage('animated.gif'))], 'moving.gif'));
  const { id } = (await (await tom.fetch('/api/v1/media', { method: 'POST', body: form })).json()) as {
    id: string;
  };
  const note = await tom.call('POST /notes', { body: { title: 'It moves', media: [id] } });
  const [picture] = note.media;
  const moving = picture!.url;
  assert.ok(picture!.animated && picture!.still!.every(({ url }) => url !== moving));
  const page = await visit(browser, site);
  await open(page, `/en/notes/${note.id}`);
  const image = page.locator('.gallery picture img');
  const shown = () => image.evaluate((element: HTMLImageElement) => new URL(element.currentSrc).pathname);
  await page.waitForFunction(
    () => document.querySelector<HTMLImageElement>('.gallery picture img')?.currentSrc,
  );
  assert.notEqual(await shown(), moving);
  await page.getByRole('button', { name: 'Play the animation' }).click();
  await page.getByRole('button', { name: 'Pause the animation' }).waitFor();
  await until('it moves', async () => (await shown()) === moving);
  await accessible(page, 'an animation');
  await page.getByRole('button', { name: 'Pause the animation' }).click();
  await until('it stands', async () => (await shown()) !== moving);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await open(page, `/en/notes/${note.id}`);
  await until('it moves', async () => (await shown()) === moving);
  await page.context().close();
});

test('an author pins and hides what is said; words are changed and shown as changed; anybody reports', async () => {
  const note = await mei.call('POST /notes', { body: { title: 'What do you see?' } });
  const said = async (who: Somebody, body: string) =>
    (await who.call('POST /notes/:id/comments', { params: { id: note.id }, body: { body } })).id;
  const first = await said(tom, 'A boat');
  await said(tom, 'Nothing much');
  await said(mei, 'It is a crane');
  const page = await visit(browser, site, { as: mei });
  await open(page, `/en/notes/${note.id}`);
  const choose = async (words: string, item: string) => {
    await comment(page, words)
      .getByRole('button', { name: /^More about the comment/ })
      .click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('A boat', 'Pin to the top');
  await comment(page, 'A boat').getByText('Pinned').waitFor();
  await choose('Nothing much', 'Hide from readers');
  await comment(page, 'Nothing much').getByText('Hidden from readers').waitFor();
  await choose('It is a crane', 'Edit');
  const field = page.locator('[id^=c-] textarea');
  await field.fill('It is a heron');
  await page.locator('[id^=c-]').getByRole('button', { name: 'Save' }).click();
  await comment(page, 'It is a heron').waitFor();
  const { items } = await site.world.visitor.call('GET /notes/:id/comments', {
    params: { id: note.id },
    query: {},
  });
  assert.deepEqual(
    items.map(({ body, pinned }) => [body, pinned]),
    [
      ['A boat', true],
      ['It is a heron', false],
    ],
  );
  assert.equal(items[0]!.id, first);
  await page.context().close();

  const reader = await visit(browser, site, { as: tom });
  await open(reader, `/en/notes/${note.id}`);
  assert.equal(await comment(reader, 'Nothing much').count(), 1, 'its writer still sees it');
  await comment(reader, 'It is a heron')
    .getByRole('button', { name: /^More about the comment/ })
    .click();
  await reader.getByRole('menuitem', { name: 'Report' }).click();
  const dialog = reader.locator('dialog[open]');
  await dialog.locator('input[type=radio]').first().check();
  await dialog.getByRole('button', { name: 'Report' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { rows } = await site.world.base.pool.query('select kind from reports');
  assert.deepEqual(rows, [{ kind: 'comment' }]);
  await reader.context().close();
});
