import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { makeFounderToken } from '../server/src/domains/community/index.ts';
import type { Somebody } from '../server/src/testing/world.ts';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { startSite, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, PHONE, visit } from './visits.ts';

let site: Site;
let browser: Browser;
let mei: Somebody;
let ann: Somebody;
let bo: Somebody;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '半糖阿梨' });
  ann = await site.world.person('ann', { name: 'Ann' });
  bo = await site.world.person('bo', { name: 'Bo' });
});

after(async () => {
  await browser?.close();
  await site?.close();
});

test('the first link makes an administrator, who names the place and writes its rules', async () => {
  const token = await makeFounderToken(site.world.base);
  const page = await visit(browser, site, { as: mei });
  await open(page, `/welcome?token=${token}`);
  await page.getByRole('button').filter({ hasText: '半糖阿梨' }).click();
  await page.waitForURL(/\/admin$/);
  await page.getByRole('heading', { name: 'First steps' }).waitFor();
  await accessible(page, 'the overview');
  await page.getByRole('link', { name: /Write the rules/ }).click();
  await page.getByLabel('Rules in English').fill('Be kind.\n\nNo adverts.');
  await page.getByLabel('Rules in Simplified Chinese').fill('友善待人。');
  await page.getByLabel('Name in English').fill('Jujube Lane');
  await page.getByText('Closed', { exact: true }).click();
  await accessible(page, 'the form of the community');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').first().waitFor();
  await open(page, '/rules');
  await page.getByText('No adverts.').waitFor();
  assert.match(await page.title(), /Jujube Lane/);
  await page.context().close();
});

test('a report is decided, and taken back', async () => {
  const { id } = await ann.call('POST /notes', {
    body: { title: 'Buy followers here', body: 'Cheap', card: { background: 'paper' } },
  });
  const subject = { kind: 'note' as const, id };
  await bo.call('POST /reports', { body: { subject, reason: 'spam', words: 'An advert' } });
  await site.world.settle();
  const page = await visit(browser, site, { as: mei, size: DESKTOP });
  await open(page, '/admin/reports');
  await page.getByText('Buy followers here').waitFor();
  await page.locator('summary').filter({ hasText: 'Remove' }).click();
  await page.getByLabel(/Which rule it breaks/).fill('No adverts.');
  await accessible(page, 'the queue');
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('It is removed.').waitFor();
  await assert.rejects(bo.call('GET /notes/:id', { params: { id } }), 'nobody sees it');
  await page.getByRole('link', { name: 'Decided' }).click();
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByText('It waits for a decision again.').waitFor();
  assert.equal((await bo.call('GET /notes/:id', { params: { id } })).title, 'Buy followers here');
  await page.context().close();
});

test('a suspended member is refused at once, and let in again', async () => {
  const page = await visit(browser, site, { as: mei, size: DESKTOP });
  await open(page, '/admin/members?q=bo');
  await page.locator('summary[aria-label="Manage Bo"]').click();
  await accessible(page, 'the members');
  await page.getByRole('button', { name: 'Suspend' }).click();
  await page.getByText('Bo is suspended.').waitFor();
  const refused = await bo.fetch('/api/v1/notes', {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(((await refused.json()) as { code: string }).code, 'access.suspended');
  const theirs = await visit(browser, site, { as: bo, locale: 'zh-CN' });
  await open(theirs, '/');
  await theirs.getByRole('alert').getByText('这个账号暂时被停用。').waitFor();
  await accessible(theirs, 'a suspended account');
  await theirs.getByRole('button', { name: '退出登录' }).click();
  await theirs.locator('article[id^=n]').first().waitFor();
  await theirs.context().close();
  await page.getByRole('button', { name: 'Lift the suspension' }).click();
  await page.getByText('Bo can come in again.').waitFor();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.getByText('Link for Bo.').waitFor();
  assert.match(await page.locator('code').innerText(), /^http.*reset/);
  await open(page, '/admin/audit');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'suspended a member' })
    .getByRole('link', { name: 'Bo' })
    .waitFor();
  await accessible(page, 'the record');
  await page.context().close();
});

test('a place for members only shows visitors the way in, which leads back', async () => {
  await mei.call('PATCH /community', { body: { membersOnly: true } });
  const page = await visit(browser, site);
  await until('visitors are led to sign in', async () => {
    await page.goto('/en/people/mei');
    const { pathname, searchParams } = new URL(page.url());
    return pathname === '/en/sign-in' && searchParams.get('to') === '/en/people/mei';
  });
  await page.context().close();
  await mei.call('PATCH /community', { body: { membersOnly: false } });
});

test('channels are added, moved, renamed and archived, all of it without script', async () => {
  const page = await visit(browser, site, { as: mei, script: false, locale: 'zh-CN', dark: true });
  await page.goto('/admin/channels');
  const add = page.locator('form[action="?/add"]');
  for (const [locale, name] of [
    ['en', 'Tea & Cake'],
    ['zh-CN', '茶点'],
    ['zh-TW', '茶點'],
  ]) {
    await add.locator(`[name="name.${locale}"]`).fill(name!);
  }
  await add.getByRole('button', { name: '添加频道' }).click();
  const line = page.locator('li').filter({ hasText: 'tea-cake' });
  await line.getByRole('button', { name: '上移茶点' }).click();
  const slugs = (await mei.call('GET /channels')).items.map(({ slug }) => slug);
  assert.equal(slugs.at(-2), 'tea-cake');
  await line.locator('summary').click();
  await line.getByRole('button', { name: '归档茶点' }).click();
  await page.getByText('茶点已归档').waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  assert.ok((await mei.call('GET /channels')).items.some(({ slug }) => slug === 'tea-cake'));
  await page.context().close();
});

test('an archived channel is listed for administrators in their language, and comes back to its place', async () => {
  const names = { en: 'Rainy days', 'zh-CN': '雨天', 'zh-TW': '下雨天' };
  const put = (archived: boolean) =>
    mei.call('PUT /channels/:slug', {
      params: { slug: 'rainy-days' },
      body: { names, position: 15, archived },
    });
  await put(false);
  const before = (await mei.call('GET /channels')).items.map(({ slug }) => slug);
  for (const [locale, heading, button, done] of [
    ['en', 'Archived', 'Bring back Rainy days', 'Rainy days is back in its place.'],
    ['zh-CN', '已归档', '恢复雨天', '雨天已恢复，回到原来的位置。'],
    ['zh-TW', '已封存', '取消封存下雨天', '下雨天已取消封存，回到原來的位置。'],
  ] as const) {
    await put(true);
    const page = await visit(browser, site, {
      as: mei,
      locale,
      size: locale === 'en' ? DESKTOP : PHONE,
      dark: locale === 'zh-TW',
    });
    await open(page, '/admin/channels');
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await accessible(page, 'archived channels');
    await page.getByRole('button', { name: button }).scrollIntoViewIfNeeded();
    await look(page, `channels-${locale}`);
    await page.getByRole('button', { name: button }).click();
    await page.getByText(done).waitFor();
    assert.equal(await page.getByRole('heading', { name: heading, exact: true }).count(), 0);
    assert.deepEqual(
      (await mei.call('GET /channels')).items.map(({ slug }) => slug),
      before,
    );
    await page.context().close();
  }
});

test('the console is not there for others; moderators have the reports alone; credits are for everyone', async () => {
  const member = await visit(browser, site, { as: ann });
  assert.equal((await member.goto('/admin'))!.status(), 404);
  await mei.call('PATCH /admin/members/:person', { params: { person: ann.id }, body: { role: 'moderator' } });
  await member.goto('/admin');
  await member.waitForURL(/\/admin\/reports$/);
  assert.equal((await member.goto('/admin/members'))!.status(), 404);
  await member.context().close();
  const page = await visit(browser, site, { locale: 'zh-TW' });
  await open(page, '/credits');
  await page.getByText('Michael Guite').waitFor();
  await accessible(page, 'the credits');
  await page.context().close();
});
