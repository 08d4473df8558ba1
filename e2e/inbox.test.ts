import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { until } from '../server/src/testing/until.ts';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { accessible, alive, DESKTOP, open, visit } from './visits.ts';

let site: Site;
let browser: Browser;
let mei: Somebody;
let others: Somebody[];
let note: string;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '半糖阿梨' });
  const named = ['Ann', 'Bo', 'Chen', 'Dana', 'Eli'].map((name) =>
    site.world.person(name.toLowerCase(), { name }),
  );
  others = await Promise.all(named);
  const body = {
    title: 'Soup for a rainy day',
    body: 'Ginger, and patience.',
    card: { background: 'paper' },
  };
  note = (await mei.call('POST /notes', { body })).id;
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const badge = (page: Page) => page.locator('.places .place-count');

async function like(person: Somebody): Promise<void> {
  await person.call('PUT /notes/:id/like', { params: { id: note } });
  await site.world.settle();
}

async function say(person: Somebody, body: string): Promise<string> {
  const { id } = await person.call('POST /notes/:id/comments', { params: { id: note }, body: { body } });
  await site.world.settle();
  return id;
}

/** Streams of the live inbox that this browser asked for. */
function streams(context: BrowserContext): string[] {
  const asked: string[] = [];
  context.on('request', (request) => {
    if (request.url().endsWith('/inbox/live')) asked.push(request.url());
  });
  return asked;
}

test('a like and a comment show in the badge of every tab without a reload, over one connection', async () => {
  const page = await visit(browser, site, { as: mei });
  const context = page.context();
  const asked = streams(context);
  await open(page, '/');
  assert.equal(await badge(page).count(), 0);
  const second = await context.newPage();
  await open(second, '/search');
  await until('the stream is open', async () => asked.length > 0);
  await like(others[0]!);
  await badge(page).filter({ hasText: /^1$/ }).waitFor();
  // Sooner than the stream would say it again by itself.
  await badge(second).filter({ hasText: /^1$/ }).waitFor({ timeout: 10_000 });
  await say(others[1]!, 'Patience is the hard part');
  await badge(page).filter({ hasText: /^2$/ }).waitFor();
  await badge(second).filter({ hasText: /^2$/ }).waitFor();
  assert.equal(asked.length, 1, 'one connection for two tabs');
  await page.close();
  await until('the other tab takes over', async () => asked.length === 2);
  await like(others[1]!);
  await say(others[2]!, '好喝');
  await badge(second).filter({ hasText: /^3$/ }).waitFor();
  await context.close();
});

test('likes of one note are one line; opening a list marks it as read, and lines lead to their place', async () => {
  for (const person of others.slice(2)) await like(person);
  const page = await visit(browser, site, { as: mei });
  await open(page, '/inbox?list=likes');
  const line = page.locator('main li').filter({ hasText: 'liked your note' });
  assert.match(await line.innerText(), /Eli, Dana and 3 others liked your note/);
  await accessible(page, 'the inbox');
  await badge(page).filter({ hasText: /^2$/ }).waitFor();
  await page.getByRole('link', { name: 'Comments, 2 unread' }).click();
  const comment = page.getByRole('link', { name: /Bo commented on your note/ });
  await comment.waitFor();
  await badge(page).waitFor({ state: 'detached' });
  await page.reload();
  assert.equal(await page.getByRole('heading', { name: 'New' }).count(), 0, 'what was seen is no longer new');
  await alive(page);
  await comment.click();
  await page.waitForURL(new RegExp(`/notes/${note}#c-`));
  await page.getByText('Patience is the hard part').waitFor();
  await page.context().close();
});

test('a new follower is followed back, and what arrives meanwhile waits behind a button', async () => {
  const [ann, bo] = [others[0]!, others[1]!];
  await ann.call('PUT /people/:person/follow', { params: { person: mei.id } });
  await site.world.settle();
  const page = await visit(browser, site, { as: mei, size: DESKTOP, locale: 'zh-CN', dark: true });
  await open(page, '/inbox');
  await page.getByText('Ann 关注了你').waitFor();
  await accessible(page, 'the inbox in the dark, in Chinese');
  await page.getByRole('button', { name: '关注 Ann' }).click();
  await until(
    'followed back',
    async () => (await mei.call('GET /people/:person', { params: { person: ann.id } })).relation.following,
  );
  await bo.call('PUT /people/:person/follow', { params: { person: mei.id } });
  await site.world.settle();
  await page.getByRole('button', { name: '1 条新消息' }).click();
  await page.getByText('Bo 关注了你').waitFor();
  await page.context().close();
});

test('whose note was taken down reads why in their language, and is led to the note and to the rules', async () => {
  const [reporter, keeper] = [others[4]!, await site.world.person('keeper', { role: 'moderator' })];
  const gone = await mei.call('POST /notes', { body: { title: '不该这么说' } });
  const subject = { kind: 'note', id: gone.id } as const;
  const { id } = await reporter.call('POST /reports', { body: { subject, reason: 'abuse', words: '' } });
  await keeper.call('PATCH /admin/reports/:id', { params: { id }, body: { state: 'removed' } });
  await site.world.settle();
  for (const [locale, words, why, tab] of [
    ['zh-TW', '你的筆記被管理員移除了', '原因：辱罵或騷擾', '管理通知'],
    ['en', 'Your note was taken down', 'Why: Insults or harassment', 'Notices'],
  ] as const) {
    const page = await visit(browser, site, { as: mei, locale });
    await open(page, '/inbox?list=likes');
    await page
      .locator('main nav, nav')
      .getByRole('link', { name: new RegExp(`^${tab}`) })
      .click();
    const line = page.locator('main li').filter({ hasText: words });
    await line.getByText(why).waitFor();
    await accessible(page, `a notice in ${locale}`);
    await line.locator('a[href$="/rules"]').waitFor();
    await line.getByRole('link', { name: words }).click();
    await page.waitForURL(new RegExp(`/notes/${gone.id}$`));
    await page.getByText('不该这么说').first().waitFor();
    await page.context().close();
  }
  const page = await visit(browser, site, { as: reporter });
  await open(page, '/inbox?list=likes');
  assert.equal(await page.getByRole('link', { name: 'Notices' }).count(), 0, 'for those who have any');
  await page.context().close();
});

test('without script a list is read, marked and paged by forms and links; strangers are asked in', async () => {
  await say(others[3]!, 'Before any script');
  const page = await visit(browser, site, { as: mei, script: false });
  await page.goto('/inbox?list=comments');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.waitForURL(/list=comments/);
  assert.equal(await page.getByRole('heading', { name: 'New' }).count(), 0);
  assert.equal(await page.getByText('Before any script').count(), 1);
  await page.context().close();
  const stranger = await visit(browser, site);
  await stranger.goto('/inbox');
  await stranger.waitForURL(/sign-in\?to=%2Finbox/);
  await stranger.context().close();
});
