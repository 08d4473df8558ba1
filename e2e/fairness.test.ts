import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { insertPeople } from '../server/src/testing/people.ts';
import { insertFeedNotes, insertImpressions, type Impression } from '../server/src/testing/signals.ts';
import { until } from '../server/src/testing/until.ts';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { accessible, DESKTOP, look, open, PHONE, visit, type Visit } from './visits.ts';

// The public ledger as a stranger sees and checks it, and what an author sees of their own note.

const HOUR = 3_600_000;
const SMALL = { width: 320, height: 640 };

let site: Site;
let browser: Browser;
let ann: Somebody;
let bea: Somebody;
let note: string;
let quiet: string;

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  const { person, base } = site.world;
  await base.pool.query(`update fairness_ledger set begun_at = now() - interval '6 days'`);
  [ann, bea] = await Promise.all([
    person('ann', { name: 'Ann', region: 'TW' }),
    person('bea', { name: '小贝', age: 10 }),
  ]);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const pages: Page[] = [];
after(() => Promise.all(pages.map((page) => page.context().close())));

async function shown(path: string, options: Visit = {}): Promise<Page> {
  const page = await visit(browser, site, options);
  pages.push(page);
  await (options.script === false ? page.goto(path) : open(page, path));
  return page;
}

async function wide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

test('before anybody looked, the page says so, and since when it counts', async () => {
  const page = await shown('/fairness');
  await page.getByRole('heading', { name: 'Nobody has been counted yet' }).waitFor();
  await page.getByText('No note has had its first 24 hours').first().waitFor();
  await accessible(page, 'an empty ledger');
  await look(page, 'fairness-empty');
});

/** When each note came; the one that few saw came beside another. */
const DAYS_AGO = [1, 2, 3, 4, 4, 5];

test('a ledger of some days, from real notes and a real log', async () => {
  const { base } = site.world;
  const readers = (await insertPeople(base, { count: 70, prefix: 'reader' })).map(({ id }) => id);
  for (const reader of readers.slice(0, 12))
    await base.pool.query('insert into follows (id, person_id, followed_id) values ($1, $2, $3)', [
      base.ids.at(new Date(Date.now() - 200 * HOUR)),
      reader,
      bea.id,
    ]);
  const kinds = [
    { by: ann, channel: 'food', language: 'en', readers: 44 },
    { by: bea, channel: 'pets', language: 'zh-Hans', readers: 64 },
    { by: ann, channel: 'streets', language: 'zh-Hant', readers: 25 },
    { by: bea, channel: 'food', language: 'zh-Hans', readers: 33 },
    { by: ann, channel: 'home', language: 'en', readers: 9 },
    { by: bea, channel: null, language: 'en', readers: 38 },
  ];
  const seen: Impression[] = [];
  const midnight = Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR;
  for (const [index, kind] of kinds.entries()) {
    await base.pool.query('delete from buckets');
    // All that is seen of a note is seen on the day of its publication: of a day with fewer than 20 views nothing is told.
    const publishedAt = new Date(midnight - DAYS_AGO[index]! * 24 * HOUR + HOUR);
    const media = index === 0 ? [await upload(kind.by, PHOTOS[0])] : [];
    const { id } = await kind.by.call('POST /notes', {
      body: { title: `Note ${index} 笔记`, body: 'Anyone may sit', media },
    });
    await base.pool.query('update notes set published_at = $2 where id = $1', [id, publishedAt]);
    await insertFeedNotes(base.pool, [{ ...kind, id, authorId: kind.by.id, publishedAt }]);
    if (index === 0) note = id;
    for (const [at, reader] of readers.slice(0, kind.readers).entries()) {
      const source = (['guarantee', 'fresh', 'near', 'graph', 'topic'] as const)[at < 20 ? 0 : at % 5]!;
      const later = at % 3 === 0 ? 15 : 3;
      seen.push({ noteId: id, reader, source, at: new Date(publishedAt.getTime() + later * HOUR) });
    }
  }
  quiet = (await ann.call('POST /notes', { body: { title: 'Nobody saw me', body: 'yet' } })).id;
  await insertFeedNotes(base.pool, [{ id: quiet, authorId: ann.id, publishedAt: new Date() }]);
  await insertImpressions(base.pool, seen);
  // What another transaction could still precede is taken in a moment later.
  await until('the ledger has all of it', async () => {
    await base.pool.query('delete from fairness_days');
    return (await site.world.visitor.call('GET /fairness')).figures.impressions === seen.length;
  });
  const page = await shown('/fairness');
  await page.getByRole('heading', { name: 'Seen, beside written' }).waitFor();
  await page.getByText(String(seen.length), { exact: true }).waitFor();
});

test('charts first, the table one tap away, in every language, on every screen, in light and dark', async () => {
  const looks: (Visit & { path: string; name: string })[] = [
    { path: '/fairness', name: 'Seen, beside written', size: PHONE },
    { path: '/zh-cn/fairness', name: '写了多少，被看多少', size: PHONE, dark: true, locale: 'zh-CN' },
    { path: '/zh-tw/fairness?days=28&by=channel', name: '寫了多少，被看多少', size: SMALL, locale: 'zh-TW' },
    { path: '/fairness?by=language&days=28', name: 'Seen, beside written', size: DESKTOP, dark: true },
    { path: '/zh-cn/fairness?by=region', name: '写了多少，被看多少', size: DESKTOP, locale: 'zh-CN' },
    { path: '/fairness?days=1', name: 'Who gets seen', size: SMALL, dark: true },
  ];
  for (const { path, name, ...options } of looks) {
    const page = await shown(path, options);
    await page.getByRole('heading', { name }).first().waitFor();
    await accessible(page, path);
    assert.equal(await wide(page), false, `${path} scrolls sideways`);
    await look(page, `fairness${path.replace(/\W+/g, '-')}`);
    for (const summary of await page.locator('main summary, details > summary').all()) await summary.click();
    await accessible(page, `${path}, opened`);
    assert.equal(await wide(page), false, `${path} opened scrolls sideways`);
    await page.context().close();
  }
});

test('a stranger downloads the files and the program, and gets the numbers of the page', async () => {
  const page = await shown('/fairness?days=28', { script: false });
  const folder = mkdtempSync(join(tmpdir(), 'jujube-stranger-'));
  try {
    const links = await page
      .locator('a[download]')
      .evaluateAll((all) =>
        all.map((link) => [link.getAttribute('href')!, link.getAttribute('download')!] as const),
      );
    assert.equal(links[0]![0], '/fairness/recompute.mjs');
    for (const [href, name] of links) {
      const response = await fetch(site.url + href);
      assert.equal(response.status, 200, href);
      writeFileSync(join(folder, name || 'recompute.mjs'), await response.text());
    }
    const files = links.slice(1).map(([, name]) => join(folder, name));
    const printed = execFileSync(process.execPath, [join(folder, 'recompute.mjs'), ...files], {
      encoding: 'utf8',
    });
    const gini = /gini (\S+)/.exec(printed)![1]!;
    await page.getByText(gini, { exact: true }).waitFor();
    const kept = /guarantee keptShare: (\S+)/.exec(printed)![1]!;
    await page.getByText(`${kept}%`, { exact: true }).first().waitFor();
    const small = /followers 0-9: (\S+) % of impressions, (\S+) % of notes, ratio (\S+)/.exec(printed)!;
    await page.getByText(`${small[1]}% of views`).waitFor();
    await page.getByText(`${small[2]}% of notes`).waitFor();
    await page.getByText(`× ${small[3]}`).waitFor();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the range and the groups are links: they work before any script, and keep each other', async () => {
  const page = await shown('/fairness', { script: false });
  await page.getByRole('link', { name: 'Channel', exact: true }).click();
  await page.getByRole('link', { name: '28 days' }).click();
  assert.match(page.url(), /days=28&by=channel$/);
  await page.getByText('fewer than 20 views').first().waitFor();
});

test('an author sees a small figure on their own note, and the story in a sheet; others see neither', async () => {
  for (const options of [{ size: PHONE }, { size: DESKTOP, dark: true }]) {
    const page = await shown(`/notes/${note}`, { as: ann, ...options });
    const figure = page.getByRole('link', { name: 'Seen 44 times' });
    await figure.scrollIntoViewIfNeeded();
    await figure.click();
    const sheet = page.getByRole('dialog', { name: 'Who was shown this note' });
    await sheet.getByText('44 of 30 promised').or(sheet.getByText('Promise kept: 44 readers')).waitFor();
    await accessible(page, 'the sheet of an author');
    await look(page, 'reach-sheet');
    await sheet.getByText('As a table').click();
    await sheet
      .getByRole('cell', { name: '44' })
      .or(sheet.getByRole('columnheader', { name: 'The promise' }))
      .first()
      .waitFor();
    await look(page, 'reach-table');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.context().close();
  }
  const other = await shown(`/notes/${note}`, { as: bea });
  await other.locator('#comments').scrollIntoViewIfNeeded();
  assert.equal(await other.getByText('Seen 44 times').count(), 0);
  assert.equal(await other.getByText('Who was shown this note').count(), 0);
});

test('over a list the sheet lies over the note, and Esc leaves the sheet alone', async () => {
  const page = await shown('/people/ann', { as: ann });
  await page.locator(`#n${note}`).click();
  const over = page.locator('dialog.note-layer');
  await over.locator('.words').hover();
  await page.mouse.wheel(0, 400);
  await over.getByRole('link', { name: 'Seen 44 times' }).click();
  const sheet = page.getByRole('dialog', { name: 'Who was shown this note' });
  await sheet.getByText('Promise kept: 44 readers').waitFor();
  await look(page, 'reach-over');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  assert.equal(await over.count(), 1);
});

test('without script the figure leads to a page; a note that nobody saw says what will be there', async () => {
  const page = await shown(`/notes/${note}`, { as: ann, script: false });
  await page.getByRole('link', { name: 'Who was shown this note' }).click();
  await page.getByRole('heading', { name: 'Who was shown this note' }).waitFor();
  await page.getByText('Promise kept: 44 readers').waitFor();
  const empty = await shown(`/zh-cn/notes/${quiet}/reach`, { as: ann, locale: 'zh-CN', size: SMALL });
  await empty.getByRole('heading', { name: '还没有展示' }).waitFor();
  await empty.getByText('保底 30 位读者，已有 0 位').waitFor();
  await accessible(empty, 'a note that nobody saw');
  assert.equal(await wide(empty), false);
  await look(empty, 'reach-empty');
  const stranger = await shown(`/notes/${note}/reach`, { as: bea });
  assert.equal(await stranger.getByText('Promise kept').count(), 0);
});
