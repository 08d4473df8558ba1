import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { makeFounderToken } from '../community/index.ts';
import { subscribe, subscriptionsByEvent } from '../../kernel/events.ts';
import { drain } from '../../kernel/jobs.ts';
import { transact } from '../../kernel/transaction.ts';
import { browser } from '../../testing/browser.ts';
import { insertPeople } from '../../testing/people.ts';
import { refused } from '../../testing/refused.ts';
import { world, type World } from '../../testing/world.ts';
import { eraseClosed } from './commands/close.ts';
import { changeMember, countPeople, listMembers, notClosed, personErased } from './index.ts';
import { tasks } from './jobs.ts';

const PASSWORD = 'seven wet umbrellas';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

const params = (person: string) => ({ params: { person } });

async function member(handle: string) {
  const mine = browser(w);
  const { user } = await mine.account('POST /sign-up/email', {
    body: { name: handle, handle, password: PASSWORD, email: `${handle}@example.org` },
  });
  return { id: user.id, mine };
}

test('a closed account is gone at once, and back when its owner signs in', async () => {
  const { id, mine } = await member('comeback');
  const { secret } = await mine.call('POST /me/tokens', { body: { name: 'T', scopes: ['read'] } });
  await mine.call('DELETE /me');
  assert.equal((await mine.call('GET /session')).person, null);
  const byToken = await w.visitor.fetch('/api/v1/me/tokens', {
    headers: { authorization: `Bearer ${secret}` },
  });
  assert.equal(byToken.status, 401);
  await assert.rejects(
    w.visitor.call('GET /people/:person', params('comeback')),
    refused('person.not_found'),
  );
  await assert.rejects(w.visitor.call('GET /people/:person', params(id)), refused('person.not_found'));
  const back = browser(w);
  await back.account('POST /sign-in/handle', { body: { handle: 'comeback', password: PASSWORD } });
  assert.equal((await back.call('GET /session')).person!.id, id);
  assert.equal((await w.visitor.call('GET /people/:person', params('comeback'))).id, id);
});

test('30 days after closing nothing personal is left, others hear of it once, and the handle is free', async () => {
  const { id, mine } = await member('leaver');
  await mine.call('PATCH /me', { body: { bio: [{ language: 'en', text: 'I was here' }], place: 'Lisbon' } });
  await mine.call('DELETE /me');
  const closed = (days: number) =>
    w.base.db
      .updateTable('people')
      .set({ closed_at: new Date(Date.now() - days * 86_400_000) })
      .where('id', '=', id)
      .execute();
  const heard: string[] = [];
  const hears = subscribe(personErased, 'test.erased', async (_, { personId }) => void heard.push(personId));
  const ctx = { ...w.as(), subscriptions: subscriptionsByEvent([hears]) };
  await closed(29);
  assert.equal(await eraseClosed(ctx), 0);
  await closed(31);
  assert.deepEqual([await eraseClosed(ctx), await eraseClosed(ctx)], [1, 0]);
  await drain({ pool: w.base.pool, tasks: [...tasks, hears], context: () => ctx });
  assert.deepEqual(heard, [id]);
  const { rows } = await w.base.pool.query('select to_jsonb(p) as row from people p where id = $1', [id]);
  assert.doesNotMatch(JSON.stringify(rows), /leaver|example\.org|I was here|Lisbon/);
  for (const table of ['sessions', 'accounts', 'passkeys', 'recovery_codes', 'access_tokens']) {
    assert.equal(
      (await w.base.pool.query(`select from ${table} where person_id = $1`, [id])).rowCount,
      0,
      table,
    );
  }
  await assert.rejects(
    browser(w).account('POST /sign-in/email', { body: { email: 'leaver@example.org', password: PASSWORD } }),
    refused('auth.wrong'),
  );
  assert.notEqual((await member('leaver')).id, id);
});

test('the founder’s link makes one administrator; the last one can neither leave nor be demoted', async () => {
  const [ann, bo] = [await w.person('ann_f'), await w.person('bo_f')];
  const token = (await makeFounderToken(w.base))!;
  await assert.rejects(
    ann.call('PUT /community/founder', { body: { token: 'x'.repeat(32) } }),
    refused('community.token'),
  );
  await ann.call('PUT /community/founder', { body: { token } });
  await assert.rejects(bo.call('PUT /community/founder', { body: { token } }), refused('community.token'));
  assert.equal(await makeFounderToken(w.base), null);
  assert.equal((await ann.call('GET /session')).person!.role, 'administrator');
  await assert.rejects(ann.call('DELETE /me'), refused('member.last_administrator'));
  await assert.rejects(
    transact(w.as(ann), (tx) => changeMember(tx, { id: ann.id, role: 'member' })),
    /last_administrator/,
  );
  await transact(w.as(ann), (tx) => changeMember(tx, { id: bo.id, role: 'administrator' }));
  await ann.call('DELETE /me');
  await assert.rejects(
    transact(w.as(bo), (tx) =>
      changeMember(tx, { id: bo.id, suspendedUntil: new Date(Date.now() + 60_000) }),
    ),
    /last_administrator/,
  );
});

test('members are listed for administrators, found by what begins so, with the address they gave or none', async () => {
  const { id } = await member('listed_one');
  await w.person('listed_two');
  const { items } = await listMembers(w.base, { q: 'Listed_' });
  assert.deepEqual(
    items.map((one) => [one.handle, one.email]),
    [
      ['listed_one', 'listed_one@example.org'],
      ['listed_two', null],
    ],
  );
  assert.equal((await listMembers(w.base, { q: 'listed_one@ex' })).items[0]!.id, id);
  assert.deepEqual((await listMembers(w.base, { q: '%' })).items, []);
  const first = await listMembers(w.base, { limit: 1 });
  const second = await listMembers(w.base, { limit: 1, cursor: first.cursor! });
  assert.notEqual(first.items[0]!.id, second.items[0]!.id);
  const counted = await countPeople(w.base, 7);
  assert.equal(counted.joined.length, 7);
  assert.ok(counted.people >= 2 && counted.joined.at(-1)!.people >= 1);
});

test('the daily sweep removes what is over', async () => {
  const { id } = await member('swept');
  await w.base.db
    .updateTable('sessions')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('person_id', '=', id)
    .execute();
  await tasks.find(({ name }) => name === 'people.daily')!.run(w.as(), {} as never);
  assert.equal((await w.base.pool.query('select from sessions where person_id = $1', [id])).rowCount, 0);
});

test('20,000 people are put there in seconds, each signed in and able to sign in', async () => {
  const start = performance.now();
  const many = await insertPeople(w.base, { count: 20_000, prefix: 'crowd', password: PASSWORD });
  const seconds = (performance.now() - start) / 1000;
  assert.equal(new Set(many.map(({ id }) => id)).size, 20_000);
  assert.ok(seconds < 30, `${seconds} s`);
  const last = many.at(-1)!;
  const response = await w.visitor.fetch('/api/v1/session', { headers: { cookie: last.cookie } });
  assert.equal(((await response.json()) as { person: { id: string } }).person.id, last.id);
  await browser(w).account('POST /sign-in/handle', { body: { handle: last.handle, password: PASSWORD } });
});

test('other domains hide what belongs to a closed account by one condition', async () => {
  const { id, mine } = await member('hidden_one');
  const shown = async () =>
    (await sql`select where ${notClosed(sql`${id}::bigint`)}`.execute(w.base.db)).rows.length === 1;
  assert.equal(await shown(), true);
  await mine.call('DELETE /me');
  assert.equal(await shown(), false);
});
