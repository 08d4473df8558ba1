import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { feedKnows, PHOTOS, startSite, upload, type Site } from './server.ts';
import { accessible, alive, DESKTOP, open, PHONE, visit } from './visits.ts';

let site: Site;
let browser: Browser;
let mei: Somebody;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  mei = await site.world.person('mei', { name: '半糖阿梨', reads: ['zh-Hans', 'en'] });
  const others = await Promise.all(['ann', 'bo', 'chen', 'dana'].map((handle) => site.world.person(handle)));
  for (const [index, person] of [mei, ...others].entries()) await seed(person, index);
  await site.world.settle();
  // Two cards whose picture is not drawn yet.
  await mei.call('POST /notes', { body: { title: '早', card: { background: 'jujube' } } });
  await mei.call('POST /notes', {
    body: { title: 'Words first, the picture in a moment', card: { background: 'notebook' } },
  });
  await feedKnows(site, 42);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const TITLES = [
  'Soup',
  '租的房子也可以很好看',
  'A long way home through every market in the city, on foot',
  '',
];

async function seed(person: Somebody, index: number): Promise<void> {
  for (let i = 0; i < 8; i += 1) {
    const photo = PHOTOS[(i + index) % PHOTOS.length]!;
    const media = i % 4 === 0 ? [await upload(person, photo)] : [];
    const title = TITLES[(i + index) % TITLES.length]!;
    const channel = i % 2 === 0 ? 'food' : null;
    const body = `Number ${i} by ${person.handle} #Soup`;
    await person.call('POST /notes', {
      body: { title, body, media, channel, ...(media.length ? {} : { card: { background: 'paper' } }) },
    });
  }
}

const cards = 'article[id^=n]';

async function boxes(page: Page): Promise<string[]> {
  return page.locator(cards).evaluateAll((all) =>
    all.map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return `${one.id} ${[x, y + scrollY, width, height].map((value) => value.toFixed(2)).join(' ')}`;
    }),
  );
}

async function toTheEnd(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
}

test('every card stands where the server put it, before and after the page comes to life', async () => {
  const page = await visit(browser, site, { locale: 'zh-CN' });
  for (const width of [320, 390, 768, 1024, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await page.unrouteAll();
    const { promise: asked, resolve: letGo } = Promise.withResolvers<void>();
    await page.route('**/_app/**/*.js', async (route) => (await asked, route.continue()));
    await page.goto('/', { waitUntil: 'commit' });
    await page.locator(cards).nth(20).waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].every((link) => link.sheet),
    );
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    const still = await boxes(page);
    letGo();
    await alive(page);
    // On a wide screen the next page may have come below it by now.
    assert.deepEqual((await boxes(page)).slice(0, still.length), still, `${width} px`);
    assert.ok(still.length >= 30, `${width} px`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${width} px is ${overflow} px too wide`);
  }
  await page.context().close();
});

test('on a phone at least four cards are in view, and Tab goes from card to card in the order of the list', async () => {
  const page = await visit(browser, site);
  await open(page, '/');
  const inView = await page
    .locator(cards)
    .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().top < innerHeight - 56).length);
  assert.ok(inView >= 4, `${inView} cards`);
  const order = await page
    .locator('a[data-note]')
    .evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset['note']));
  await page.locator('a[data-note]').first().focus();
  const seen: (string | undefined)[] = [];
  while (seen.length < 4) {
    const id = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['note']);
    if (id) seen.push(id);
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(seen, order.slice(0, 4));
  await page.keyboard.press('j');
  const next = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['note']);
  assert.ok(order.slice(3, 6).includes(next), 'j goes on to the next card');
  await page.context().close();
});

test('a visitor likes a note, signs up, and the like is there', async () => {
  const page = await visit(browser, site, { locale: 'zh-CN' });
  await open(page, '/');
  const like = page.locator('button[value^="like:"]').first();
  const id = (await like.getAttribute('value'))!.split(':')[1]!;
  await like.click();
  await page.waitForURL(/\/sign-up\?/);
  await alive(page);
  await page.locator('input[name=name]').fill('新来的');
  await page.locator('input[name=password]').fill('four unrelated soup words');
  await page.locator('form:has(input[name=password]) button:not([type=button])').last().click();
  await page.waitForURL((url) => !url.pathname.includes('sign-up'));
  const mine = await page.evaluate(
    async () => (await fetch('/api/v1/me/likes')).json() as Promise<{ items: { id: string }[] }>,
  );
  assert.deepEqual(
    mine.items.map((card) => card.id),
    [id],
  );
  await open(page, `/notes/${id}`);
  await page.locator('.bar button[value^="unlike:"]').waitFor();
  await page.context().close();
});

test('without script one reads on by a link, and a like leads to sign-up', async () => {
  const page = await visit(browser, site, { script: false });
  await page.goto('/en');
  const first = await page.locator(cards).evaluateAll((all) => all.map((one) => one.id));
  await page.getByRole('link', { name: 'Load more' }).click();
  await page.waitForURL(/cursor=/);
  const second = await page.locator(cards).evaluateAll((all) => all.map((one) => one.id));
  assert.ok(second.length > 0 && second.every((id) => !first.includes(id)), 'other notes');
  await page.locator('button[value^="like:"]').first().click();
  const { searchParams, pathname } = new URL(page.url());
  assert.equal(pathname, '/en/sign-up');
  assert.match(searchParams.get('then') ?? '', /^like:\d+$/);
  assert.match(searchParams.get('to') ?? '', /^\/en/);
  await page.context().close();
});

test('a member’s like before any script is done by a form', async () => {
  const page = await visit(browser, site, { as: mei, script: false });
  await page.goto('/');
  const like = page.locator('button[value^="like:"]').first();
  const id = (await like.getAttribute('value'))!.split(':')[1]!;
  await like.click();
  assert.equal((await mei.call('GET /notes/:id', { params: { id } })).liked, true);
  await page.context().close();
});

test('who likes and saves in one breath, and thinks again, has what they tapped last', async () => {
  const page = await visit(browser, site, { as: mei });
  await open(page, '/');
  const id = (await page.locator('button[value^="like:"]').last().getAttribute('value'))!.split(':')[1]!;
  const { likes: before } = await mei.call('GET /notes/:id', { params: { id } });
  await open(page, `/notes/${id}`);
  const slow = Promise.withResolvers<void>();
  await page.route('**/like', async (route) => {
    await slow.promise;
    await route.continue();
  });
  const button = (act: string) => page.locator(`.acts button[value="${act}:${id}"]`);
  await button('like').click();
  await button('save').click();
  await until('it is saved before the like is answered', async () => {
    const { liked, saved } = await mei.call('GET /notes/:id', { params: { id } });
    return saved && !liked;
  });
  await button('unlike').click();
  await button('like').click();
  await button('unlike').click();
  slow.resolve();
  await button('like').waitFor();
  await page.waitForLoadState('networkidle');
  const { liked, saved, likes } = await mei.call('GET /notes/:id', { params: { id } });
  assert.deepEqual({ liked, saved, likes }, { liked: false, saved: true, likes: before });
  await button('like').waitFor();
  await button('unsave').waitFor();
  await page.unrouteAll();
  await page.route('**/like', (route) => route.abort());
  await button('like').click();
  await page.getByRole('status').getByText('You’re offline').waitFor();
  await button('like').waitFor();
  await page.context().close();
});

test('Back from a note finds the same cards at the same place', async () => {
  const page = await visit(browser, site);
  await open(page, '/');
  await until('more notes are there', async () => {
    await toTheEnd(page);
    return (await page.locator(cards).count()) > 32;
  });
  const note = page.locator(cards).nth(14);
  await note.scrollIntoViewIfNeeded();
  const before = { y: await page.evaluate(() => scrollY), boxes: await boxes(page) };
  await note.click();
  await page.waitForURL(/\/notes\/\d+$/);
  await page.locator('article.note').waitFor();
  await page.goBack();
  await page.locator(cards).nth(30).waitFor();
  await until('the list is where it was', async () => (await page.evaluate(() => scrollY)) > 1000);
  assert.deepEqual({ y: await page.evaluate(() => scrollY), boxes: await boxes(page) }, before);
  await page.context().close();
});

test('the feed ends, says so, and never begins again', async () => {
  const page = await visit(browser, site);
  await open(page, '/channels/food');
  await until('the end is there', async () => {
    await toTheEnd(page);
    return page.getByText('You’ve seen it all for now').isVisible();
  });
  const ids = await page.locator(cards).evaluateAll((all) => all.map((one) => one.id));
  assert.equal(new Set(ids).size, ids.length);
  await page.context().close();
});

test('a note that is not for me leaves the list, and can be brought back', async () => {
  const page = await visit(browser, site, { as: mei, size: DESKTOP });
  await open(page, '/');
  const notHers = page.locator(cards, { hasNot: page.locator('a[href$="/people/mei"]') });
  const id = await notHers.nth(2).getAttribute('id');
  const other = page.locator(`#${id}`);
  await other.hover();
  await other.locator('[data-menu] > button').click();
  await other.getByRole('menuitem', { name: 'Not for me' }).click();
  await other.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await other.waitFor();
  assert.equal(await notHers.nth(2).getAttribute('id'), id);
  await page.context().close();
});

test('a long press on a phone opens the card’s menu, and is no tap', async () => {
  const page = await visit(browser, site);
  await open(page, '/');
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [{ x: 100, y: 200 }]);
  await page.locator('[data-menu]').waitFor({ state: 'attached' });
  await touch('touchEnd', []);
  await page.getByRole('menu').waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
  await accessible(page, 'a card’s menu');
  await page.context().close();
});

test('search finds notes, people and topics; a topic has its own page', async () => {
  const page = await visit(browser, site, { locale: 'zh-TW' });
  await open(page, '/search');
  await page.getByRole('searchbox').fill('soup');
  await page.getByRole('searchbox').press('Enter');
  await page.waitForURL(/q=soup/);
  await page.locator(cards).first().waitFor();
  await page.locator('main a[href*="/topics/"]').first().click();
  await page.waitForURL(/\/topics\//);
  assert.match((await page.locator('h1').textContent()) ?? '', /soup/i);
  await page.locator(cards).first().waitFor();
  await open(page, '/search');
  await page.getByRole('link', { name: 'soup', exact: true }).waitFor();
  await page.context().close();
});

test('the first page sends at most 50 KB of script', async () => {
  const page = await visit(browser, site, { size: PHONE });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  session.on(
    'Network.responseReceived',
    ({ type, requestId }) => type === 'Script' && scripts.add(requestId),
  );
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await open(page, '/');
  await page.waitForLoadState('networkidle');
  assert.ok(bytes > 10_000 && bytes <= 50_000, `${bytes} bytes`);
  await page.context().close();
});

test('nothing on the lists is out of reach, light and dark, in Chinese and English', async () => {
  const looks = [
    { locale: 'zh-CN', dark: false, paths: ['/', '/following', '/channels/pets'] },
    { locale: 'en', dark: true, as: mei, paths: ['/', '/search?q=soup', '/search'] },
  ] as const;
  for (const { paths, ...look } of looks) {
    const page = await visit(browser, site, look);
    for (const path of paths) {
      await open(page, path);
      await accessible(page, `${path} in ${look.locale}`);
    }
    await page.context().close();
  }
});

test('new notes wait behind a pill, and come on top when asked for', async () => {
  const page = await visit(browser, site);
  const baker = await site.world.person('baker');
  await page.clock.install();
  await open(page, '/');
  const fresh = await baker.call('POST /notes', {
    body: { title: 'Fresh from the oven', card: { background: 'paper' } },
  });
  await until('lists have it', async () => {
    const { items } = await site.world.visitor.call('GET /feed/explore', { query: {} });
    return items.some(({ id }) => id === fresh.id);
  });
  const pill = page.getByRole('status').getByRole('button', { name: /1 new note/ });
  await until('the pill is there', async () => {
    await page.clock.fastForward(61_000);
    return pill.isVisible();
  });
  assert.equal(await page.locator(`#n${fresh.id}`).count(), 0, 'nothing moves before one asks');
  await until('the note is on top', async () => {
    if (await pill.isVisible()) await pill.click();
    return (await page.locator(`#n${fresh.id}`).count()) === 1;
  });
  await baker.call('DELETE /notes/:id', { params: { id: fresh.id } });
  await page.context().close();
});

test('who keeps the place gives a topic names in other languages, also before any script; a topic with that name joins it', async () => {
  const keeper = await site.world.person('keeper', { role: 'moderator', reads: ['en'] });
  const cats = await site.world.person('cats', { reads: ['en'] });
  await cats.call('POST /notes', { body: { title: '橘猫', body: '#貓', card: { background: 'paper' } } });
  await cats.call('POST /notes', { body: { title: 'A cat', body: '#cat', card: { background: 'paper' } } });
  await site.world.settle();
  const stranger = await visit(browser, site, { as: cats, locale: 'en' });
  await stranger.goto('/en/topics/cat');
  assert.equal(await stranger.getByText('Add a name').count(), 0);
  await stranger.context().close();
  for (const script of [true, false]) {
    const page = await visit(browser, site, { as: keeper, script });
    await page.goto('/en/topics/cat');
    await page.getByText('Add a name').click();
    await page.getByLabel('Another name').fill('!!!');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A name needs a letter, a digit or an emoji.').waitFor();
    assert.equal(await page.getByLabel('Another name').inputValue(), '!!!');
    await page.getByLabel('Another name').fill(script ? '#猫' : 'ＫＩＴＴＹ');
    if (script) await page.getByLabel('In which language').selectOption('zh-Hans');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .locator('.topic-names', { hasText: script ? '#猫' : /kitty/i })
      .first()
      .waitFor();
    if (script) await accessible(page, 'names of a topic');
    await page.context().close();
  }
  const ids = await Promise.all(
    ['cat', 'ＣＡＴ', '猫', '貓', 'kitty'].map(async (name) => {
      const topic = await mei.call('GET /topics/:topic', { params: { topic: name } });
      return topic.id;
    }),
  );
  assert.equal(new Set(ids).size, 1);
});
