import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { alive, open, visit } from './visits.ts';

/**
 * Phones in the house (`npm start -- --lan`) come over plain http to an address that is not `localhost`. Browsers then
 * hold back passkeys, the clipboard, locks, service workers and `Sec-Fetch-Site`; everything else must work.
 */
const HOUSE = 'house.test';
const PASSWORD = 'eleven paper lanterns';
const PHONE_JPEG = join(import.meta.dirname, '../node_modules/exif-parser/test/starfish.jpg');

let site: Site;
let house: Site;
let browser: Browser;
let mei: Somebody;
let note: string;

before(async () => {
  site = await startSite();
  house = { ...site, url: site.url.replace('localhost', HOUSE) };
  browser = await launchBrowser({ args: [`--host-resolver-rules=MAP ${HOUSE} 127.0.0.1`] });
  mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans', 'en'] });
  const media = [await upload(mei, PHOTOS[0])];
  note = (await mei.call('POST /notes', { body: { title: '巷口的牛肉面', body: '十二块一碗', media } })).id;
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const ask = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (address) => (await fetch(address)).json(), `/api/v1/${path}`) as Promise<T>;

test('on a phone in the house one signs up, posts, answers, copies a link, leaves and comes back', async () => {
  const page = await visit(browser, house, { locale: 'zh-CN' });
  await open(page, '/');
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await page.locator(`button[value="like:${note}"]`).click();
  await page.waitForURL(/\/sign-up\?/);
  await alive(page);
  assert.equal(await page.getByRole('button', { name: '用通行密钥注册' }).count(), 0);
  await page.getByLabel('名字').fill('家里的手机');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '用密码注册' }).click();
  await page.waitForURL(/\/welcome/);
  const { person } = await ask<{ person: { handle: string } }>(page, 'session');
  assert.equal((await ask<{ liked: boolean }>(page, `notes/${note}`)).liked, true);

  const theirs = await posts(page);
  await answers(page);
  await copies(page, `/notes/${note}`, '这篇笔记的更多操作');
  await copies(page, '/people/mei', '半糖阿梨的更多操作');
  await mei.call('PUT /notes/:id/like', { params: { id: theirs } });
  await site.world.settle();
  await open(page, '/');
  await page.locator('nav a[href$="/inbox"]:visible').getByText('1', { exact: true }).waitFor();

  await changesPassword(page, person.handle);
  await page.context().close();
});

/** A photograph as a phone makes it, with words beside it. Answers the note's id. */
async function posts(page: Page): Promise<string> {
  await open(page, '/compose');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'star.jpg', mimeType: 'image/jpeg', buffer: await readFile(PHONE_JPEG) });
  await page.locator('textarea[name=title]').fill('海边捡到的');
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.waitForURL(/\/notes\/\d+$/, { timeout: 30_000 });
  return /\d+$/.exec(page.url())![0];
}

async function answers(page: Page): Promise<void> {
  await open(page, `/notes/${note}`);
  await page.locator('#say textarea').fill('看着就饿了');
  await page.getByRole('button', { name: '发送', exact: true }).click();
  await until('it is said', async () =>
    (await ask<{ items: { body: string }[] }>(page, `notes/${note}/comments`)).items.some(
      ({ body }) => body === '看着就饿了',
    ),
  );
}

/** There is no clipboard: the address stands there, selected, to be copied by hand. */
async function copies(page: Page, path: string, menu: string): Promise<void> {
  await open(page, path);
  await page.getByRole('button', { name: menu }).first().click();
  await page.getByRole('menuitem', { name: '复制链接' }).click();
  const field = page.getByRole('dialog').getByRole('textbox');
  await field.waitFor();
  assert.equal(await field.inputValue(), house.url + path);
  const selected = await field.evaluate((input: HTMLInputElement) =>
    input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
  );
  assert.equal(selected, house.url + path);
}

async function changesPassword(page: Page, handle: string): Promise<void> {
  await open(page, '/settings/account');
  await page.getByLabel('当前密码').first().fill(PASSWORD);
  await page.getByLabel('新密码').fill(`${PASSWORD} and a kite`);
  await page.getByRole('button', { name: '更换密码' }).click();
  await page.getByText('密码已更换').waitFor();
  await open(page, '/settings');
  await page.locator('form[action="?/out"] button').click();
  await until('they are out', async () => (await ask<{ person: unknown }>(page, 'session')).person === null);
  await open(page, '/sign-in');
  await page.locator('input[name=who]').fill(handle);
  await page.locator('input[name=password]').fill(`${PASSWORD} and a kite`);
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  assert.equal((await ask<{ person: { handle: string } }>(page, 'session')).person.handle, handle);
}

test('and so it is without any script', async () => {
  const page = await visit(browser, house, { script: false });
  await page.goto('/en/sign-up');
  await page.getByRole('textbox', { name: 'Name' }).fill('No script');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up with a password' }).click();
  await page.waitForURL(/\/welcome/);
  await page.context().close();
});
