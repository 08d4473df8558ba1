import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SIGNAL_KINDS, type SignalKind } from '@jujube/contract';
import type { Browser, Page } from 'playwright-core';
import { until } from '../server/src/testing/until.ts';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { DESKTOP, open, PHONE, visit } from './visits.ts';

// What somebody does with the feed in a real browser, and what the log says of it.

let site: Site;
let browser: Browser;
let writers: Somebody[];
before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  writers = await Promise.all(Array.from({ length: 20 }, (_, index) => site.world.person(`writer_${index}`)));
  const media = [];
  for (const photo of PHOTOS) media.push(await upload(writers[0]!, photo));
  await writers[0]!.call('POST /notes', { body: { title: 'Three pictures', media } });
  for (const writer of writers)
    for (const n of [1, 2, 3])
      await writer.call('POST /notes', {
        body: { title: `Number ${n} by ${writer.handle}`, card: { background: 'paper' } },
      });
  await site.world.settle({ but: ['notes.render-card'] });
  await until(
    'the feed has all of them',
    async () =>
      (await site.world.visitor.call('GET /feed/explore', { query: { limit: 100 } })).items.length === 61,
  );
});
after(async () => {
  await browser?.close();
  await site?.close();
});

interface Row {
  kind: SignalKind;
  list: string;
  position: number;
  note: string;
  value: number;
}

async function rowsOf(reader: string | null): Promise<Row[]> {
  const { rows } = await site.world.base.pool.query<Omit<Row, 'kind'> & { kind: number }>(
    `select kind, list, position, note_id::text as note, value from signals
     where reader = $1::bigint or ($1::bigint is null and reader < 0) order by era, tx, seq`,
    [reader],
  );
  return rows.map((row) => ({ ...row, kind: SIGNAL_KINDS[row.kind]! }));
}

const noted = (rows: Row[], kind: SignalKind) =>
  rows.filter((row) => row.kind === kind).map(({ note }) => note);

const cards = 'article[id^=n]:not(dialog *)';
const idsOn = (page: Page) => page.locator(cards).evaluateAll((all) => all.map(({ id }) => id.slice(1)));

/** Cards of which more than half is on the screen, and those of which nothing is. */
const inView = (page: Page) =>
  page.locator(cards).evaluateAll((all) => {
    const share = (card: Element) => {
      const { top, bottom, height } = card.getBoundingClientRect();
      return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / height;
    };
    const of = (test: (share: number) => boolean) =>
      all.filter((card) => test(share(card))).map(({ id }) => id.slice(1));
    return { shown: of((part) => part > 0.55), hidden: of((part) => part <= 0) };
  });

const leavePage = (page: Page) => page.goto('about:blank');

/** Opens the feed with a clock that tests move on, so that nobody waits for a second to pass. */
async function openFeed(page: Page): Promise<void> {
  await page.clock.install();
  await open(page, '/');
}

/** Scrolls a little, and moves the clock on until something was sent: the page sees what is done from then on. */
async function seesWhatIsDone(page: Page, reader: string | null): Promise<void> {
  await page.mouse.wheel(0, 1);
  await until('something was sent', async () => {
    await page.clock.fastForward(1500);
    return (await rowsOf(reader)).length > 0;
  });
}

test('what was on the screen for a second was shown, and nothing else; it is sent when the page is left', async () => {
  for (const as of [await site.world.person('reader_one'), undefined]) {
    const page = await visit(browser, site, { size: PHONE, as });
    await openFeed(page);
    const { shown, hidden } = await inView(page);
    assert.ok(shown.length >= 3 && hidden.length >= 10);
    const reader = as?.id ?? null;
    await seesWhatIsDone(page, reader);
    const seen = new Set(noted(await rowsOf(reader), 'impression'));
    assert.ok(shown.every((id) => seen.has(id)));
    assert.ok(hidden.every((id) => !seen.has(id)));
    await page.locator(`#n${hidden.at(-1)}`).scrollIntoViewIfNeeded();
    const later = await inView(page);
    assert.ok(!later.shown.some((id) => seen.has(id)));
    // Cards that came by scrolling are watched a frame later than those that were there.
    for (const step of [500, 1200, 1200]) {
      await page
        .locator(`#n${later.shown.at(-1)}`)
        .evaluate((card) => new Promise((seen) => new IntersectionObserver(seen).observe(card)));
      await page.clock.fastForward(step);
    }
    await leavePage(page);
    await until('the log has them', async () => {
      const impressions = new Set(noted(await rowsOf(reader), 'impression'));
      return later.shown.every((id) => impressions.has(id));
    });
    assert.deepEqual(noted(await rowsOf(reader), 'open'), []);
    await page.context().close();
  }
});

const DONE: readonly SignalKind[] = ['open', 'full', 'like', 'follow', 'swipe', 'dwell'];

test('a note that is opened, read, swiped through, looked at closely and liked says so, where it stood', async () => {
  const reader = await site.world.person('reader_two');
  const page = await visit(browser, site, { size: PHONE, as: reader });
  await openFeed(page);
  const link = page.locator(`${cards} a[data-note]`, { hasText: 'Three pictures' }).first();
  while ((await link.count()) === 0) await page.locator(cards).last().scrollIntoViewIfNeeded();
  const note = (await link.getAttribute('data-note'))!;
  await link.scrollIntoViewIfNeeded();
  await link.click();
  const layer = page.locator('dialog.note-layer');
  await layer.locator('.gallery .strip').waitFor();
  await layer
    .locator('.gallery .strip')
    .evaluate((strip) => strip.scrollTo({ left: strip.clientWidth, behavior: 'instant' }));
  await layer.locator('.count', { hasText: '2/3' }).waitFor();
  await layer.locator('.slide a').nth(1).click();
  await page.locator('dialog img[draggable=false]').waitFor();
  await page.keyboard.press('Escape');
  await layer.locator('button[value^="like:"]').click();
  await layer.locator('button[value^="unlike:"]').waitFor();
  await layer.locator('form[action="/acts"] button[value^="follow:"]').click();
  await layer.locator('form[action="/acts"] button[value^="unfollow:"]').waitFor();
  await page.clock.fastForward(1200);
  await layer.locator('.note-leave').click();
  // Not all of it comes in one batch.
  let rows: Row[] = [];
  await until('the log has it', async () => {
    rows = (await rowsOf(reader.id)).filter((row) => row.note === note);
    return DONE.every((done) => rows.some(({ kind }) => kind === done));
  });
  const { ids } = (
    await site.world.base.pool.query<{ ids: string[] }>(
      'select ids::text[] as ids from feed_lists where token = $1',
      [rows[0]!.list],
    )
  ).rows[0]!;
  for (const row of rows) assert.equal(ids[row.position], note);
  const kinds = new Map(rows.map(({ kind, value }) => [kind, value]));
  assert.equal(kinds.get('swipe'), 2);
  assert.ok(kinds.get('dwell')! >= 1200 && kinds.get('dwell')! < 60_000, `${kinds.get('dwell')}`);
  await page.context().close();
});

test('what was not seen yet is ranked by what one did, what is on the screen stays', async () => {
  const reader = await site.world.person('reader_three');
  const page = await visit(browser, site, { size: PHONE, as: reader });
  await open(page, '/');
  const before = await idsOn(page);
  const { hidden } = await inView(page);
  const places = () =>
    page
      .locator(cards)
      .evaluateAll((all) => all.map((one) => `${one.id} ${one.getBoundingClientRect().top}`));
  const stood = await places();
  await page.locator(cards).nth(1).click();
  await page.locator('dialog.note-layer').waitFor();
  const asked = page.waitForResponse(/\/api\/v1\/feed\/explore\?.*after=/);
  await page.locator('dialog.note-layer .note-leave').click();
  const response = await asked;
  const { items } = (await response.json()) as { items: { id: string; position: number }[] };
  const after = Number(new URL(response.url()).searchParams.get('after'));
  assert.ok(after >= 2 && after < before.length - hidden.length + 6, `${after}`);
  await page.waitForFunction(
    ([id, at]) => document.querySelectorAll('article[id^=n]:not(dialog *)')[Number(at)]?.id === `n${id}`,
    [items[0]!.id, after + 1],
  );
  const now = await idsOn(page);
  assert.deepEqual(now.slice(0, after + 1), before.slice(0, after + 1));
  assert.deepEqual((await places()).slice(0, after + 1), stood.slice(0, after + 1));
  assert.equal(new Set(now).size, now.length);
  assert.equal((await rowsOf(reader.id)).filter(({ kind }) => kind === 'open').length, 1);
  await page.context().close();
});

test('a note over the list hides the list: its cards are not shown meanwhile', async () => {
  const reader = await site.world.person('reader_four');
  const page = await visit(browser, site, { size: DESKTOP, as: reader });
  await openFeed(page);
  const id = (await page.locator(`${cards} a[data-note]`).first().getAttribute('data-note'))!;
  await page.locator(`#n${id}`).click();
  await page.locator('dialog.note-layer').waitFor();
  await page.locator('dialog.note-layer .words').waitFor();
  await until('the page sees what is done', async () => {
    await page.clock.fastForward(10_000);
    return noted(await rowsOf(reader.id), 'open').length > 0;
  });
  await page.clock.fastForward(2500);
  await leavePage(page);
  await until('the log has it', async () => noted(await rowsOf(reader.id), 'dwell').length > 0);
  assert.deepEqual(noted(await rowsOf(reader.id), 'impression'), []);
  assert.deepEqual(noted(await rowsOf(reader.id), 'open'), [id]);
  await page.context().close();
});

test('in another tab a note is still one of the feed: read, commented, saved', async () => {
  const reader = await site.world.person('reader_five');
  const page = await visit(browser, site, { size: DESKTOP, as: reader });
  await openFeed(page);
  await seesWhatIsDone(page, reader.id);
  const card = page.locator(cards).first();
  const id = (await card.getAttribute('id'))!.slice(1);
  const opening = page.context().waitForEvent('page');
  await card.click({ modifiers: ['ControlOrMeta'] });
  const tab = await opening;
  await tab.locator('#svelte-announcer').waitFor({ state: 'attached' });
  await tab.waitForLoadState('networkidle');
  await tab.locator('form[action="/acts"] button[value^="save:"]').first().click();
  await tab.locator('form[action="/acts"] button[value^="unsave:"]').first().waitFor();
  await until('what was saved is in the log', async () => {
    await tab.clock.fastForward(1500);
    return noted(await rowsOf(reader.id), 'save').includes(id);
  });
  await leavePage(tab);
  await leavePage(page);
  await until('the log has both', async () => {
    const rows = await rowsOf(reader.id);
    return (
      noted(rows, 'open').includes(id) &&
      noted(rows, 'save').includes(id) &&
      noted(rows, 'dwell').includes(id)
    );
  });
  await page.context().close();
});

test('a note that is hidden says so, and not when that was taken back', async () => {
  const reader = await site.world.person('reader_six');
  const page = await visit(browser, site, { size: DESKTOP, as: reader });
  await openFeed(page);
  await seesWhatIsDone(page, reader.id);
  const hide = async (index: number) => {
    const card = page.locator(cards).nth(index);
    const id = (await card.getAttribute('id'))!.slice(1);
    await card.hover();
    await card.locator('[data-menu] > button').click();
    await page.getByRole('menuitem', { name: 'Not for me' }).click();
    await page.locator(`#n${id}`).waitFor({ state: 'detached' });
    return id;
  };
  const kept = await hide(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator(`#n${kept}`).waitFor();
  const id = await hide(2);
  await until('the log has it', async () => {
    await page.clock.fastForward(1500);
    return noted(await rowsOf(reader.id), 'hide').includes(id);
  });
  assert.deepEqual(noted(await rowsOf(reader.id), 'hide'), [id]);
  await page.context().close();
});
