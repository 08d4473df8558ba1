import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { accessible, DESKTOP, open, visit, type Visit } from './visits.ts';

const PASSWORD = 'seven green umbrellas';

let site: Site;
let browser: Browser;
let mei: Somebody;
let ann: Somebody;
let note: string;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans', 'en'] });
  ann = await site.world.person('ann', { name: 'Ann Okafor' });
  const media = [await upload(mei, PHOTOS[0])];
  note = (await mei.call('POST /notes', { body: { title: '巷口的牛肉面', body: '十二块一碗', media } })).id;
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/** A page on which a password in an address fails the test. */
async function watched(options: Visit = {}): Promise<Page> {
  const page = await visit(browser, site, options);
  page.on('request', (request) =>
    assert.doesNotMatch(decodeURIComponent(request.url()), /umbrellas|12345678/),
  );
  return page;
}

async function withPasskeys(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function signUp(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up with a password' }).click();
}

async function signIn(page: Page, who: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Handle or e-mail').fill(who);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function at(page: Page, path: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === path);
}

/** Who a page's browser is signed in as. */
async function me(page: Page): Promise<{ id: string; handle: string; name: string } | null> {
  const response = await page.request.get(`${site.url}/api/v1/session`);
  return ((await response.json()) as { person: { id: string; handle: string; name: string } | null }).person;
}

test('a visitor signs up with a password, keeps recovery codes, and what they wanted is done', async () => {
  const page = await watched();
  await open(page, `/en/sign-up?to=/en/notes/${note}&then=like:${note}`);
  await page.getByRole('textbox', { name: 'Name' }).fill('王小明');
  await page.getByLabel('E-mail').fill('not an address');
  await page.getByLabel('Password', { exact: true }).fill('12345678');
  await page.getByRole('button', { name: 'Sign up with a password' }).click();
  await page.getByText('This doesn’t look like an e-mail address.').waitFor();
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).name), 'email');
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), '王小明');
  await page.getByLabel('E-mail').fill('');
  await page.getByRole('button', { name: 'Sign up with a password' }).click();
  await page.getByText('This password is easy to guess.').waitFor();
  assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '12345678');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up with a password' }).click();

  await page.getByRole('button', { name: 'Show my recovery codes' }).click();
  await page.locator('ol li').first().waitFor();
  const codes = await page.locator('ol li').allTextContents();
  assert.equal(codes.length, 10);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  assert.match((await download).suggestedFilename(), /recovery-codes\.txt$/);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Copy or download them first').waitFor();
  await page.getByLabel('I have kept these codes').check();
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByText('Hello, 王小明.').waitFor();
  await page.getByLabel('Add a language').selectOption('zh-Hans');
  await page.getByRole('button', { name: 'Move Simplified Chinese up' }).click();
  await page.getByRole('button', { name: 'Continue' }).last().click();
  await page.getByRole('heading', { name: 'What do you like to read about?' }).waitFor();
  for (const channel of ['Food', 'Pets', 'Travel']) await page.getByText(channel, { exact: true }).click();
  await page.getByRole('button', { name: 'Start exploring' }).click();
  await at(page, `/en/notes/${note}`);

  const person = (await me(page))!;
  const seen = await (await page.request.get(`${site.url}/api/v1/notes/${note}`)).json();
  assert.equal(seen.liked, true);
  const session = await (await page.request.get(`${site.url}/api/v1/session`)).json();
  assert.deepEqual(session.person.reads, ['zh-Hans', 'en']);
  assert.deepEqual(session.person.interests.toSorted(), ['food', 'pets', 'travel']);
  await page.context().close();
  await comesBack(person.handle, codes);
});

async function comesBack(handle: string, codes: string[]): Promise<void> {
  const page = await watched();
  await open(page, '/en/recover');
  await page.getByLabel('Handle or e-mail').fill(handle);
  await page.getByLabel('Recovery code').fill('aaaa-bbbb-cccc-dddd');
  await page.getByLabel('New password').fill(`${PASSWORD} and a hat`);
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await page.getByText('This recovery code is not right').waitFor();
  await page.getByLabel('Recovery code').fill(codes[3]!.toUpperCase());
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await at(page, '/en');
  assert.equal((await me(page))?.handle, handle);
  await page.context().close();
}

test('a wrong password keeps what was typed, and the right one leads on', async () => {
  const page = await watched();
  await open(page, '/en/sign-up?to=/en/rules');
  await signUp(page, 'Noor');
  await at(page, '/en/welcome');
  const { handle } = (await me(page))!;
  await page.context().clearCookies();
  await open(page, '/en/sign-in?to=/en/rules');
  await signIn(page, `@${handle}`, '12345678');
  await page.getByText('The name or the password is not right.').waitFor();
  assert.equal(await page.getByLabel('Handle or e-mail').inputValue(), `@${handle}`);
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).name), 'password');
  await signIn(page, `@${handle}`);
  await at(page, '/en/rules');
  assert.equal((await me(page))?.name, 'Noor');
  await page.context().close();
});

test('a passkey is all it takes to sign up and to sign in', async () => {
  const page = await watched();
  await withPasskeys(page);
  await open(page, '/en/sign-up?to=/en/rules');
  await page.getByRole('button', { name: 'Sign up with a passkey' }).click();
  await page.getByText('A name needs 1 to 40 visible characters.').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Пётр');
  await page.getByRole('textbox', { name: 'Name' }).press('Enter');
  await at(page, '/en/welcome');
  const person = (await me(page))!;
  assert.equal(person.name, 'Пётр');
  await page.context().clearCookies();
  await open(page, '/en/sign-in?to=/en/settings/account');
  const known = at(page, '/en/settings/account');
  // One may have been offered among the suggestions already, and taken by the device: then the button goes.
  const clicked = page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await Promise.any([clicked, known]);
  await known;
  assert.equal((await me(page))?.handle, person.handle);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('The password is changed.').waitFor();
  await page.getByRole('button', { name: 'Remove Passkey' }).click();
  await page.getByRole('button', { name: 'Remove Passkey' }).waitFor({ state: 'detached' });
  await page.context().close();
});

test('before any script people sign up, follow whom they wanted to, and arrive', async () => {
  const page = await watched({ script: false, locale: 'zh-CN' });
  await page.goto(`/zh-cn/sign-up?to=/zh-cn/people/mei&then=follow:${mei.id}`);
  assert.equal(await page.getByRole('button', { name: '用通行密钥注册' }).isVisible(), false);
  await page.getByLabel('名字').fill('没有脚本');
  await page.getByLabel('密码', { exact: true }).fill('12345678');
  await page.getByRole('button', { name: '用密码注册' }).click();
  await page.getByText('这个密码太容易被猜到').waitFor();
  assert.equal(await page.getByLabel('名字').inputValue(), '没有脚本');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '用密码注册' }).click();
  await page.getByRole('button', { name: '显示我的恢复码' }).click();
  await page.getByLabel('我已把恢复码存在安全的地方').check();
  await page.getByRole('button', { name: '继续' }).click();
  await page.getByLabel('添加语言').selectOption('ja');
  await page.getByRole('button', { name: '添加', exact: true }).click();
  await page.getByText('日语').first().waitFor();
  await page.getByRole('button', { name: '继续' }).last().click();
  await page.getByRole('button', { name: '跳过' }).click();
  await at(page, '/zh-cn/people/mei');
  await page.getByRole('button', { name: /已关注/ }).waitFor();
  await page.context().close();
});

test('what people say of themselves is changed, a face cut to a square, and shown on their page', async () => {
  const page = await watched({ as: ann });
  await open(page, '/en/settings/profile');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A name needs 1 to 40 visible characters.').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ann O.');
  await page.getByLabel('Second name').fill('安恩');
  await page.getByLabel('About you').first().fill('Bread and trains.');
  await page.getByText('The same in a second language').click();
  await page.getByLabel('About you, in a second language').fill('面包和火车。');
  await page.getByLabel('Written in').nth(1).selectOption('zh-Hans');
  await page.getByRole('textbox', { name: 'Place' }).fill('Leeds');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();

  await page.getByLabel('About you').first().fill('Bread, trains, rain.');
  await page
    .locator('input[type=file]')
    .setInputFiles(new URL(`../server/src/demo/pictures/${PHOTOS[1]}.webp`, import.meta.url).pathname);
  await page.getByRole('dialog', { name: 'Which part?' }).waitFor();
  await page.getByLabel('Closer').fill('2');
  await page.getByLabel('Left and right').focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: 'Use this picture' }).click();
  await page.getByRole('button', { name: 'Remove' }).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await until('what was typed meanwhile is not lost', async () => {
    const { bio } = await mei.call('GET /people/:person', { params: { person: 'ann' } });
    return bio.some(({ text }) => text === 'Bread, trains, rain.');
  });
  const { picture } = await mei.call('GET /people/:person', { params: { person: 'ann' } });
  assert.equal(picture?.width, picture?.height);

  await open(page, '/zh-cn/people/ann');
  await page.getByRole('heading', { name: 'Ann O.' }).waitFor();
  await page.getByText('安恩').first().waitFor();
  await page.getByText('Bread, trains, rain.').waitFor();
  await page.locator('p[lang=zh-Hans]').getByText('面包和火车。').waitFor({ state: 'attached' });
  await page.context().close();
});

test('a block hides both from each other and can be taken back', async () => {
  const page = await visit(browser, site, { as: ann, size: DESKTOP });
  await open(page, '/en/people/mei');
  await page.getByRole('button', { name: 'More about 半糖阿梨' }).click();
  await page.getByRole('menuitem', { name: 'Block' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
  await page.getByRole('heading', { name: 'You have blocked 半糖阿梨' }).waitFor();
  const other = await visit(browser, site, { as: mei });
  assert.equal((await other.goto('/en/people/ann'))?.status(), 404);
  await other.context().close();
  await open(page, '/en/settings/people');
  await page.getByRole('button', { name: 'Unblock 半糖阿梨' }).click();
  await page.getByText('Nobody is blocked').waitFor();
  await open(page, '/en/people/mei');
  await page.getByRole('link', { name: /巷口的牛肉面/ }).waitFor();
  await page.context().close();
});

test('signing out elsewhere ends it there', async () => {
  const [here, there] = [await watched(), await watched()];
  await open(here, '/en/sign-up');
  await signUp(here, 'Two places');
  await at(here, '/en/welcome');
  const { handle } = (await me(here))!;
  await open(there, '/en/sign-in');
  await signIn(there, handle);
  await at(there, '/en');
  await open(here, '/en/settings/devices');
  await here.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await here.getByText('Signed out there.').waitFor();
  assert.equal(await me(there), null);
  assert.equal((await me(here))?.handle, handle);
  await Promise.all([here.context().close(), there.context().close()]);
});

test('a board is made, put in order from the keyboard, kept private and removed', async () => {
  const body = 'one more';
  for (const title of ['First', 'Second', 'Third']) {
    const made = await mei.call('POST /notes', { body: { title, body, card: { background: 'paper' } } });
    await ann.call('PUT /notes/:id/save', { params: { id: made.id } });
  }
  const saved = await ann.call('GET /me/saves');
  const page = await visit(browser, site, { as: ann });
  await open(page, '/en/boards/new');
  await page.getByRole('button', { name: 'Make the board' }).click();
  await page.getByText('A board’s name has 1 to 40 characters.').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('To cook');
  await page.getByRole('button', { name: 'Make the board' }).click();
  await page.waitForURL(/boards\/[0-9a-f-]{36}$/);
  const id = page.url().split('/').at(-1)!;
  for (const one of saved.items)
    await ann.call('PUT /boards/:id/notes/:note', { params: { id, note: one.id }, body: {} });
  const order = async () =>
    (await ann.call('GET /boards/:id/notes', { params: { id } })).items.map((one) => one.title);
  const [top, ...rest] = await order();
  await open(page, `/en/boards/${id}/order`);
  await page.getByRole('button', { name: `Move ${top} by dragging` }).focus();
  await page.keyboard.press('End');
  await page.getByText(`${top} is now 3 of 3`).waitFor();
  await until('the order is kept', async () => (await order()).join() === [...rest, top].join());
  await drag(page, `Move ${top} by dragging`, `Move ${rest[0]} by dragging`);
  await until('the order is kept', async () => (await order()).join() === [top, ...rest].join());
  const stranger = await visit(browser, site, { as: mei });
  assert.equal((await stranger.goto(`/en/boards/${id}`))?.status(), 404);
  await stranger.context().close();
  await open(page, `/en/boards/${id}/edit`);
  await page.getByLabel('Yes, delete it').check();
  await page.getByRole('button', { name: 'Delete this board' }).click();
  await page.getByText('Keep things together').waitFor();
  await page.context().close();
});

async function drag(page: Page, from: string, to: string): Promise<void> {
  const [a, b] = await Promise.all(
    [from, to].map((name) => page.getByRole('button', { name }).boundingBox()),
  );
  await page.mouse.move(a!.x + 20, a!.y + 20);
  await page.mouse.down();
  await page.mouse.move(b!.x + 20, b!.y, { steps: 6 });
  await page.mouse.up();
}

test('nothing that axe knows is wrong on any of these pages, in either theme', async () => {
  const board = await ann.call('POST /boards', { body: { name: '想学的菜', visibility: 'public' } });
  await ann.call('PUT /boards/:id/notes/:note', { params: { id: board.id, note }, body: {} });
  const own = ['profile', 'reading', 'account', 'devices', 'people', 'tokens', 'close'].map(
    (name) => `/settings/${name}`,
  );
  const visitors = ['/sign-up', '/sign-in', '/recover', '/reset?token=x', '/rules'];
  const members = [
    ...own,
    ...['/settings', '/welcome?step=codes', '/welcome?step=languages', '/welcome?step=interests'],
    ...[
      '/people/ann',
      '/people/ann/boards',
      '/people/ann/saves',
      '/people/ann/trash',
      '/people/mei/followers',
      '/people/mei/block',
    ],
    ...[`/boards/${board.id}`, `/boards/${board.id}/order`, `/boards/${board.id}/edit`],
  ];
  // Each page in one language and theme, those that everybody meets in all.
  await Promise.all([
    checkAll([...visitors, '/people/mei'], { locale: 'en' }),
    checkAll(['/sign-up', '/people/mei'], { locale: 'zh-CN', dark: true }),
    checkAll(['/settings/account', ...members.filter((_, index) => index % 2 === 0)], {
      as: ann,
      locale: 'en',
      dark: true,
    }),
    checkAll(['/settings/account', ...members.filter((_, index) => index % 2 === 1)], {
      as: ann,
      locale: 'zh-CN',
    }),
  ]);
});

async function checkAll(paths: string[], options: Visit): Promise<void> {
  const page = await visit(browser, site, options);
  for (const path of new Set(paths)) {
    await open(page, path);
    await accessible(page, `${path} ${options.locale} ${options.dark ? 'dark' : 'light'}`);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(sideways, 0, `${path} fits its width`);
  }
  await page.context().close();
}
