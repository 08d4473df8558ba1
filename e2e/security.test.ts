import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { until } from '../server/src/testing/until.ts';
import type { Somebody } from '../server/src/testing/world.ts';
import { launchBrowser } from './browser.ts';
import { PAYLOADS } from './payloads.ts';
import { PHOTOS, startSite, upload, type Site } from './server.ts';
import { alive, DESKTOP, PHONE, visit } from './visits.ts';

// What people write is words wherever it is shown; and what a page, a form and an address of ours may do.

let site: Site;
let browser: Browser;
/** Those who wrote the notes; every payload is also the name of somebody who commented. */
let authors: Somebody[];
/** Notes whose text and comments hold all payloads, a part each. */
const notes: { id: string; part: readonly string[] }[] = [];
let board: string;
let topic: string;
const PER_NOTE = 28;
const json = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

before(async () => {
  site = await startSite();
  browser = await launchBrowser();
  const { world } = site;
  const people = await Promise.all(
    PAYLOADS.map((name, index) => world.person(`p_${index}`, { name: name.replaceAll('\0', '') })),
  );
  authors = people.slice(0, Math.ceil(PAYLOADS.length / PER_NOTE));
  const fresh = () => world.base.pool.query('delete from buckets');
  for (const [index, author] of authors.entries()) {
    const part = PAYLOADS.slice(index * PER_NOTE, (index + 1) * PER_NOTE);
    await author
      .call('PATCH /me', {
        body: { bio: [{ language: 'en', text: part.slice(0, 3).join('\n').slice(0, 300) }] },
      })
      .catch(ignoreRefusal);
    for (const title of part) {
      await fresh();
      await author
        .call('POST /notes', { body: { title: title.slice(0, 60), body: '#Payload' } })
        .catch(ignoreRefusal);
    }
    await fresh();
    const media = [await upload(author, PHOTOS[0])];
    await author.fetch(`/api/v1/media/${media[0]}`, { ...json({ alt: part[1] }), method: 'PATCH' });
    const words = {
      title: part[0]!.slice(0, 60),
      body: `#Payload\n${part.join('\n')}`,
      place: { name: part[2]!.slice(0, 80) },
    };
    const { id } = await author.call('POST /notes', {
      body: { ...words, media, versions: [{ language: 'zh-Hans', ...words }] },
    });
    notes.push({ id, part });
  }
  await Promise.all(
    people.map((person, index) => {
      const { id } = notes[Math.floor(index / PER_NOTE)]!;
      return person.call('POST /notes/:id/comments', { params: { id }, body: { body: PAYLOADS[index]! } });
    }),
  );
  const made = await authors[0]!.call('POST /boards', {
    body: {
      name: PAYLOADS[0]!.slice(0, 40),
      about: PAYLOADS.slice(0, 5).join('\n').slice(0, 200),
      visibility: 'public',
    },
  });
  board = made.id;
  for (const { id } of notes)
    await authors[0]!.call('PUT /boards/:id/notes/:note', { params: { id: board, note: id }, body: {} });
  const keeper = await world.person('keeper', { role: 'moderator' });
  const named = `<img src=x onerror=xss()>`;
  await keeper
    .call('PUT /topics/:topic/names/:name', {
      params: { topic: 'Payload', name: named },
      body: { language: 'en' },
    })
    .catch(ignoreRefusal);
  topic = (await world.visitor.call('GET /topics/:topic', { params: { topic: 'Payload' } })).id;
  await world.base.pool.query(`update topic_names set name = $1 where topic_id = $2 and name <> 'Payload'`, [
    named,
    topic,
  ]);
  await world.settle({ but: ['notes.render-card'] });
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/** Some payloads are not what a title, a biography or a topic may be; that is tested elsewhere. */
function ignoreRefusal(error: { problem?: { status: number } }): void {
  if (!error.problem || error.problem.status >= 500) throw error;
}

declare global {
  /** What a watched page counts. */
  interface Window {
    ran: number;
    stopped: string[];
    xss: () => void;
  }
}

interface Seen {
  ran: number;
  violations: string[];
  /** Elements and attributes that can only have come from people's text. */
  made: string[];
}

/** A page that counts scripts of others, what the policy had to stop, and whom it asks. */
async function watched(
  options: Parameters<typeof visit>[2],
  policy: 'on' | 'off' = 'on',
): Promise<{ page: Page; asked: Set<string> }> {
  const page = await visit(browser, site, options);
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  await page.addInitScript(() => {
    window.ran = 0;
    window.stopped = [];
    window.xss = () => void (window.ran += 1);
    addEventListener('securitypolicyviolation', (event) =>
      window.stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  if (policy === 'off') {
    await page.route('**/*', async (route) => {
      if (route.request().resourceType() !== 'document') return route.continue();
      const response = await route.fetch({ maxRedirects: 0 });
      const { 'content-security-policy': removed, ...headers } = response.headers();
      assert.ok(removed || response.status() >= 300, 'there was a policy to remove');
      return route.fulfill({ response, headers });
    });
  }
  return { page, asked };
}

/** Runs in the page: what people's text has become there. */
function inspect(): Seen {
  const made: string[] = [];
  const FOREIGN =
    'iframe,object,embed,base,math,marquee,xss,listing,xmp,foreignObject,animate,set,use[href^=data],meta[http-equiv=refresh],details[ontoggle]';
  for (const element of document.querySelectorAll('*')) {
    if (element.matches(FOREIGN)) made.push(element.outerHTML.slice(0, 120));
    for (const { name, value } of element.attributes) {
      const plain = Array.from(value.toLowerCase())
        .filter((letter) => letter > ' ')
        .join('');
      const isAddress = /^(href|src|action|formaction|xlink:href|srcdoc|data)$/.test(name);
      const runs =
        (name.startsWith('on') && plain.includes('xss')) ||
        (isAddress && /^(javascript|vbscript|data:text)/.test(plain));
      const leaves = isAddress && element.tagName !== 'A' && plain.includes('evil.example');
      if (runs || leaves) made.push(`${element.tagName} ${name}=${value.slice(0, 80)}`);
    }
  }
  return { ran: window.ran, violations: window.stopped, made };
}

async function harmless(page: Page, what: string): Promise<void> {
  // A script that came in would have been started by now; what was only queued runs before this answers.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  assert.deepEqual(await page.evaluate(inspect), { ran: 0, violations: [], made: [] }, what);
}

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

async function shows(page: Page, texts: readonly string[], what: string): Promise<void> {
  const shown = squeezed(
    (await page
      .locator('body')
      .evaluate(
        (body) => (body.querySelectorAll('script,style').forEach((one) => one.remove()), body.textContent),
      )) ?? '',
  );
  const missing = texts.map(squeezed).filter((text) => text !== '' && !shown.includes(text));
  assert.deepEqual(missing, [], what);
}

/** Every page that shows people's words, with what must stand there word for word. */
async function* pages(): AsyncGenerator<{ path: string; texts: string[] }> {
  const { visitor } = site.world;
  for (const { id } of notes) {
    const note = await visitor.call('GET /notes/:id', { params: { id } });
    const { items } = await visitor.call('GET /notes/:id/comments', { params: { id } });
    const said = items.flatMap(({ body, author }) => [body, author.name]);
    yield {
      path: `/notes/${id}`,
      texts: [note.title, note.body, note.author.name, note.place!.name, ...said],
    };
  }
  for (const person of authors) {
    const { name } = await visitor.call('GET /people/:person', { params: { person: person.id } });
    const { items } = await visitor.call('GET /people/:person/notes', { params: { person: person.id } });
    yield { path: `/people/${person.id}`, texts: [name, ...items.slice(0, 20).map(({ title }) => title)] };
  }
  const { name, about } = await visitor.call('GET /boards/:id', { params: { id: board } });
  yield { path: `/boards/${board}`, texts: [name, about] };
  yield { path: `/topics/${topic}`, texts: ['<img src=x onerror=xss()>'] };
  yield { path: '/', texts: [] };
  for (const q of [`<script>xss()</script>`, `"><img src=x onerror=xss()>`, `';xss();//`, 'xss']) {
    yield { path: `/search?q=${encodeURIComponent(q)}`, texts: [] };
  }
  for (const reflected of [
    '/sign-in?to=',
    '/sign-up?then=',
    '/topics/',
    '/people/',
    '/nowhere/',
    '/compose?topic=',
  ]) {
    yield { path: reflected + encodeURIComponent(`</script>"><img src=x onerror=xss()>`), texts: [] };
  }
}

for (const policy of ['on', 'off'] as const) {
  test(`${PAYLOADS.length} payloads are words on every page, with the policy ${policy}; no page asks anybody else`, async () => {
    assert.ok(PAYLOADS.length >= 100);
    const { page, asked } = await watched(
      { as: authors[1], size: policy === 'on' ? DESKTOP : PHONE, locale: policy === 'on' ? 'en' : 'zh-CN' },
      policy,
    );
    for await (const { path, texts } of pages()) {
      await page.goto(path);
      await alive(page);
      await harmless(page, `${path} with the policy ${policy}`);
      await shows(page, texts, path);
    }
    // What would have noticed is awake: the same words as HTML run, or are stopped by the policy.
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=xss()>'));
    await until('it is noticed', async () => {
      const { ran, violations, made } = await page.evaluate(inspect);
      return made.length === 1 && (policy === 'off' ? ran === 1 : ran === 0 && violations.length > 0);
    });
    assert.deepEqual(
      [...asked].filter((origin) => origin !== site.url && origin !== 'null'),
      [],
    );
    await page.context().close();
  });
}

test('every payload as a search, as the browser’s own parser reads the page', async () => {
  const page = await visit(browser, site);
  await page.goto('/rules');
  const made = await page.evaluate(
    async (payloads) => {
      const read = async (payload: string): Promise<string[]> => {
        const html = await (await fetch(`/search?q=${encodeURIComponent(payload)}`)).text();
        const parsed = new DOMParser().parseFromString(html, 'text/html');
        const field = parsed.querySelector<HTMLInputElement>('input[type=search]')?.value ?? '';
        const foreign = parsed.querySelectorAll(
          'iframe,object,embed,base,math,marquee,xss,[onerror*=xss],[onload*=xss],[onfocus*=xss],[href^="javascript" i]',
        );
        const found = [...foreign].map((element) => `${payload} → ${element.outerHTML.slice(0, 100)}`);
        const same = field.replace(/\s+/g, ' ').trim() === payload.replace(/\s+/g, ' ').trim();
        return same ? found : [...found, `shown as ${field}: ${payload}`];
      };
      const all: string[] = [];
      while (payloads.length > 0) all.push(...(await Promise.all(payloads.splice(0, 4).map(read))).flat());
      return all;
    },
    PAYLOADS.filter((payload) => !payload.includes('\0')),
  );
  assert.deepEqual(made, []);
  await page.context().close();
});

test('names of files are words while a note is written', async () => {
  const { page } = await watched({ as: authors[0] });
  await page.goto('/compose');
  await alive(page);
  const buffer = readFileSync(join(import.meta.dirname, `../server/src/demo/pictures/${PHOTOS[0]}.webp`));
  const names = [`"><img src=x onerror=xss()>.webp`, `<svg onload=xss()>.webp`, `';xss();//.webp`];
  const files = names.map((name) => ({ name, mimeType: 'image/webp', buffer }));
  // One that is refused is named in words.
  const broken = {
    name: `<img src=x onerror=xss()>.png`,
    mimeType: 'image/png',
    buffer: Buffer.from('<svg onload=xss()>'),
  };
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...files, broken]);
  await page.getByText(broken.name).first().waitFor();
  await harmless(page, 'file names in the composer');
  await page.context().close();
});
