import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, visit } from './visits.ts';

// Whose note or comment was taken down finds it said where the thing stands: why, since when, what is kept until when.

let site: Site;
let browser: Browser;
let mei: Somebody;
let keeper: Somebody;
let ann: Somebody;
/** Of Mei, taken down by a rule; with a comment by Mei under Ann's note that was taken down without one. */
let note: string;
let talk: string;

const RULE = 'Be kind to one another, also to those whom you will never meet, and to their dogs';

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  const { person, settle } = site.world;
  [mei, ann] = [await person('mei', { name: '梅' }), await person('ann', { name: 'Ann' })];
  keeper = await person('keeper', { name: 'Keeper', role: 'moderator' });
  const media = [await upload(mei, PHOTOS[0])];
  await settle();
  note = (await mei.call('POST /notes', { body: { title: 'Rude soup', body: 'Not nice.', media } })).id;
  const card = { media: [], card: { background: 'paper' as const } };
  talk = (await ann.call('POST /notes', { body: { title: 'A talk', body: 'Say something.', ...card } })).id;
  const say = async (body: string) =>
    (await mei.call('POST /notes/:id/comments', { params: { id: talk }, body: { body } })).id;
  const [judged, erased] = [await say('你们都错了'), await say('worse')];
  await takeDown('note', note, RULE);
  await takeDown('comment', judged);
  await keeper.call('DELETE /comments/:id', { params: { id: erased } });
  await settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

async function takeDown(kind: 'note' | 'comment', subject: string, rule?: string): Promise<void> {
  const body = { subject: { kind, id: subject }, reason: 'abuse' as const, words: '' };
  const { id } = await ann
    .call('POST /reports', { body })
    .catch(() => keeper.call('POST /reports', { body }));
  await keeper.call('PATCH /admin/reports/:id', {
    params: { id },
    body: { state: 'removed', ...(rule && { rule }) },
  });
}

const told = (page: Page) => page.locator('article.note aside');

for (const script of [false, true]) {
  test(`whose note was taken down reads it above the note, ${script ? 'with' : 'before any'} script`, async () => {
    const page = await visit(browser, site, { as: mei, locale: 'zh-CN', dark: script, script });
    await (script ? open(page, `/notes/${note}`) : page.goto(`/notes/${note}`));
    const words = await told(page).innerText();
    for (const part of ['这篇笔记已被移除', '现在只有你和管理员能看到。', `依据的规则：${RULE}`])
      assert.ok(words.includes(part), `${part}: ${words}`);
    assert.match(words, /图片保留到\d{4}年\d{1,2}月\d{1,2}日/);
    assert.ok(!words.includes('Keeper'));
    const [notice, picture] = [await told(page).boundingBox(), await page.locator('.pictures').boundingBox()];
    assert.ok(notice!.y + notice!.height <= picture!.y, 'above the pictures');
    await look(page, `down-note-${script}`);
    if (script) await accessible(page, 'a note that was taken down');
    await told(page).getByRole('link').click();
    await page.waitForURL('**/rules');
    await page.context().close();
  });
}

test('it is said in the note over a list too, beside the pictures on wide screens; others read nothing of it', async () => {
  for (const size of [DESKTOP, undefined]) {
    const page = await visit(browser, site, { as: mei, ...(size && { size }) });
    await open(page, '/people/mei');
    await page.locator(`#n${note}`).click({ position: { x: 20, y: 20 } });
    await page.locator('dialog').getByText('This note was taken down').waitFor();
    assert.match(await told(page).innerText(), /its pictures are kept until \d{1,2} \w{3} \d{4}|\w{3} \d/);
    await look(page, `down-layer-${size ? 'desktop' : 'phone'}`);
    await accessible(page, 'a note that was taken down, over a list');
    await page.context().close();
  }
  const page = await visit(browser, site, { as: keeper });
  await open(page, `/notes/${note}`);
  assert.equal(await told(page).count(), 0);
  await page.context().close();
});

test('whose comment was taken down reads so in its thread; for others nothing of it is there', async () => {
  const page = await visit(browser, site, { as: mei, locale: 'zh-TW' });
  await open(page, `/notes/${talk}`);
  const [judged, erased] = [
    page.locator('aside', { hasText: '這則留言已被移除' }),
    page.locator('aside', { hasText: '你的留言被管理員移除了' }),
  ];
  assert.match(await judged.innerText(), /原因：.+看看社群規範/s);
  assert.match(await erased.innerText(), /看看社群規範/);
  await erased.scrollIntoViewIfNeeded();
  await look(page, 'down-comments');
  await accessible(page, 'comments that were taken down');
  await page.context().close();
  const other = await visit(browser, site, { as: ann });
  await open(other, `/notes/${talk}`);
  await other.getByText('This comment was deleted.').waitFor();
  assert.equal(await told(other).count(), 0);
  assert.equal(await other.getByText('你们都错了').count(), 0);
  await other.context().close();
});
