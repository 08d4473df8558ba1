import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Writable } from 'node:stream';
import { hashPassword as libraryHash, verifyPassword as libraryVerify } from 'better-auth/crypto';
import { pino } from 'pino';
import { createApi } from '../../api.ts';
import { transact } from '../../kernel/transaction.ts';
import { browser } from '../../testing/browser.ts';
import { refused } from '../../testing/refused.ts';
import { world, type World } from '../../testing/world.ts';
import { hashPassword, verifyPassword } from './accounts/passwords.ts';
import { makeResetLink } from './index.ts';

const PASSWORD = 'seven wet umbrellas';
const OTHER = 'nine dry parasols';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

/** Signed up, in a browser of their own. */
async function member(handle: string, email?: string) {
  const mine = browser(w);
  const { user } = await mine.account('POST /sign-up/email', {
    body: { name: handle, handle, password: PASSWORD, email },
  });
  return { id: user.id, mine };
}

const signIn = (handle: string, password: string) =>
  browser(w).account('POST /sign-in/handle', { body: { handle, password } });

test('hashes are the accounts library’s own, either way', async () => {
  assert.equal(
    await libraryVerify({ hash: await hashPassword('pässword'), password: 'pa\u0308ssword' }),
    true,
  );
  assert.equal(await verifyPassword({ hash: await libraryHash('pässword'), password: 'pässword' }), true);
  assert.equal(await verifyPassword({ hash: await libraryHash('pässword'), password: 'password' }), false);
});

test('hashing waits in a bounded queue: past it people are told to come again', async () => {
  const results = await Promise.allSettled(Array.from({ length: 40 }, () => hashPassword(PASSWORD)));
  const refusals = results
    .filter((result) => result.status === 'rejected')
    .map((result) => (result.reason as { code: string }).code);
  assert.deepEqual(
    refusals,
    Array.from({ length: 7 }, () => 'server.busy'),
  );
});

test('the password is changed with the old one, or after a fresh sign-in; other devices are signed out', async () => {
  const { mine } = await member('changer');
  const phone = browser(w);
  await phone.account('POST /sign-in/handle', { body: { handle: 'changer', password: PASSWORD } });
  const change = (body: { newPassword: string; currentPassword?: string }) =>
    mine.account('POST /change-password', { body });
  await assert.rejects(change({ newPassword: OTHER, currentPassword: 'wrong one' }), refused('auth.wrong'));
  await assert.rejects(
    change({ newPassword: 'changer123', currentPassword: PASSWORD }),
    refused('auth.weak_password'),
  );
  await change({ newPassword: OTHER, currentPassword: PASSWORD });
  assert.equal((await phone.call('GET /session')).person, null);
  assert.ok((await mine.call('GET /session')).person);
  await assert.rejects(signIn('changer', PASSWORD), refused('auth.wrong'));
  await signIn('changer', OTHER);
  await change({ newPassword: PASSWORD });
  const old = { created_at: new Date(Date.now() - 2 * 3600_000) };
  await w.base.db.updateTable('sessions').set(old).execute();
  await assert.rejects(change({ newPassword: OTHER }), refused('auth.fresh_needed'));
});

test('a forgotten password is reset by a mailed link, once; nobody learns which addresses are known', async () => {
  const { mine } = await member('forgetful', 'forget@example.org');
  const ask = (email: string) => browser(w).account('POST /request-password-reset', { body: { email } });
  assert.deepEqual(await ask('nobody@example.org'), await ask('Forget@example.org'));
  await w.settle();
  const [mail, ...more] = await w.base.providers.mail.list({ limit: 5 });
  assert.deepEqual(more, []);
  assert.equal(mail!.to, 'forget@example.org');
  const token = /\/reset\?token=([\w-]+)/.exec(mail!.text)![1]!;
  const reset = (newPassword: string) =>
    browser(w).account('POST /reset-password', { body: { token, newPassword } });
  await assert.rejects(reset('forgetful1'), refused('auth.weak_password'));
  await reset(OTHER);
  await assert.rejects(reset(OTHER), refused('auth.token_invalid'));
  assert.equal((await mine.call('GET /session')).person, null);
  await signIn('forgetful', OTHER);
});

test('an administrator’s link sets a new password and signs the member out', async () => {
  const { id, mine } = await member('locked_out');
  const link = await transact(w.as(), (tx) => makeResetLink(tx, id));
  assert.equal((await mine.call('GET /session')).person, null);
  const token = new URL(link).searchParams.get('token')!;
  await browser(w).account('POST /reset-password', { body: { token, newPassword: OTHER } });
  await signIn('locked_out', OTHER);
});

test('ten recovery codes, each good once; new ones replace them', async () => {
  const { mine } = await member('careful');
  const { codes } = await mine.call('POST /me/recovery-codes', { body: {} });
  assert.equal(new Set(codes).size, 10);
  assert.equal((await mine.call('GET /session')).person!.recoveryCodes, 10);
  const recover = (code: string, handle = 'careful') => {
    const back = browser(w);
    return back.account('POST /recover', { body: { handle, code, password: OTHER } }).then(() => back);
  };
  await assert.rejects(recover('aaaa-bbbb-cccc-dddd'), refused('auth.code_wrong'));
  await assert.rejects(recover(codes[0]!, 'nobody_at_all'), refused('auth.code_wrong'));
  const back = await recover(codes[0]!.toUpperCase().replaceAll('-', ' '));
  assert.equal((await back.call('GET /session')).person!.recoveryCodes, 9);
  assert.equal((await mine.call('GET /session')).person, null, 'other devices are signed out');
  await assert.rejects(recover(codes[0]!), refused('auth.code_wrong'));
  await back.call('POST /me/recovery-codes', { body: {} });
  await assert.rejects(recover(codes[1]!), refused('auth.code_wrong'));
});

test('the e-mail is changed or removed, and the old address is told', async () => {
  const { mine } = await member('mover', 'old@example.org');
  await member('holder', 'held@example.org');
  const change = (newEmail: string | null) =>
    mine.account('POST /change-email', { body: { newEmail, password: PASSWORD } });
  await assert.rejects(change('Held@example.org'), refused('auth.email_taken'));
  await change('New@example.org');
  assert.equal((await mine.call('GET /session')).person!.email, 'new@example.org');
  await w.settle();
  const [mail] = await w.base.providers.mail.list({ limit: 1 });
  assert.equal(mail!.to, 'old@example.org');
  await change(null);
  assert.equal((await mine.call('GET /session')).person!.email, null);
});

test('too many wrong guesses are slowed down, for accounts that exist and those that do not', async () => {
  await member('guessed');
  for (const handle of ['guessed', 'not_here']) {
    for (let guess = 0; guess < 6; guess += 1)
      await assert.rejects(signIn(handle, `wrong guess ${guess}`), refused('auth.wrong'));
    const response = await w.visitor.fetch('/api/auth/sign-in/handle', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ handle, password: PASSWORD }),
    });
    assert.equal(response.status, 429);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
  }
});

test('a wrong password and an unknown account take the same time', async () => {
  await member('timed');
  const times = { timed: [] as number[], nobody_here: [] as number[] };
  for (let guess = 0; guess < 22; guess += 1) {
    await w.base.pool.query('delete from buckets');
    const handle = guess % 2 === 0 ? 'timed' : 'nobody_here';
    const start = performance.now();
    await assert.rejects(signIn(handle, `wrong guess ${guess}`), refused('auth.wrong'));
    times[handle].push(performance.now() - start);
  }
  const middle = (all: number[]) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
  const [known, unknown] = [middle(times.timed), middle(times.nobody_here)];
  assert.ok(Math.abs(known - unknown) < Math.max(known, unknown) * 0.4, `${known} ms and ${unknown} ms`);
});

test('the 61st sign-up of an hour from one address waits', async () => {
  await w.base.pool.query('delete from buckets');
  const wrong = { name: 'Many', email: 'plainly wrong', password: PASSWORD };
  await assert.rejects(
    browser(w).account('POST /sign-up/email', { body: wrong }),
    refused('auth.email_invalid'),
  );
  for (let times = 0; times < 60; times += 1) {
    await browser(w).account('POST /sign-up/passkey-options', { body: { name: 'Many' } });
  }
  const response = await w.visitor.fetch('/api/auth/sign-up/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'One more', password: PASSWORD }),
  });
  assert.equal(response.status, 429);
  assert.equal(((await response.json()) as { code: string }).code, 'limit.too_many');
  const wait = Number(response.headers.get('retry-after'));
  assert.ok(wait > 0 && wait <= 60, `${wait} s`);
});

test('no password, token or address reaches the log', async () => {
  await w.base.pool.query('delete from buckets');
  const other = await world();
  const lines: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({ write: (line, _, done) => (lines.push(String(line)), done()) }),
  );
  const base = { ...other.base, log };
  const api = createApi({ base });
  const send = (path: string, body: object, cookie = '') =>
    api.request(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const joined = await send('sign-up/email', {
    name: 'Quiet',
    email: 'quiet@example.org',
    password: PASSWORD,
  });
  const cookie = joined.headers.getSetCookie()[0]!.split(';')[0]!;
  await send('sign-in/email', { email: 'quiet@example.org', password: PASSWORD });
  await send('sign-in/email', { email: 'quiet@example.org', password: OTHER });
  await send('sign-up/email', { name: 'Quiet', email: 'quiet@example.org', password: PASSWORD });
  await send('change-password', { currentPassword: PASSWORD, newPassword: OTHER }, cookie);
  await other.base.pool.query('drop table accounts cascade');
  assert.equal((await send('sign-in/email', { email: 'quiet@example.org', password: OTHER })).status, 500);
  assert.equal(
    (await send('sign-up/email', { name: 'Loud', email: 'loud@example.org', password: PASSWORD })).status,
    500,
  );
  await other.close();
  assert.ok(lines.length > 0, 'the failures were logged');
  for (const secret of [
    PASSWORD,
    OTHER,
    'example.org',
    decodeURIComponent(cookie).split('=')[1]!.split('.')[0]!,
  ]) {
    assert.ok(
      !lines.join('').includes(secret),
      `${secret} stands in ${lines.find((line) => line.includes(secret))}`,
    );
  }
});
