import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Browser, Page } from 'playwright-core';
import { until } from '../server/src/testing/until.ts';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { feedKnows, startSite, type Site } from './server.ts';
import { DESKTOP, open, visit } from './visits.ts';

// Who comes Back finds lists and notes as they left them, but for what they did on the way.

let site: Site;
let browser: Browser;
let mei: Somebody;
let ann: Somebody;
/** Who reads, and has hidden nobody. */
let tom: Somebody;
/** Of Ann: with many words, and much said about it. */
let long: string;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  const { person } = site.world;
  [mei, ann, tom] = await Promise.all([
    person('mei', { name: '梅', reads: ['zh-Hans'] }),
    person('ann', { name: 'Ann', reads: ['en'] }),
    person('tom', { name: 'Tom', reads: ['en'] }),
  ]);
  const writers = await Promise.all(['bo', 'cy', 'di', 'ed', 'fu'].map((name) => person(name, { name })));
  const card = { media: [], card: { background: 'paper' as const } };
  for (const [at, one] of [mei, ...writers, ann].entries()) {
    for (let i = 0; i < 7; i += 1) {
      await one.call('POST /notes', {
        body: { title: `Note ${i} of writer ${at}`, body: 'Words #soup', ...card },
      });
    }
  }
  const body = Array.from({ length: 60 }, (_, line) => `Line ${line} of a long story about soup.`).join(
    '\n\n',
  );
  long = (await ann.call('POST /notes', { body: { title: 'A long story', body, ...card } })).id;
  for (let i = 0; i < 30; i += 1) {
    await ann.call('POST /notes/:id/comments', {
      params: { id: long },
      body: { body: `Said ${i}`, language: 'en' },
    });
  }
  await site.world.settle();
  await feedKnows(site, 50);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const cards = 'article[id^=n]';

/** Opens the list and reads on in it, so that it is kept for Back. */
async function readOn(page: Page): Promise<void> {
  await open(page, '/');
  await until('more notes are there', async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    return (await page.locator(cards).count()) > 40;
  });
}

/** A card of the list that is not the first, by this writer, not touched before. */
async function cardOf(
  page: Page,
  handle: string,
): Promise<{ id: string; card: ReturnType<Page['locator']> }> {
  const card = page
    .locator(cards)
    .filter({ has: page.locator(`a[href$="/people/${handle}"]`) })
    .first();
  const id = (await card.getAttribute('id'))!.slice(1);
  return { id, card: page.locator(`#n${id}`) };
}

/** Goes from the list to a note's own page, as from a link elsewhere on the site. */
async function toPage(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.querySelector('main')!.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL(`**${path}`);
  await page
    .locator(/^\/notes\/\d+$/.test(path) ? 'article.note.page' : 'h1:visible')
    .first()
    .waitFor();
}

test('what one deletes on its own page is gone from the list one comes Back to, and there again when that is undone', async () => {
  const page = await visit(browser, site, { as: mei, size: DESKTOP });
  await readOn(page);
  const { id, card } = await cardOf(page, 'mei');
  const shown = await page.locator(cards).count();
  await toPage(page, `/notes/${id}`);
  await page.locator('article.note').getByRole('button', { name: 'More about this note' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.waitForURL(site.url + '/');
  await until('the list is without it', async () => (await page.locator(cards).count()) === shown - 1);
  assert.equal(await card.count(), 0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await card.waitFor();
  await page.context().close();
});

test('what one hides on its own page, and whom one mutes or blocks, are gone from the list one comes Back to', async () => {
  const page = await visit(browser, site, { as: mei, size: DESKTOP });
  await readOn(page);
  const { id, card } = await cardOf(page, 'bo');
  await toPage(page, `/notes/${id}`);
  await page.locator('article.note').getByRole('button', { name: 'More about this note' }).click();
  await page.getByRole('menuitem', { name: 'Not for me' }).click();
  await page.waitForURL(site.url + '/');
  await page.locator(cards).nth(30).waitFor();
  await card.waitFor({ state: 'detached' });

  const by = (handle: string) =>
    page.locator(cards).filter({ has: page.locator(`a[href$="/people/${handle}"]`) });
  assert.ok((await by('cy').count()) > 0 && (await by('di').count()) > 0);
  await toPage(page, '/people/cy');
  await page.getByRole('button', { name: 'More about cy' }).click();
  await page.getByRole('menuitem', { name: 'Mute' }).click();
  await page.getByText('You won’t see cy’s notes').first().waitFor();
  await page.goBack();
  await page.locator(cards).nth(20).waitFor();
  await until('nothing of whom one muted is there', async () => (await by('cy').count()) === 0);

  await toPage(page, '/people/di');
  await page.getByRole('button', { name: 'More about di' }).click();
  await page.getByRole('menuitem', { name: 'Block' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goBack();
  await page.locator(cards).nth(15).waitFor();
  await until('nothing of whom one blocked is there', async () => (await by('di').count()) === 0);
  await page.context().close();
});

test('a like on the note’s own page, or on its card, is on the card that one comes Back to', async () => {
  const page = await visit(browser, site, { as: tom });
  await readOn(page);
  const own = await cardOf(page, 'ed');
  const there = await cardOf(page, 'fu');
  const heart = (id: string) => page.locator(`#n${id} button.like`);
  await heart(own.id).click();
  await until('it is liked', async () => (await heart(own.id).getAttribute('aria-pressed')) === 'true');
  await toPage(page, `/notes/${there.id}`);
  const like = page.locator('.bar button[value^="like:"]');
  await like.click();
  await page.locator('.bar button[value^="unlike:"]').waitFor();
  await page.locator('.bar button[value^="save:"]').click();
  await page.getByText('Saved').first().waitFor();
  await page.goBack();
  await page.locator(cards).nth(40).waitFor();
  for (const id of [own.id, there.id]) {
    await until('its heart agrees', async () => (await heart(id).getAttribute('aria-pressed')) === 'true');
    assert.equal((await heart(id).innerText()).trim(), '1');
  }
  // Also after the page is loaded anew in between.
  // (Who was at the top of the list means it to be new then.)
  await page.evaluate(() => scrollTo(0, 900));
  await toPage(page, `/notes/${there.id}`);
  await page.reload();
  await page.locator('.bar button[value^="unlike:"]').click();
  await page.locator('.bar button[value^="like:"]').waitFor();
  await until(
    'that is known',
    async () =>
      !(await site.world.base.db
        .selectFrom('reactions')
        .select('person_id')
        .where('subject_id', '=', there.id)
        .where('name', '=', 'like')
        .executeTakeFirst()),
  );
  await page.goBack();
  await page.locator(cards).nth(40).waitFor();
  await until(
    'its heart agrees',
    async () => (await heart(there.id).getAttribute('aria-pressed')) === 'false',
  );
  await page.context().close();
});

for (const where of ['on its own page', 'over the list'] as const) {
  test(`the words of a note are where they were after Back, ${where}`, async () => {
    const page = await visit(browser, site, { as: tom, size: DESKTOP });
    const words = page.locator('article.note .words');
    if (where === 'on its own page') {
      await open(page, `/notes/${long}`);
    } else {
      await readOn(page);
      await page.locator(`#n${long}`).click({ position: { x: 20, y: 20 } });
    }
    await until('more is said', async () => {
      await words.evaluate((one) => one.scrollTo(0, one.scrollHeight));
      return (await words.getByText(/^Said \d+$/).count()) >= 30;
    });
    await words.evaluate((one) => one.scrollTo(0, one.scrollHeight - 900));
    const before = await words.evaluate((one) => [one.scrollTop, one.scrollHeight]);
    assert.ok(before[0]! > 2000, String(before));
    // By itself: a hand would turn the words first.
    await words
      .getByRole('link', { name: 'Ann' })
      .last()
      .evaluate((link: HTMLElement) => link.click());
    await page.waitForURL('**/people/ann');
    await page.locator(cards).first().waitFor();
    await page.goBack();
    await words.getByText('Said 0', { exact: true }).waitFor();
    await until(
      'the words are where they were',
      async () => String(await words.evaluate((one) => [one.scrollTop, one.scrollHeight])) === String(before),
    );
    await page.context().close();
  });
}

test('who goes on from a note over the list comes Back to where they were in it', async () => {
  const page = await visit(browser, site);
  await open(page, '/');
  await page.locator(cards).filter({ hasText: 'writer' }).first().click();
  const over = page.locator('dialog.note-layer');
  const other = over.locator('article[id^=n]').last();
  await until('notes like it are below', async () => {
    await over.evaluate((layer) => layer.scrollTo(0, layer.scrollHeight));
    return other.isVisible();
  });
  const place = () => over.evaluate((layer) => `${location.pathname} ${layer.scrollTop}`);
  // Where one is when one goes: what comes late may have moved it until then.
  await over.evaluate((layer) => {
    const keep = () => (document.documentElement.dataset.left = `${location.pathname} ${layer.scrollTop}`);
    layer.addEventListener('click', keep, { capture: true });
  });
  await other.click();
  await page.locator('article.note.page').waitFor();
  const left = await page.evaluate(() => document.documentElement.dataset.left ?? '');
  assert.ok(Number(left.split(' ')[1]) > 300, left);
  await page.goBack();
  await until('one is where one was', async () => (await place()) === left);
  await other.waitFor();
  await page.context().close();
});

test('whom one lets in again, by the settings or their page, is in the list one comes Back to, at the same place', async () => {
  const page = await visit(browser, site, { as: tom, size: DESKTOP });
  await readOn(page);
  const by = (handle: string) =>
    page.locator(cards).filter({ has: page.locator(`a[href$="/people/${handle}"]`) });
  const order = () => page.locator(cards).evaluateAll((all) => all.map(({ id }) => id));
  const before = await order();
  const [muted, blocked] = [await by('bo').count(), await by('di').count()];
  assert.ok(muted > 0 && blocked > 0);
  await toPage(page, '/people/bo');
  await page.getByRole('button', { name: 'More about bo' }).click();
  await page.getByRole('menuitem', { name: 'Mute' }).click();
  await page.getByText('You won’t see bo’s notes').first().waitFor();
  await toPage(page, '/people/di');
  await page.getByRole('button', { name: 'More about di' }).click();
  await page.getByRole('menuitem', { name: 'Block' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goBack();
  await page.goBack();
  await page.locator(cards).nth(20).waitFor();
  await until(
    'both are gone from the list',
    async () => (await by('bo').count()) + (await by('di').count()) === 0,
  );

  await toPage(page, '/settings/people?list=muted');
  await page.getByRole('button', { name: 'Unmute bo' }).click();
  await page.getByText('Nobody is muted').first().waitFor();
  await toPage(page, '/people/di');
  await page.getByRole('link', { name: 'Unblock' }).click();
  await page.getByRole('button', { name: 'Unblock' }).click();
  await page.waitForURL('**/people/di');
  await page.getByRole('heading', { name: 'di', exact: true }).waitFor();
  await until('the list is there again', async () => {
    await page.goBack();
    return new URL(page.url()).pathname === '/';
  });
  await page.locator(cards).nth(30).waitFor();
  await until(
    'both are there again',
    async () => (await by('bo').count()) === muted && (await by('di').count()) === blocked,
  );
  assert.deepEqual(await order(), before, 'where they were');
  await page.context().close();
});

test('a note that one edits shows its new title in the list one comes Back to', async () => {
  const page = await visit(browser, site, { as: ann });
  await readOn(page);
  const { id, card } = await cardOf(page, 'ann');
  await toPage(page, `/notes/${id}/edit`);
  await page.locator('input[name=title], textarea[name=title]').first().fill('Said better');
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await page.waitForURL(`**/notes/${id}`);
  await page.goBack();
  await page.locator(cards).nth(40).waitFor();
  await card.getByText('Said better').first().waitFor();
  await page.context().close();
});
