import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SIGNAL_KINDS } from '@jujube/contract';
import type { Browser, Page } from 'playwright-core';
import type { Somebody } from '../server/src/testing/world.ts';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { writeNotes } from './hotpot.ts';
import { startSite, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, PHONE, visit, type Visit } from './visits.ts';

// What a reader asks of their feed, and why a note is in it, in a browser.

let site: Site;
let browser: Browser;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  await writeNotes(site);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const cards = 'article[id^=n]';
const dialog = (page: Page) => page.locator('dialog[open]');

async function menuOf(page: Page, which: number | string): Promise<void> {
  const card = typeof which === 'string' ? page.locator(`#${which}`) : page.locator(cards).nth(which);
  await card.hover();
  await card.locator('[data-menu] > button').click();
  await page.locator('[role=menu]:popover-open').waitFor();
}

async function why(page: Page, nth: number): Promise<void> {
  await menuOf(page, nth);
  await page.getByRole('menuitem', { name: 'Why this note' }).click();
  await dialog(page).locator('[data-wish]').first().waitFor();
}

/** What is said first of each source, by its number. */
const REASONS = [
  /posted lately/,
  /close to/,
  /taste like yours|spent time/,
  /about/,
  /You follow/,
  /around the place/,
  /promised its first readers/,
  /best liked of these days/,
  /It’s from/,
  /order of time/,
];

/** What brought a note into the last list of a reader, as that list wrote it down. */
async function sourceOf(reader: Somebody, note: string): Promise<number> {
  const { rows } = await site.world.base.pool.query<{ source: number }>(
    `select get_byte(shapes, 14 * (array_position(ids, $2::bigint) - 1)) as source from feed_lists
     where viewer_id = $1 order by created_at desc limit 1`,
    [reader.id, note],
  );
  return rows[0]!.source;
}

const member = (as: Somebody, more: Visit = {}) => visit(browser, site, { as, size: DESKTOP, ...more });

test('the reason shown for a card is the one that its list wrote down, and what is asked there holds', async () => {
  const reader = await site.world.person('asker');
  const page = await member(reader);
  await open(page, '/');
  await why(page, 1);
  const id = (await page.locator(cards).nth(1).getAttribute('id'))!.slice(1);
  const source = await sourceOf(reader, id);
  assert.match(await dialog(page).locator('p').first().innerText(), REASONS[source]!);
  await look(page, 'why');
  await accessible(page, 'why a note is here');
  const topic = dialog(page).locator('[data-wish^="topic:"]').first();
  await topic.getByRole('button', { name: /^Less of/ }).click();
  await topic.getByText('less ×1').waitFor();
  const asked = async () => (await reader.call('GET /feed/settings')).wishes.map(({ value }) => value);
  assert.deepEqual(await asked(), [-1]);
  await dialog(page).getByRole('button', { name: 'Undo' }).click();
  await topic.getByText('as usual').waitFor();
  assert.deepEqual(await asked(), []);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  const logged = () =>
    site.world.base.pool.query<{ source: number }>(
      'select get_byte(shape, 0) as source from signals where reader = $1 and note_id = $2',
      [reader.id, id],
    );
  await until('what was shown is in the log', async () => (await logged()).rows.length > 0, 30_000);
  for (const row of (await logged()).rows) assert.equal(row.source, source);
  await page.context().close();
});

test('an open note tells why it stood in the feed, as its card does, and can be asked away from there', async () => {
  for (const size of [DESKTOP, PHONE]) {
    const reader = await site.world.person(size === PHONE ? 'opener_by_phone' : 'opener');
    const page = await member(reader, { size });
    await open(page, '/');
    const card = page.locator(cards).nth(1);
    const id = (await card.getAttribute('id'))!.slice(1);
    await card.click();
    const note = page.locator('article.note.over');
    await note.getByRole('button', { name: 'More about this note' }).click();
    await page.getByRole('menuitem', { name: 'Why this note' }).click();
    const why = page.getByRole('dialog', { name: 'Why this note' });
    await why.locator('[data-wish]').first().waitFor();
    assert.match(await why.locator('p').first().innerText(), REASONS[await sourceOf(reader, id)]!);
    await look(page, 'why-open');
    await why
      .getByRole('button', { name: /^Less of/ })
      .first()
      .click();
    await why.getByText('less ×1').waitFor();
    assert.equal((await reader.call('GET /feed/settings')).wishes.length, 1);
    await why.getByRole('button', { name: 'Not for me' }).click();
    await note.waitFor({ state: 'detached' });
    await page.locator(`#n${id}`).waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).pathname, '/');
    await page.getByText('You won’t see that note again.').waitFor();
    await page.context().close();
  }
});

test('on its own page a note tells why where it was opened from the feed, and nothing where it was not', async () => {
  const reader = await site.world.person('tab_opener');
  const page = await member(reader);
  await open(page, '/');
  const id = (await page.locator(cards).first().getAttribute('id'))!.slice(1);
  const menu = page.locator('article.note.page').getByRole('button', { name: 'More about this note' });
  const item = page.getByRole('menuitem', { name: 'Why this note' });
  await open(page, `/notes/${id}`);
  await menu.click();
  await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
  assert.equal(await item.count(), 0);
  await open(page, '/');
  const first = page.locator(cards).first();
  const opened = (await first.getAttribute('id'))!.slice(1);
  await first.click();
  await page.locator('article.note.over').waitFor();
  await page.waitForFunction((note) => localStorage.getItem('feed-opened')?.includes(note), opened);
  await page.reload();
  await menu.click();
  await item.click();
  const why = page.getByRole('dialog', { name: 'Why this note' });
  await why.locator('[data-wish]').first().waitFor();
  assert.match(await why.locator('p').first().innerText(), REASONS[await sourceOf(reader, opened)]!);
  await page.context().close();
});

test('“less like this” takes the note away and says of what; undo brings both back', async () => {
  const reader = await site.world.person('lesser');
  const page = await member(reader);
  await open(page, '/');
  const first = (await page.locator(cards).first().getAttribute('id'))!;
  await menuOf(page, 0);
  await page.getByRole('menuitem', { name: 'Less like this' }).click();
  await page.getByText(/^You’ll see less of (hotpot|walks)\.$/).waitFor();
  await page.locator(`#${first}`).waitFor({ state: 'detached' });
  const [wish] = (await reader.call('GET /feed/settings')).wishes;
  assert.deepEqual([wish!.kind, wish!.value], ['topic', -1]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator(`#${first}`).waitFor();
  await until('it was taken back', async () => (await reader.call('GET /feed/settings')).wishes.length === 0);
  // What was taken back is never learnt; what was not is, at the latest when the page is left.
  const second = (await page.locator(cards).nth(1).getAttribute('id'))!.slice(1);
  await menuOf(page, 1);
  await page.getByRole('menuitem', { name: 'More like this' }).click();
  await page.getByText(/^You’ll see more of (hotpot|walks)\.$/).waitFor();
  await page.goto('/rules');
  const told = async () =>
    (
      await site.world.base.pool.query<{ note_id: string; kind: number }>(
        'select note_id, kind from signals where reader = $1 and kind = any($2)',
        [reader.id, [SIGNAL_KINDS.indexOf('less'), SIGNAL_KINDS.indexOf('more')]],
      )
    ).rows;
  await until('the log has it', async () => (await told()).length > 0);
  assert.deepEqual(await told(), [{ note_id: second, kind: SIGNAL_KINDS.indexOf('more') }]);
  await page.context().close();
});

/** Cards in the order of the list: what they are about, and in which language. */
function shown(page: Page) {
  return page.locator(cards).evaluateAll((all) =>
    all.map((card) => ({
      id: card.id,
      isHotpot: card.textContent.includes('Hotpot'),
      language: card.querySelector('h3')!.lang,
      isSeen: card.getBoundingClientRect().top < innerHeight,
    })),
  );
}

async function toTheEnd(page: Page): Promise<void> {
  for (let before = -1; before !== (await page.locator(cards).count());) {
    before = await page.locator(cards).count();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForLoadState('networkidle');
  }
}

test('five “less” of a topic, and of the next cards nearly none is about it; what was seen stays where it was', async () => {
  const reader = await site.world.person('five_times', { reads: ['en', 'zh-Hans'] });
  const page = await member(reader);
  await open(page, '/');
  const before = await shown(page);
  assert.ok(before.filter(({ isHotpot }) => isHotpot).length >= 8, 'there is enough of it');
  await why(
    page,
    before.findIndex(({ isHotpot }) => isHotpot),
  );
  const hotpot = dialog(page).locator('[data-wish^="topic:"]').first();
  for (const value of ['less ×1', 'less ×2', 'less ×3', 'less ×4', 'none']) {
    const followed = page.waitForResponse((response) => response.url().includes('after='));
    await hotpot.getByRole('button', { name: 'Less of hotpot' }).click();
    await hotpot.getByText(value).waitFor();
    await followed;
  }
  await dialog(page).getByText('Nothing more of hotpot for you.').waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  const seen = new Set((await shown(page)).filter(({ isSeen }) => isSeen).map(({ id }) => id));
  const ids = before.map(({ id }) => id);
  const kept = (await shown(page)).map(({ id }) => id).filter((id) => seen.has(id) && ids.includes(id));
  assert.deepEqual(
    kept,
    ids.filter((id) => kept.includes(id)),
  );
  await toTheEnd(page);
  const next = (await shown(page)).filter(({ id }) => !seen.has(id));
  assert.ok(next.length >= 30, `${next.length} more`);
  assert.deepEqual(
    next.slice(0, 50).filter(({ isHotpot }) => isHotpot),
    [],
  );
  await look(page, 'after-five-less');
  await page.context().close();
});

test('turned to its end, the dial leaves only other languages; in the order of time there is no dial and no ranking', async () => {
  const reader = await site.world.person('turner', { reads: ['en'] });
  const page = await member(reader);
  await open(page, '/');
  const slide = page.getByRole('slider', { name: 'Other languages' });
  await slide.waitFor();
  const inChinese = async () => (await shown(page)).filter(({ language }) => language === 'zh-Hans').length;
  // On a wide screen the next page may have come by now.
  const first = (await shown(page)).slice(0, 30).filter(({ language }) => language === 'zh-Hans').length;
  assert.ok(first >= 4 && first <= 8, `${first} of 30`);
  await slide.focus();
  await page.keyboard.press('End');
  await until('all are in another language', async () => {
    const all = await shown(page);
    return all.length >= 30 && (await inChinese()) === all.length;
  });
  await open(page, '/settings/feed');
  await page.getByRole('switch', { name: 'In the order of time' }).check();
  await until('it is in the order of time', async () => (await reader.call('GET /feed/settings')).off);
  await open(page, '/');
  await page.getByRole('link', { name: 'In the order of time' }).waitFor();
  assert.equal(await slide.count(), 0);
  const ids = (await shown(page)).slice(0, 30).map(({ id }) => BigInt(id.slice(1)));
  assert.deepEqual(
    ids,
    [...ids].sort((a, b) => (a < b ? 1 : -1)),
  );
  await page.context().close();
});

test('who changes something in the settings and comes Back finds what they saw, and other notes after it', async () => {
  const reader = await site.world.person('returning', { reads: ['en', 'zh-Hans'] });
  const page = await member(reader);
  await open(page, '/');
  await page.mouse.wheel(0, 300);
  await page.waitForFunction(() => scrollY > 150);
  const before = await shown(page);
  const hotpot = before.find(({ isHotpot, isSeen }) => isHotpot && isSeen)!;
  await menuOf(page, hotpot.id);
  await page.getByRole('menuitem', { name: 'Why this note' }).click();
  await dialog(page).getByRole('link', { name: 'Everything about your feed' }).click();
  await page.waitForURL(/settings\/feed/);
  await page.getByRole('textbox', { name: 'A word or a few' }).fill('Hotpot');
  await page.getByRole('button', { name: 'Keep away' }).click();
  await page.getByRole('button', { name: 'Let “Hotpot” come again' }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.goBack();
  await page.locator(`#${hotpot.id}`).waitFor();
  await until('nothing of it is to come', async () =>
    (await shown(page)).every(({ isHotpot, isSeen }) => isSeen || !isHotpot),
  );
  assert.ok((await shown(page)).some(({ isSeen }) => !isSeen));
  await page.context().close();
});

test('a visitor is told why as well, and where to go on', async () => {
  const page = await visit(browser, site, { size: DESKTOP });
  await open(page, '/');
  await menuOf(page, 0);
  assert.equal(await page.getByRole('menuitem', { name: 'Less like this' }).count(), 0);
  await page.getByRole('menuitem', { name: 'Why this note' }).click();
  await dialog(page).getByRole('link', { name: 'Sign up' }).waitFor();
  await accessible(page, 'why a note is here, for a visitor');
  await page.context().close();
});

test('by keyboard alone: from the card to its reason, one step more, and back to the card', async () => {
  const reader = await site.world.person('by_key');
  const page = await member(reader);
  await open(page, '/');
  await page.keyboard.press('j');
  await page.locator('[data-menu] > button').waitFor();
  for (
    let n = 0;
    n < 4 && !(await page.evaluate(() => document.activeElement?.closest('[data-menu]')));
    n += 1
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('[role=menuitem]:focus').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const more = dialog(page)
    .getByRole('button', { name: /^More of/ })
    .first();
  await more.waitFor();
  await more.focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByText('more ×1').waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  assert.equal((await reader.call('GET /feed/settings')).wishes[0]!.value, 1);
  await page.context().close();
});

test('the dial stands on the feed of who reads one language, moves by key, and is remembered', async () => {
  const reader = await site.world.person('dialling', { reads: ['en'] });
  const page = await member(reader, { size: PHONE });
  await open(page, '/');
  const slide = page.getByRole('slider', { name: 'Other languages' });
  await slide.waitFor();
  assert.equal(await slide.inputValue(), '20');
  await slide.focus();
  await page.keyboard.press('ArrowRight');
  await until('it is kept', async () => (await reader.call('GET /feed/settings')).dial === 25);
  assert.equal(await slide.getAttribute('aria-valuetext'), '25% of notes');
  await open(page, '/');
  await slide.waitFor();
  assert.equal(await slide.inputValue(), '25');
  await look(page, 'dial');
  await page.context().close();
  const both = await member(await site.world.person('reads_both', { reads: ['en', 'zh-Hans'] }), {
    size: PHONE,
  });
  await open(both, '/');
  assert.equal(await both.getByText('Other languages').count(), 0);
  await both.context().close();
});

test('nothing of it is out of reach: three languages, light and dark, on the smallest phone', async () => {
  const reader = await site.world.person('looking', { reads: ['en'] });
  await reader.call('PATCH /feed/settings', {
    body: { words: ['spoiler', '很长很长的一个要屏蔽的词'.repeat(2)] },
  });
  await reader.call('PUT /feed/wishes', { body: { kind: 'topic', key: 'walks', value: -5 } });
  await reader.call('PUT /feed/wishes', { body: { kind: 'channel', key: 'food', value: 2 } });
  for (const [locale, dark] of [
    ['zh-CN', false],
    ['zh-TW', true],
    ['en', true],
  ] as const) {
    const page = await member(reader, { size: { width: 320, height: 640 }, locale, dark });
    for (const path of ['/settings/feed', '/']) {
      await open(page, path);
      await page.getByRole('slider').first().waitFor();
      await accessible(page, `${path} in ${locale}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${path} in ${locale} is ${over} px too wide`);
      await look(page, `asks-${locale}${path.replaceAll('/', '-')}`);
    }
    await page.context().close();
  }
});
