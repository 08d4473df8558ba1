import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertOnlyPicture, exifTraces } from '../server/src/testing/metadata.ts';
import { PHONE_JPEG, phoneExif, phoneHeic } from '../server/src/testing/photos.ts';
import { until } from '../server/src/testing/until.ts';
import { launchBrowser } from './browser.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { alive, DESKTOP, look, open, PHONE, visit } from './visits.ts';

// The main job: two people who share no language come in, look round, post photographs from their phones, find each other's
// notes, say something, and come back tomorrow.

let site: Site;
let browser: Browser;
/** Addresses of all pictures that either of them was shown. */
const pictures = new Set<string>();

interface Traveller {
  page: Page;
  id: string;
  handle: string;
  name: string;
  words: Words;
}

interface Words {
  name: string;
  password: string;
  title: string;
  body: string;
  /** A word of the title, to look for. */
  word: string;
  comment: string;
  publish: string;
  send: string;
}

const CHINESE: Words = {
  name: '小满',
  password: '四个 不相干的 枣树 词语',
  title: '海星晒太阳',
  body: '今天在海边看到的，谁认识它？ #海边',
  word: '海星',
  comment: '好漂亮，这是在哪里拍的？',
  publish: '发布',
  send: '发送',
};
const ENGLISH: Words = {
  name: 'Theodora',
  password: 'four unrelated harbour words',
  title: 'A starfish on its side',
  body: 'My phone saw it first. #Seaside',
  word: 'starfish',
  comment: 'We found one too!',
  publish: 'Post',
  send: 'Send',
};

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  const host = await site.world.person('host', { name: 'The host', reads: ['en', 'zh-Hans'] });
  for (const photo of PHOTOS) {
    const body = {
      title: `Welcome ${photo.slice(0, 5)}`,
      body: 'Look round first.',
      media: [await upload(host, photo)],
    };
    await host.call('POST /notes', {
      body: { ...body, versions: [{ language: 'zh-Hans', title: '先随便看看', body: '不着急。' }] },
    });
  }
  await site.world.settle();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

for (const [at, chinese, english] of [
  ['on a phone and at a desk', PHONE, DESKTOP],
  ['at a desk and on a phone', DESKTOP, PHONE],
] as const) {
  test(`two people without a common language meet, ${at}`, () => meet(chinese, english));
}

async function meet(chinese: typeof PHONE, english: typeof PHONE): Promise<void> {
  const li = await arrive(CHINESE, await visit(browser, site, { size: chinese, locale: 'zh-CN' }));
  const theo = await arrive(ENGLISH, await visit(browser, site, { size: english, locale: 'en' }));
  const theirs = await post(li, { name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: await phoneHeic() });
  const hers = await post(theo, {
    name: 'starfish.jpg',
    mimeType: 'image/jpeg',
    buffer: await readFile(PHONE_JPEG),
  });
  await site.world.settle();
  await findAndAnswer(theo, { note: theirs, by: li });
  await findAndAnswer(li, { note: hers, by: theo });
  await site.world.settle();
  await hears(li, theo);
  await hears(theo, li);
  for (const one of [li, theo]) await comeBack(one, one === li ? hers : theirs);
  await nothingButPictures([theirs, hers]);
  for (const { page } of [li, theo]) await page.context().close();
}

/** Looks round as a visitor in their own language; the first like leads to an account and is done once they are in. */
async function arrive(words: Words, page: Page): Promise<Traveller> {
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/media/')) pictures.add(pathname);
  });
  await open(page, '/');
  assert.equal(await page.locator('html').getAttribute('lang'), words === CHINESE ? 'zh-CN' : 'en');
  assert.ok((await page.locator('article[id^=n]').count()) >= PHOTOS.length);
  await page
    .getByText(words === CHINESE ? '先随便看看' : 'Welcome')
    .first()
    .waitFor();
  await look(page, 'explore');
  const like = page.locator('button[value^="like:"]').first();
  const liked = (await like.getAttribute('value'))!.split(':')[1]!;
  await like.click();
  await page.waitForURL(/\/sign-up\?/);
  await alive(page);
  await look(page, 'sign-up');
  await page.locator('input[name=name]').fill(words.name);
  await page.locator('input[name=password]').fill(words.password);
  await page.locator('form:has(input[name=password]) button:not([type=button])').last().click();
  await page.waitForURL((url) => !url.pathname.includes('sign-up'));
  await look(page, 'in');
  const { person } = await ask<{ person: { id: string; handle: string; name: string } }>(page, 'session');
  const mine = await ask<{ items: { id: string }[] }>(page, 'me/likes');
  assert.deepEqual(
    mine.items.map(({ id }) => id),
    [liked],
  );
  assert.equal(person.name, words.name);
  return { page, ...person, words };
}

/** Posts a photograph as the phone made it, and stands on the note. Answers its id. */
async function post(
  { page, words }: Traveller,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<string> {
  await open(page, '/compose');
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.locator('textarea[name=title]').fill(words.title);
  await page.locator('textarea[name=body]').fill(words.body);
  await look(page, 'composer');
  await page.getByRole('button', { name: words.publish, exact: true }).click();
  await page.waitForURL(/\/notes\/\d+$/, { timeout: 30_000 });
  await page.getByText(words.title).first().waitFor();
  await look(page, 'own-note');
  const id = /\d+$/.exec(page.url())![0];
  const note = await ask<{ media: { width: number; height: number }[]; language: string }>(
    page,
    `notes/${id}`,
  );
  assert.equal(note.media.length, 1);
  assert.equal(note.language, words === CHINESE ? 'zh-Hans' : 'en');
  return id;
}

/** Finds a note of somebody else's in explore and by its words, opens it, and does all that one does with a note. */
async function findAndAnswer(
  { page, words }: Traveller,
  { note, by }: { note: string; by: Traveller },
): Promise<void> {
  await until('it stands in explore', async () => {
    await page.goto('/');
    return (await page.locator(`#n${note}`).count()) === 1;
  });
  await open(page, '/search');
  await page.getByRole('searchbox').fill(by.words.word);
  await page.getByRole('searchbox').press('Enter');
  await page.waitForURL(/q=/);
  await look(page, 'search');
  await page.locator(`#n${note} a[data-note]`).click();
  await page.waitForURL(`**/notes/${note}`);
  await look(page, 'note-opened');
  await page.goto(`/notes/${note}`);
  await alive(page);
  await page.getByText(by.words.title).first().waitFor();
  await page.locator('#say textarea').fill(words.comment);
  await page.getByRole('button', { name: words.send, exact: true }).click();
  await page.locator('[id^=c-]').filter({ hasText: words.comment }).waitFor();
  // While one writes there is room for nothing else.
  await page.locator('#say textarea').blur();
  await page.locator(`.acts button[value="like:${note}"]`).first().click();
  await page.locator(`button[value="unlike:${note}"]`).first().waitFor();
  await page.locator(`button[value="save:${note}"]`).first().click();
  await page.locator(`button[value="unsave:${note}"]`).first().waitFor();
  await look(page, 'note-answered');
  await open(page, `/people/${by.handle}`);
  await page.locator(`button[value="follow:${by.id}"]:visible`).first().click();
  await page.locator(`button[value="unfollow:${by.id}"]:visible`).first().waitFor();
  await look(page, 'person');
  await until('all of it is done', async () => {
    const { liked, saved } = await ask<{ liked: boolean; saved: boolean }>(page, `notes/${note}`);
    const person = await ask<{ relation: { following: boolean } }>(page, `people/${by.handle}`);
    return liked && saved && person.relation.following;
  });
}

/** The inbox says who liked, saved, commented and follows. */
async function hears({ page }: Traveller, by: Traveller): Promise<void> {
  await open(page, '/inbox');
  await page.getByText(by.name).first().waitFor();
  const { items } = await ask<{ items: { kind: string; people: { name: string }[] }[] }>(page, 'inbox');
  const heard = items
    .filter(({ people }) => people.some(({ name }) => name === by.name))
    .map(({ kind }) => kind);
  assert.deepEqual([...heard].sort(), ['comment', 'follow', 'like', 'save']);
  await page.locator('a[href$="/inbox?list=comments"]').click();
  await look(page, 'inbox');
  await page.getByText(by.words.comment).first().waitFor();
}

/** Signs out and, tomorrow, in again by handle and password: what one did is there. */
async function comeBack({ page, handle, name, words }: Traveller, note: string): Promise<void> {
  await open(page, '/settings');
  await page.locator('form[action="?/out"] button').click();
  await until('they are out', async () => (await ask<{ person: unknown }>(page, 'session')).person === null);
  await open(page, '/sign-in');
  await page.locator('input[name=who]').fill(handle);
  await page.locator('input[name=password]').fill(words.password);
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  assert.equal((await ask<{ person: { name: string } }>(page, 'session')).person.name, name);
  await open(page, `/notes/${note}`);
  await page.locator(`button[value="unlike:${note}"]`).first().waitFor();
  await open(page, '/following');
  await page.locator(`#n${note}`).waitFor();
  await look(page, 'tomorrow');
}

/** Of all that was served, and all that could be asked for, no byte tells where or with what a photograph was made. */
async function nothingButPictures(notes: string[]): Promise<void> {
  const traces = exifTraces(await phoneExif());
  assert.ok(traces.length > 3);
  for (const id of notes) {
    const told = JSON.stringify(await site.world.visitor.call('GET /notes/:id', { params: { id } }));
    const html = await (await fetch(`${site.url}/notes/${id}`)).text();
    for (const [address] of (told + html).matchAll(/\/media\/(?:share\/)?[\w.-]+/g)) pictures.add(address!);
  }
  assert.ok(pictures.size > 10, `${pictures.size} pictures`);
  for (const address of pictures) {
    const response = await fetch(site.url + address);
    assert.equal(response.status, 200, address);
    assertOnlyPicture(new Uint8Array(await response.arrayBuffer()), traces);
  }
}

function ask<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async (address) => (await fetch(address)).json(), `/api/v1/${path}`) as Promise<T>;
}
