// The shapes of the API that programs elsewhere rely on, asked for as those do: JSON over HTTP, no client of ours.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { createApi } from './api.ts';
import { browser, type Browser } from './testing/browser.ts';
import { world, type World } from './testing/world.ts';

const PHOTO = join(
  dirname(createRequire(import.meta.url).resolve('exif-parser/package.json')),
  'test/starfish.jpg',
);
const CARD = ['id', 'title', 'language', 'shown', 'author', 'cover', 'likes', 'liked'];
const PASSWORD = 'nine quiet lighthouses';

let w: World;
let ann: Browser;
let bo: Browser;
let nobody: Browser;
let annId: string;

before(async () => {
  w = await world();
  [ann, bo, nobody] = [browser(w), browser(w), browser(w)];
  const mind = { role: 'administrator', roles: ['administrator'], emailVerified: true, image: 'x', id: '1' };
  const made = await send(ann, 'POST /api/auth/sign-up/email', {
    ...{ email: 'ann@example.org', password: PASSWORD, name: 'Ann', handle: 'ann_p', callbackURL: '/' },
    ...mind,
  });
  assert.equal(made.status, 200);
  annId = made.body.user.id;
  await send(bo, 'POST /api/auth/sign-up/email', {
    email: 'bo@example.org',
    password: PASSWORD,
    name: '阿波',
  });
});
after(() => w.close());
beforeEach(() => w.base.pool.query('delete from buckets'));

/** The fields as they are hoped for, in whatever answer; `has` and the tests say whether they are there. */
interface Json extends Record<'id' | 'name' | 'code' | 'title' | 'language' | 'handle' | 'role', string> {
  openapi: string;
  paths: Record<string, object>;
  cursor: string;
  parent: string | null;
  thumbhash: string;
  emailVerified: boolean;
  liked: boolean;
  likes: number;
  languages: string[];
  user: Json;
  person: Json;
  shown: Json;
  author: Json;
  cover: Json | null;
  items: Json[];
  versions: Json[];
}
type Sent = { status: number; body: Json; headers: Headers };

/** Sends `METHOD /path` (below `/api/v1` where it does not begin so); answers status and parsed body. */
async function send(by: Browser, what: string, body?: object): Promise<Sent> {
  const [method, path] = what.split(' ') as [string, string];
  const response = await by.fetch(path.startsWith('/api/') ? path : `/api/v1${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: (text === '' ? {} : JSON.parse(text)) as Json,
    headers: response.headers,
  };
}

function has(value: object, ...keys: string[]): void {
  assert.deepEqual(
    keys.filter((key) => !(key in value)),
    [],
    JSON.stringify(value).slice(0, 300),
  );
}

function isCard(card: Json): void {
  has(card, ...CARD);
  has(card.shown, 'title', 'language', 'state');
  has(card.author, 'id', 'handle', 'name');
  if (card.cover !== null) has(card.cover, 'url', 'width', 'height', 'thumbhash');
}

async function isList(by: Browser, path: string): Promise<Json[]> {
  const { status, body } = await send(by, `GET ${path}`);
  assert.equal(status, 200, path);
  has(body, 'items', 'cursor');
  return body.items;
}

test('what sign-up does not know it ignores; sign-in is the library’s own', async () => {
  const { body } = await send(ann, 'GET /session');
  assert.deepEqual(
    [body.person.role, body.person.handle, body.person.emailVerified],
    ['member', 'ann_p', false],
  );
  assert.notEqual(body.person.id, '1');
  const again = await send(nobody, 'POST /api/auth/sign-in/email', {
    email: 'ann@example.org',
    password: PASSWORD,
  });
  assert.deepEqual([again.status, again.body.user.id], [200, annId]);
  nobody.cookies.clear();
  assert.equal((await send(nobody, 'GET /session')).body.person, null);
});

test('the session takes languages, zh among them', async () => {
  const { status, body } = await send(bo, 'PATCH /session', { languages: ['zh', 'en'] });
  assert.equal(status, 200);
  assert.deepEqual(body.languages, ['zh-Hans', 'en']);
});

test('a picture, a note with it in two languages, and everything one does with a note', async () => {
  const form = new FormData();
  form.append('file', new File([readFileSync(PHOTO)], 'star.jpg', { type: 'image/jpeg' }));
  const sent = await ann.fetch('/api/v1/media', { method: 'POST', body: form });
  assert.equal(sent.status, 201);
  const media = (await sent.json()) as Json;
  has(media, 'id', 'width', 'height');

  const versions = [{ language: 'en', title: 'A star', body: 'Found it' }];
  const words = {
    title: '海星',
    body: '捡到的 #海星',
    language: 'zh',
    channel: 'food',
    visibility: 'public',
  };
  const made = await send(ann, 'POST /notes', { ...words, media: [media.id], versions });
  assert.equal(made.status, 201);
  const note = made.body;
  isCard(note);
  assert.deepEqual([note.language, note.likes, note.liked], ['zh-Hans', 0, false]);
  for (const version of note.versions) has(version, 'language', 'state', 'by', 'title', 'body');
  assert.equal(note.versions.find((one) => one.language === 'en')?.title, 'A star');

  const at = `/notes/${note.id}`;
  assert.equal((await send(nobody, `GET ${at}`)).status, 200);
  assert.equal((await send(ann, `PATCH ${at}`, { title: '海星！' })).body.title, '海星！');
  const comment = await send(bo, `POST ${at}/comments`, { body: '好看', language: 'zh' });
  assert.equal(comment.status, 201);
  has(comment.body, 'id', 'body', 'language', 'author', 'parent', 'likes', 'liked');
  const reply = await send(ann, `POST ${at}/comments`, { body: 'Thanks', parent: comment.body.id });
  assert.deepEqual([reply.status, reply.body.parent], [201, comment.body.id]);
  assert.equal((await isList(nobody, `${at}/comments`)).length, 1);
  for (const liked of [true, true, false]) {
    const answer = await send(bo, `${liked ? 'PUT' : 'DELETE'} ${at}/like`);
    assert.deepEqual([answer.status, answer.body], [200, { liked, likes: Number(liked) }]);
  }
  for (const method of ['PUT', 'DELETE']) assert.equal((await send(bo, `${method} ${at}/save`)).status, 204);
  for (const name of ['海星', '%EF%BC%83%E6%B5%B7%E6%98%9F'])
    assert.equal((await send(nobody, `GET /topics/${name}`)).body.name, '海星');
  const { id } = (await send(nobody, 'GET /topics/海星')).body;
  assert.equal((await send(nobody, `GET /topics/${id}`)).body.name, '海星');
  await w.settle();
  assert.ok((await isList(nobody, '/search?q=海星')).some((one) => one.id === note.id));
  assert.ok((await isList(ann, '/inbox')).length > 0);
  assert.equal((await send(ann, `DELETE ${at}`)).status, 204);
  assert.equal((await send(nobody, `GET ${at}`)).status, 404);
});

test('no media makes a text card: there at once, its cover once it is drawn', async () => {
  const made = await send(ann, 'POST /notes', {
    ...{ title: 'Words', body: 'only', media: [], card: { background: 'night-market' } },
  });
  assert.deepEqual([made.status, made.body.cover], [201, null]);
  assert.equal((await send(nobody, `GET /notes/${made.body.id}`)).status, 200);
  await w.settle();
  isCard((await send(nobody, `GET /notes/${made.body.id}`)).body);
  assert.ok((await send(nobody, `GET /notes/${made.body.id}`)).body.cover?.thumbhash);
});

test('each visibility is taken, and kept from visitors', async () => {
  for (const visibility of ['followers', 'mutuals', 'me']) {
    const made = await send(bo, 'POST /notes', { title: visibility, body: 'x', media: [], visibility });
    assert.equal(made.status, 201);
    assert.equal((await send(nobody, `GET /notes/${made.body.id}`)).status, 404, visibility);
  }
});

test('a person is an id or a handle, in any case, everywhere', async () => {
  for (const who of [annId, 'ann_p', 'ANN_P']) {
    assert.equal((await send(nobody, `GET /people/${who}`)).body.id, annId);
    await isList(nobody, `/people/${who}/notes`);
    for (const act of ['follow', 'mute', 'block'])
      for (const method of ['PUT', 'DELETE'])
        assert.equal((await send(bo, `${method} /people/${who}/${act}`)).status, 204, `${act} ${who}`);
  }
});

test('the feeds are lists of cards, with a cursor that goes on and never goes back', async () => {
  for (let index = 0; index < 3; index += 1)
    await send(bo, 'POST /notes', { title: `Pot ${index}`, body: 'x', media: [], channel: 'food' });
  await w.settle();
  const { body } = await send(nobody, 'GET /feed/explore?channel=food&limit=2');
  assert.equal(body.items.length, 2);
  body.items.forEach(isCard);
  const next = await send(nobody, `GET /feed/explore?channel=food&limit=2&cursor=${body.cursor}`);
  const seen = new Set(body.items.map(({ id }) => id));
  assert.ok(next.body.items.every(({ id }) => !seen.has(id)));
  assert.deepEqual(await isList(ann, '/feed/following'), []);
  assert.equal((await send(nobody, 'GET /feed/following')).status, 401);
});

test('a refusal is a problem with a code; the document of all this is OpenAPI 3.1', async () => {
  const refused = await send(ann, 'POST /notes', { title: 'x', body: 'y', media: [], visibility: 'all' });
  assert.deepEqual([refused.status, refused.body.code], [400, 'request.invalid']);
  assert.match(refused.headers.get('content-type')!, /^application\/problem\+json/);
  const { body } = await send(nobody, 'GET /api/openapi.json');
  assert.match(body.openapi, /^3\.1/);
});

test('how to use the API is read in one’s own language: the chosen one, else the browser’s', async () => {
  const read = async (by: typeof nobody, language: string) => {
    const answer = await by.fetch('/api/docs', { headers: { 'accept-language': language } });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('vary')!, /Accept-Language/);
    const page = await answer.text();
    const style = /<style>([^]*)<\/style>/.exec(page)![1]!;
    const known = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
    assert.ok(answer.headers.get('content-security-policy')!.includes(known), 'its style is let in');
    return page;
  };
  for (const [language, title, everybody, english] of [
    ['en', 'Who asks', 'For everybody.', false],
    ['zh-CN', '以谁的身份', '谁都可以用。', true],
    ['zh-TW', '以誰的身分', '誰都可以用。', true],
  ] as const) {
    const page = await read(nobody, language);
    assert.match(page, new RegExp(`<html lang="${language}">[^]*<h2>${title}</h2>[^]*${everybody}`));
    assert.equal(/英文/.test(page), english);
    assert.doesNotMatch(page, /\{(document|header|settings|shape|field|tus)\}|undefined/);
    const own = page.replace(/<span[^>]* lang="en">[^<]*<\/span>/g, '');
    if (language !== 'en') assert.doesNotMatch(own, /For members|Refusals|Everything|optional|Answers/);
  }
  await send(ann, 'PATCH /session', { locale: 'zh-TW' });
  assert.match(await read(ann, 'en'), /<html lang="zh-TW">/);
  await send(ann, 'PATCH /session', { locale: 'en' });
});

test('every route of the API is in its document', async () => {
  const { body } = await send(nobody, 'GET /api/openapi.json');
  const described = Object.keys(body.paths);
  const mounted = createApi({ base: w.base }).routes.map(({ path }) =>
    path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}'),
  );
  const missing = mounted.filter(
    (path) =>
      path.startsWith('/api/') &&
      !path.includes('*') &&
      !['/api/docs', '/api/openapi.json'].includes(path) &&
      !described.includes(path),
  );
  assert.deepEqual([...new Set(missing)], []);
});
