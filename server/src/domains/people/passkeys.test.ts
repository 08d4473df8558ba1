import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authenticator } from '../../testing/authenticator.ts';
import { browser } from '../../testing/browser.ts';
import { refused } from '../../testing/refused.ts';
import { world, type World } from '../../testing/world.ts';

const ORIGIN = 'http://localhost:3000';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

const people = async () =>
  Number(
    (
      await w.base.db
        .selectFrom('people')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

test('a passkey alone makes an account, and only once it has proved itself', async () => {
  const [mine, phone] = [browser(w), authenticator()];
  const before = await people();
  const options = await mine.account('POST /sign-up/passkey-options', { body: { name: '阿梨 Ali' } });
  assert.equal(await people(), before, 'nothing is made before the passkey is');
  const response = phone.create(options, ORIGIN);
  const answer = await mine.account('POST /sign-up/passkey', { body: { response } });
  assert.equal(answer.user.email, null);
  const { person } = await mine.call('GET /session');
  assert.deepEqual([person!.id, person!.passkeys, person!.hasPassword], [answer.user.id, 1, false]);

  const elsewhere = browser(w);
  const asked = await elsewhere.account('GET /passkey/generate-authenticate-options');
  const signedIn = await elsewhere.account('POST /passkey/verify-authentication', {
    body: { response: phone.get(asked, ORIGIN) },
  });
  assert.equal(signedIn.user.id, answer.user.id);
  assert.equal((await elsewhere.call('GET /session')).person!.id, answer.user.id);
});

test('a passkey for another site, another challenge or a used ceremony makes nothing', async () => {
  const before = await people();
  const [mine, phone] = [browser(w), authenticator()];
  const failed = refused('auth.passkey_failed');
  const begin = () => mine.account('POST /sign-up/passkey-options', { body: { name: 'Eve' } });
  const finish = (response: Record<string, unknown>) =>
    mine.account('POST /sign-up/passkey', { body: { response } });
  await assert.rejects(finish(phone.create(await begin(), 'http://evil.example')), failed);
  const old = await begin();
  await begin();
  await assert.rejects(finish(phone.create(old, ORIGIN)), failed);
  await assert.rejects(finish(phone.create(old, ORIGIN)), failed);
  await assert.rejects(browser(w).account('POST /sign-up/passkey', { body: { response: {} } }), failed);
  assert.equal(await people(), before);
});

test('adding a passkey shows the handle, never the internal address; the last way in cannot be removed', async () => {
  const [mine, phone] = [browser(w), authenticator()];
  const options = await mine.account('POST /sign-up/passkey-options', {
    body: { name: 'Ola', handle: 'ola_k' },
  });
  await mine.account('POST /sign-up/passkey', { body: { response: phone.create(options, ORIGIN) } });
  const more = await mine.account('GET /passkey/generate-register-options');
  assert.doesNotMatch(JSON.stringify(more), /none\.invalid/);
  assert.deepEqual(
    [(more['user'] as { name: string }).name, (more['user'] as { displayName: string }).displayName],
    ['ola_k', 'Ola'],
  );
  const second = await mine.account('POST /passkey/verify-registration', {
    body: { response: authenticator().create(more, ORIGIN), name: 'Laptop' },
  });
  assert.equal(second.name, 'Laptop');
  const all = await mine.account('GET /passkey/list-user-passkeys');
  assert.equal(all.length, 2);
  await mine.account('POST /passkey/delete-passkey', { body: { id: second.id } });
  await assert.rejects(
    mine.account('POST /passkey/delete-passkey', { body: { id: all[0]!.id } }),
    refused('auth.last_way'),
  );
});

test('an old sign-in may not add a passkey, and an unknown passkey does not sign in', async () => {
  const ann = await w.person('ann');
  await w.base.db
    .updateTable('sessions')
    .set({ created_at: new Date(Date.now() - 2 * 3600_000) })
    .where('person_id', '=', ann.id)
    .execute();
  const response = await ann.fetch('/api/auth/passkey/generate-register-options');
  assert.equal(((await response.json()) as { code: string }).code, 'auth.fresh_needed');
  const [stranger, phone] = [browser(w), authenticator()];
  phone.create({ challenge: 'x', rp: { id: 'localhost' } }, ORIGIN);
  const asked = await stranger.account('GET /passkey/generate-authenticate-options');
  await assert.rejects(
    stranger.account('POST /passkey/verify-authentication', {
      body: { response: phone.get(asked, ORIGIN) },
    }),
    refused('auth.passkey_failed'),
  );
});
