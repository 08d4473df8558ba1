import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApi } from '../../api.ts';
import { browser } from '../../testing/browser.ts';
import { refused } from '../../testing/refused.ts';
import { until } from '../../testing/until.ts';
import { world, type World } from '../../testing/world.ts';

const PASSWORD = 'seven wet umbrellas';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return w.visitor.fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

test('sign-up with e-mail and password signs in and finds a handle; signing in again works both ways', async () => {
  const mine = browser(w, { 'accept-language': 'zh-TW' });
  const body = { email: 'Maja@Example.org', password: PASSWORD, name: '半糖阿梨', surprise: 1 };
  const joined = await mine.account('POST /sign-up/email', { body });
  assert.equal(joined.user.email, 'maja@example.org');
  const { person, locale } = await mine.call('GET /session');
  assert.equal(person!.id, joined.user.id);
  assert.deepEqual(
    [person!.name, person!.email, person!.reads, locale],
    ['半糖阿梨', 'maja@example.org', ['zh-Hant'], 'zh-TW'],
  );
  assert.match(person!.handle, /^[a-z]+_[a-z]+/);
  for (const again of [
    await browser(w).account('POST /sign-in/email', {
      body: { email: 'MAJA@example.org', password: PASSWORD },
    }),
    await browser(w).account('POST /sign-in/handle', {
      body: { handle: `@${person!.handle}`, password: PASSWORD },
    }),
  ]) {
    assert.equal(again.user.id, joined.user.id);
  }
});

test('cookies of ours and of the accounts library are one: signed alike, closed to scripts, ended by sign-out', async () => {
  const response = await post('sign-up/email', {
    email: 'cook@example.org',
    password: PASSWORD,
    name: 'Cook',
  });
  const [ours] = response.headers.getSetCookie();
  assert.match(ours!, /^jujube\.session_token=[^;]+; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/);
  const signIn = await post('sign-in/email', { email: 'cook@example.org', password: PASSWORD });
  const [theirs] = signIn.headers.getSetCookie();
  assert.match(theirs!, /^jujube\.session_token=[^;]+; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/);
  for (const cookie of [ours!, theirs!].map((one) => one.split(';')[0]!)) {
    const read = async () =>
      (await w.visitor.fetch('/api/v1/session', { headers: { cookie } })).json() as Promise<{
        person: object | null;
      }>;
    assert.ok((await read()).person);
    assert.equal((await post('sign-out', {}, { cookie })).status, 200);
    assert.equal((await read()).person, null);
  }
});

test('a browser keeps one number through all who get in by it, and scripts never see it', async () => {
  const shared = browser(w);
  const join = (who: ReturnType<typeof browser>, name: string) =>
    who.account('POST /sign-up/email', {
      body: { email: `${name}@example.org`, password: PASSWORD, name, handle: name },
    });
  const signUp = await post('sign-up/email', { email: 'dev@example.org', password: PASSWORD, name: 'Dev' });
  assert.match(
    signUp.headers.getSetCookie()[1] ?? '',
    /^jujube\.device=[\w-]{32}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  await join(shared, 'device_one');
  const first = shared.cookies.get('jujube.device');
  await shared.account('POST /sign-out');
  await join(shared, 'device_two');
  await shared.account('POST /sign-out');
  await shared.account('POST /sign-in/handle', { body: { handle: 'device_one', password: PASSWORD } });
  assert.equal(shared.cookies.get('jujube.device'), first);
  const other = browser(w);
  await other.account('POST /sign-in/handle', { body: { handle: 'device_one', password: PASSWORD } });
  assert.notEqual(other.cookies.get('jujube.device'), first);
});

test('over https both cookies say so in name and attributes', async () => {
  const base = { ...w.base, config: { ...w.base.config, publicUrl: 'https://jujube.example' } };
  const api = createApi({ base, check: true });
  const send = (path: string, body: object) =>
    api.request(`https://jujube.example/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const who = { email: 'tls@example.org', password: PASSWORD };
  for (const response of [
    await send('sign-up/email', { ...who, name: 'Tls' }),
    await send('sign-in/email', who),
  ]) {
    const [cookie] = response.headers.getSetCookie();
    assert.match(cookie!, /^__Secure-jujube\.session_token=.*HttpOnly; Secure; SameSite=Lax$/);
    const session = await api.request('/api/v1/session', { headers: { cookie: cookie!.split(';')[0]! } });
    assert.ok(((await session.json()) as { person: object | null }).person);
  }
});

test('an account without e-mail never shows its internal address, and is not found by it', async () => {
  const mine = browser(w);
  const joined = await mine.account('POST /sign-up/email', {
    body: { password: PASSWORD, name: 'Nomi', email: '', handle: 'Nomi_1' },
  });
  const signedIn = await browser(w).account('POST /sign-in/handle', {
    body: { handle: 'nomi_1', password: PASSWORD },
  });
  const seen = [
    joined,
    signedIn,
    await mine.call('GET /session'),
    await mine.call('GET /people/:person', { params: { person: 'nomi_1' } }),
  ];
  assert.doesNotMatch(JSON.stringify(seen), /none\.invalid/);
  assert.equal(joined.user.email, null);
  const internal = `${joined.user.id}@none.invalid`;
  await assert.rejects(
    browser(w).account('POST /sign-in/email', { body: { email: internal, password: PASSWORD } }),
    refused('auth.wrong'),
  );
  await assert.rejects(
    browser(w).account('POST /sign-up/email', { body: { email: internal, password: PASSWORD, name: 'X' } }),
    refused('auth.email_invalid'),
  );
  await mine.account('POST /request-password-reset', { body: { email: internal } });
  await w.settle();
  assert.deepEqual(await w.base.providers.mail.list({ limit: 10 }), []);
});

test('what cannot be is refused with a code, in the reader’s language', async () => {
  await w.person('boss', { role: 'administrator', name: '王小明' });
  const taken = { email: 'taken@example.org', password: PASSWORD, name: 'First', handle: 'paulina' };
  assert.equal((await post('sign-up/email', taken)).status, 200);
  const cases: [object, string][] = [
    [{ email: 'Taken@example.org' }, 'auth.email_taken'],
    [{ email: 'no address' }, 'auth.email_invalid'],
    [{ handle: 'PAULINA' }, 'person.handle_taken'],
    [{ handle: 'pau1ina' }, 'person.handle_taken'],
    [{ handle: 'adm1n' }, 'person.handle_reserved'],
    [{ handle: 'settings' }, 'person.handle_reserved'],
    [{ handle: 'no-way' }, 'person.handle_invalid'],
    [{ handle: '12345' }, 'person.handle_invalid'],
    [{ name: '\u200b \u2060' }, 'person.name_invalid'],
    [{ name: 'x'.repeat(41) }, 'person.name_invalid'],
    // 41 letters that people see, 451 that a machine counts.
    [{ name: '👨‍👩‍👧‍👦'.repeat(41) }, 'person.name_invalid'],
    [{ handle: 'x'.repeat(100) }, 'person.handle_invalid'],
    [{ email: `${'x'.repeat(400)}@example.org` }, 'auth.email_invalid'],
    [{ name: '管理員' }, 'person.name_confusable'],
    [{ name: 'Аdmin' }, 'person.name_confusable'],
    [{ name: '王 小明' }, 'person.name_confusable'],
    [{ password: 'short' }, 'auth.password_length'],
    [{ password: 'x'.repeat(129) }, 'auth.password_length'],
    [{ password: 'password123' }, 'auth.weak_password'],
    [{ name: 'Clementine Ashgrove', password: 'clementine ashgrove' }, 'auth.weak_password'],
  ];
  for (const [change, code] of cases) {
    const response = await post('sign-up/email', { name: 'Somebody', password: PASSWORD, ...change });
    assert.equal(await codeOf(response), code, JSON.stringify(change));
  }
  const chinese = await post('sign-up/email', { ...taken, handle: 'other' }, { 'accept-language': 'zh-CN' });
  assert.equal(chinese.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  assert.equal(((await chinese.json()) as { title: string }).title, '这个邮箱已注册，请直接登录。');
});

test('people of one name who come in the same moment all get in, each with a handle of their own', async () => {
  const same = (email: string) => post('sign-up/email', { email, password: PASSWORD, name: 'Robin Same' });
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => same(`robin${n}@example.org`)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    answers.map(() => 200),
  );
  const { rows } = await w.base.pool.query<{ handle: string }>(
    `select handle from people where name = 'Robin Same'`,
  );
  assert.equal(new Set(rows.map(({ handle }) => handle)).size, 8);
});

test('a closed community takes nobody, and one that wants e-mail says so', async () => {
  const boss = await w.person('boss2', { role: 'administrator' });
  const body = { password: PASSWORD, name: 'Late' };
  await boss.call('PATCH /community', { body: { emailRequired: true } });
  assert.equal(await codeOf(await post('sign-up/email', body)), 'auth.email_required');
  await boss.call('PATCH /community', { body: { emailRequired: false, signUp: 'closed' } });
  assert.equal(await codeOf(await post('sign-up/email', body)), 'auth.closed');
  await boss.call('PATCH /community', { body: { signUp: 'open', membersOnly: true } });
  const member = browser(w);
  await member.account('POST /sign-up/email', { body });
  assert.equal((await member.call('GET /session')).person!.name, 'Late');
  await boss.call('PATCH /community', { body: { membersOnly: false } });
  // A change of policy is in force within half a second.
  await until(
    'visitors are let in again',
    async () => (await w.visitor.fetch('/api/v1/channels')).status === 200,
  );
});

test('a suspended person and an ended session are refused by the very next request', async () => {
  const ann = await w.person('ann_s');
  await ann.call('GET /me/devices');
  await w.base.db
    .updateTable('people')
    .set({ suspended_until: new Date(Date.now() + 60_000) })
    .where('id', '=', ann.id)
    .execute();
  await assert.rejects(ann.call('GET /me/devices'), refused('access.suspended'));
  await w.base.db.updateTable('people').set({ suspended_until: null }).where('id', '=', ann.id).execute();
  await w.base.db.deleteFrom('sessions').where('person_id', '=', ann.id).execute();
  await assert.rejects(ann.call('GET /me/devices'), refused('access.sign_in'));
});

test('devices are listed and ended one by one', async () => {
  const [laptop, phone] = [browser(w), browser(w, { 'user-agent': 'A phone' })];
  await laptop.account('POST /sign-up/email', {
    body: { password: PASSWORD, name: 'Dev', handle: 'dev_ices' },
  });
  await phone.account('POST /sign-in/handle', { body: { handle: 'dev_ices', password: PASSWORD } });
  const { items } = await laptop.call('GET /me/devices');
  assert.deepEqual(
    items.map(({ current, agent }) => [current, agent]),
    [
      [true, 'Test browser'],
      [false, 'A phone'],
    ],
  );
  await laptop.call('DELETE /me/devices/:id', { params: { id: items[1]!.id } });
  assert.equal((await phone.call('GET /session')).person, null);
  const stranger = await w.person('stranger');
  await assert.rejects(
    stranger.call('DELETE /me/devices/:id', { params: { id: items[0]!.id } }),
    refused('request.not_found'),
  );
});

test('languages and looks: a visitor’s browser keeps them, a member’s account does, sign-up carries them over', async () => {
  const mine = browser(w, { 'accept-language': 'en' });
  const aids = { words: false, units: 'metric', currency: 'EUR' } as const;
  const looks = { locale: 'zh-TW', theme: 'dark', reading: 'translated', aids } as const;
  const changed = await mine.call('PATCH /session', {
    body: { ...looks, languages: ['zh', 'en'], untranslated: ['ja', 'zh-TW'] },
  });
  const wanted = {
    ...looks,
    languages: ['zh-Hans', 'en'],
    untranslated: ['ja', 'zh-Hant'],
    pinyin: 'off',
  };
  assert.deepEqual(changed, { person: null, ...wanted });
  assert.deepEqual(await mine.call('GET /session'), { person: null, ...wanted });
  await mine.account('POST /sign-up/email', {
    body: { password: PASSWORD, name: 'Reader', handle: 'reader_9' },
  });
  const elsewhere = browser(w, { 'accept-language': 'fr' });
  await elsewhere.account('POST /sign-in/handle', { body: { handle: 'reader_9', password: PASSWORD } });
  const { person, ...rest } = await elsewhere.call('GET /session');
  assert.equal(person!.handle, 'reader_9');
  assert.deepEqual(rest, wanted);
  assert.equal((await elsewhere.call('PATCH /session', { body: { theme: 'light' } })).theme, 'light');
  assert.equal((await elsewhere.call('GET /session')).theme, 'light');
});

test('a session in use lives on, once an hour', async () => {
  const mine = browser(w);
  const { user } = await mine.account('POST /sign-up/email', { body: { password: PASSWORD, name: 'Long' } });
  const long = (hours: number) => new Date(Date.now() + hours * 3600_000);
  const set = { created_at: long(-2000), updated_at: long(-2), expires_at: long(10) };
  await w.base.db.updateTable('sessions').set(set).where('person_id', '=', user.id).execute();
  const first = await mine.fetch('/api/v1/session');
  assert.match(first.headers.getSetCookie()[0] ?? '', /^jujube\.session_token=.*Max-Age=7776000/);
  const row = await w.base.db
    .selectFrom('sessions')
    .select('expires_at')
    .where('person_id', '=', user.id)
    .executeTakeFirstOrThrow();
  assert.ok(row.expires_at > long(24 * 89));
  assert.deepEqual((await mine.fetch('/api/v1/session')).headers.getSetCookie(), []);
});

test('tokens do what their scopes say, never more, and not what proves who one is', async () => {
  const ann = await w.person('ann_t');
  const reading = await ann.call('POST /me/tokens', { body: { name: 'Reader', scopes: ['read'] } });
  const writing = await ann.call('POST /me/tokens', { body: { name: 'Writer', scopes: ['read', 'write'] } });
  assert.match(reading.secret, /^jj_[\w-]{43}$/);
  await w.person('bo_t');
  const as = (secret: string, path: string, init: RequestInit = {}) =>
    w.visitor.fetch(path, {
      ...init,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    });
  assert.equal((await as(reading.secret, '/api/v1/me/devices')).status, 200);
  assert.equal(
    await codeOf(await as(reading.secret, '/api/v1/people/bo_t/follow', { method: 'PUT' })),
    'access.scope',
  );
  assert.equal((await as(writing.secret, '/api/v1/people/bo_t/follow', { method: 'PUT' })).status, 204);
  const minting = { method: 'POST', body: JSON.stringify({ name: 'More', scopes: ['write'] }) };
  assert.equal(await codeOf(await as(writing.secret, '/api/v1/me/tokens', minting)), 'access.scope');
  assert.equal(await codeOf(await as(writing.secret, '/api/v1/me', { method: 'DELETE' })), 'access.scope');
  const password = { method: 'POST', body: JSON.stringify({ newPassword: 'another long sentence' }) };
  assert.equal(await codeOf(await as(writing.secret, '/api/auth/change-password', password)), 'access.scope');
  const repeated = await ann.call('POST /me/tokens', {
    body: { name: 'Once', scopes: ['read'] },
    idempotencyKey: 'k1',
  });
  assert.deepEqual(
    await w.base.db.selectFrom('idempotency').selectAll().where('person_id', '=', ann.id).execute(),
    [],
  );
  await ann.call('DELETE /me/tokens/:id', { params: { id: repeated.id } });
  const { items } = await ann.call('GET /me/tokens');
  assert.deepEqual(
    items.map(({ name, usedAt }) => [name, usedAt !== null]),
    [
      ['Writer', true],
      ['Reader', true],
    ],
  );
  assert.doesNotMatch(JSON.stringify(items), new RegExp(writing.secret.slice(3)));
  await ann.call('DELETE /me/tokens/:id', { params: { id: writing.id } });
  assert.equal(await codeOf(await as(writing.secret, '/api/v1/me/devices')), 'access.sign_in');
});

test('paths of the accounts library that nobody needs do not exist', async () => {
  for (const path of [
    'get-session',
    'list-sessions',
    'ok',
    'error',
    'update-user',
    'delete-user',
    'sign-in/social',
    'verify-email',
  ]) {
    for (const method of ['GET', 'POST']) {
      const response = await w.visitor.fetch(`/api/auth/${path}`, { method });
      assert.equal(await codeOf(response), 'request.not_found', `${method} ${path}`);
    }
  }
  const crossSite = await post(
    'sign-in/handle',
    { handle: 'x', password: 'y' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  );
  assert.equal(await codeOf(crossSite), 'request.cross_site');
});
