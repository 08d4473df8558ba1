import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

let w: World;
let ann: Somebody;
let mei: Somebody;
let keeper: Somebody;
let chief: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
  mei = await w.person('mei');
  keeper = await w.person('keeper', { role: 'moderator' });
  chief = await w.person('chief', { role: 'administrator' });
});
after(() => w.close());
// Limits are tested elsewhere; what earlier tests left to be drawn is not waited for.
beforeEach(() => w.base.pool.query('delete from buckets; delete from graphile_worker._private_jobs'));

type Kind = 'note' | 'comment' | 'person';
const write = async (person: Somebody, title: string, body = '') =>
  (await person.call('POST /notes', { body: { title, body, media: [] } })).id;
const report = (person: Somebody, [kind, id]: [Kind, string], words = '') =>
  person.call('POST /reports', { body: { subject: { kind, id }, reason: 'spam', words } });
type Decision = { state: 'open' | 'dismissed' | 'removed'; rule?: string; regions?: string[] };
const decide = (person: Somebody, id: string, decision: Decision['state'] | Decision) =>
  person.call('PATCH /admin/reports/:id', {
    params: { id },
    body: typeof decision === 'string' ? { state: decision } : decision,
  });
const open = (person: Pick<Somebody, 'call'>, id: string) =>
  person.call('GET /notes/:id', { params: { id } });

async function queue(state?: 'open' | 'closed') {
  return (await keeper.call('GET /admin/reports', { query: state ? { state } : {} })).items;
}

async function auditOf(action: string) {
  const rows = await w.base.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', action)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    actor: row.actor_id,
    subject: row.subject,
    detail: row.detail as Record<string, unknown>,
  }));
}

test('a report keeps what was said then, and is one per person and thing while it waits', async () => {
  const payload = '<img src=x onerror=alert(1)> \'"; drop table notes; --';
  const id = await write(mei, 'spam', payload);
  const first = await report(ann, ['note', id], `look: ${payload}`);
  await mei.call('PATCH /notes/:id', { params: { id }, body: { body: 'I was never rude' } });
  const again = await report(ann, ['note', id], 'and still there');
  assert.equal(again.id, first.id);
  await report(keeper, ['note', id], '第二个人');
  const [item, ...others] = await queue();
  assert.equal(others.length, 0);
  assert.equal(item?.excerpt, `spam\n${payload}`);
  assert.deepEqual(
    [item?.words, item?.count, item?.by?.handle, item?.about?.handle],
    ['and still there', 2, 'ann', 'mei'],
  );
  assert.deepEqual(
    item?.others.map(({ words, by }) => [words, by?.handle]),
    [['第二个人', 'keeper']],
  );
  assert.deepEqual([item?.subject, item?.note, item?.state], [{ kind: 'note', id }, id, 'open']);
  await decide(keeper, first.id, 'dismissed');
  assert.deepEqual(await queue(), []);
});

test('own things, unseen things and visitors cannot be reported or report', async () => {
  const own = await write(ann, 'mine');
  await assert.rejects(report(ann, ['note', own]), refused('report.own'));
  await assert.rejects(report(ann, ['person', ann.id]), refused('report.own'));
  const { id: secret } = await mei.call('POST /notes', {
    body: { title: 'secret', media: [], visibility: 'me' },
  });
  await assert.rejects(report(ann, ['note', secret]), refused('note.not_found'));
  await assert.rejects(report(ann, ['comment', '1']), refused('comment.not_found'));
  await assert.rejects(report(ann, ['person', '1']), refused('person.not_found'));
  const body = { subject: { kind: 'note', id: own }, reason: 'spam' } as const;
  await assert.rejects(w.visitor.call('POST /reports', { body }), refused('access.sign_in'));
});

test('removing hides from everybody but its author and those who keep the rules, and is taken back', async () => {
  const id = await write(mei, 'rude');
  const { id: reportId } = await report(ann, ['note', id]);
  await open(w.visitor, id);
  const removed = await decide(keeper, reportId, { state: 'removed', rule: 'Be kind' });
  assert.deepEqual([removed.state, removed.handledBy?.handle], ['removed', 'keeper']);
  for (const reader of [w.visitor, ann]) await assert.rejects(open(reader, id), refused('note.not_found'));
  for (const reader of [mei, keeper, chief]) assert.equal((await open(reader, id)).title, 'rude');
  assert.deepEqual((await decide(chief, reportId, 'removed')).handledBy?.handle, 'keeper');
  await assert.rejects(decide(chief, reportId, 'dismissed'), refused('report.closed'));
  assert.equal((await queue('closed'))[0]?.id, reportId);
  const reopened = await decide(chief, reportId, 'open');
  assert.deepEqual([reopened.state, reopened.handledBy, reopened.handledAt], ['open', null, null]);
  assert.equal((await open(w.visitor, id)).title, 'rude');
  await decide(chief, reportId, 'dismissed');
  const [line] = await auditOf('report.removed');
  assert.deepEqual(line, {
    actor: keeper.id,
    subject: `note:${id}`,
    detail: { report: reportId, reports: 1, rule: 'Be kind' },
  });
  assert.equal((await auditOf('report.reopened'))[0]?.actor, chief.id);
});

test('the bytes of what was removed go to nobody else, whatever address they know', async () => {
  const id = await write(mei, 'pictured');
  const { id: reportId } = await report(ann, ['note', id]);
  await w.settle();
  const { url } = (await open(mei, id)).cover!;
  const statusFor = async (who: Pick<Somebody, 'fetch'>) => (await who.fetch(url)).status;
  assert.equal(await statusFor(w.visitor), 200);
  await decide(keeper, reportId, { state: 'removed', regions: ['DE'] });
  const lin = await w.person('german', { region: 'DE' });
  assert.deepEqual([await statusFor(lin), await statusFor(ann)], [404, 200]);
  assert.match((await ann.fetch(url)).headers.get('cache-control')!, /private/);
  await decide(keeper, reportId, 'open');
  await decide(keeper, reportId, 'removed');
  assert.deepEqual([await statusFor(w.visitor), await statusFor(ann), await statusFor(mei)], [404, 404, 200]);
  await decide(keeper, reportId, 'open');
  await decide(keeper, reportId, 'dismissed');
  assert.equal(await statusFor(w.visitor), 200);
});

test('a removal for regions holds only there', async () => {
  const id = await write(mei, 'regional');
  const [lin, pat] = [await w.person('lin', { region: 'DE' }), await w.person('pat', { region: 'FR' })];
  const { id: reportId } = await report(ann, ['note', id]);
  await decide(keeper, reportId, { state: 'removed', regions: ['DE'] });
  await assert.rejects(open(lin, id), refused('note.not_found'));
  assert.equal((await open(pat, id)).id, id);
  const again = await report(pat, ['note', id]);
  await decide(keeper, again.id, 'removed');
  await assert.rejects(open(pat, id), refused('note.not_found'));
  await decide(keeper, reportId, 'open');
  assert.equal((await open(lin, id)).id, id);
  const item = (await queue()).find(({ subject }) => subject.id === id);
  assert.equal(item?.count, 2);
  await decide(keeper, reportId, 'dismissed');
});

test('comments and people: the excerpt is theirs, a removed profile hides and nobody is suspended by it', async () => {
  const note = await write(ann, 'talk');
  const { id: comment } = await mei.call('POST /notes/:id/comments', {
    params: { id: note },
    body: { body: '滚 <b>out</b>' },
  });
  const about = await report(ann, ['comment', comment]);
  const [item] = await queue();
  assert.deepEqual([item?.excerpt, item?.note, item?.about?.handle], ['滚 <b>out</b>', note, 'mei']);
  await decide(keeper, about.id, 'removed');
  const threads = await ann.call('GET /notes/:id/comments', { params: { id: note } });
  assert.deepEqual(threads.items, []);
  const eve = await w.person('eve', { name: 'Eve 夏娃' });
  const person = await report(ann, ['person', eve.id]);
  assert.equal((await queue())[0]?.excerpt, 'Eve 夏娃 @eve');
  await decide(keeper, person.id, 'removed');
  await assert.rejects(
    ann.call('GET /people/:person', { params: { person: 'eve' } }),
    refused('person.not_found'),
  );
  assert.equal((await eve.call('GET /session', {})).person?.handle, 'eve');
  await write(eve, 'still here');
});

test('two decide at once: one decision, the other hears of it; nobody decides about themselves', async () => {
  const id = await write(mei, 'race');
  const [one, two] = [await report(ann, ['note', id]), await report(chief, ['note', id])];
  const both = await Promise.allSettled([
    decide(keeper, one.id, 'removed'),
    decide(chief, two.id, 'dismissed'),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const rows = await w.base.db.selectFrom('reports').select('state').where('subject_id', '=', id).execute();
  assert.equal(new Set(rows.map(({ state }) => state)).size, 1);
  const self = await report(ann, ['person', keeper.id]);
  await assert.rejects(decide(keeper, self.id, 'dismissed'), refused('access.denied'));
  await decide(chief, self.id, 'dismissed');
});

test('who reported again while the first was closed waits once after it is reopened', async () => {
  const id = await write(mei, 'again');
  const first = await report(ann, ['note', id]);
  await decide(keeper, first.id, 'dismissed');
  const second = await report(ann, ['note', id]);
  assert.notEqual(second.id, first.id);
  await decide(keeper, first.id, 'open');
  const waiting = (await queue()).filter(({ subject }) => subject.id === id);
  assert.deepEqual(
    waiting.map(({ id: one, count }) => [one, count]),
    [[second.id, 1]],
  );
  await decide(keeper, second.id, 'dismissed');
});

test('the queue pages: the longest waiting thing first, each once', async () => {
  const ids: string[] = [];
  for (const title of ['q1', 'q2', 'q3']) {
    const id = await write(mei, title);
    ids.push(id);
    await report(ann, ['note', id]);
  }
  await report(chief, ['note', ids[0]!]);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await keeper.call('GET /admin/reports', { query: { limit: 1, ...(cursor && { cursor }) } });
    seen.push(...page.items.map(({ subject }) => subject.id));
    cursor = page.cursor ?? undefined;
  } while (cursor);
  assert.deepEqual(seen, ids);
  const other = Buffer.from('5.123').toString('base64url');
  await assert.rejects(
    keeper.call('GET /admin/reports', { query: { cursor: other } }),
    refused('request.cursor'),
  );
});

test('members are found, suspended at once and restored; all of it is in the audit', async () => {
  const bo = await w.person('bo', { name: '<script>波</script>' });
  await write(bo, 'one');
  await w.settle();
  const found = await chief.call('GET /admin/members', { query: { q: '<script>' } });
  assert.deepEqual(
    found.items.map(({ handle, name, avatar, notes, email }) => [handle, name, avatar, notes, email]),
    [['bo', '<script>波</script>', null, 1, null]],
  );
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const suspended = await chief.call('PATCH /admin/members/:person', {
    params: { person: 'bo' },
    body: { suspendedUntil: until },
  });
  assert.equal(suspended.suspendedUntil, until);
  await assert.rejects(write(bo, 'two'), refused('access.suspended'));
  await chief.call('PATCH /admin/members/:person', {
    params: { person: bo.id },
    body: { suspendedUntil: null },
  });
  await write(bo, 'three');
  assert.deepEqual(await auditOf('member.suspended'), [
    { actor: chief.id, subject: bo.id, detail: { until } },
  ]);
  assert.equal((await auditOf('member.restored')).length, 1);
  await assert.rejects(
    chief.call('PATCH /admin/members/:person', {
      params: { person: 'chief' },
      body: { suspendedUntil: until },
    }),
    refused('member.own'),
  );
});

test('there is always an administrator, also when two take each other’s power at once', async () => {
  const role = (person: Somebody, whom: string, to: 'member' | 'administrator') =>
    person.call('PATCH /admin/members/:person', { params: { person: whom }, body: { role: to } });
  await assert.rejects(role(chief, 'chief', 'member'), refused('member.last_administrator'));
  const second = await w.person('second');
  await role(chief, 'second', 'administrator');
  const both = await Promise.allSettled([role(chief, 'second', 'member'), role(second, 'chief', 'member')]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const left = await w.base.db
    .selectFrom('people')
    .select('handle')
    .where('role', '=', 'administrator')
    .execute();
  assert.equal(left.length, 1);
  assert.deepEqual(
    (await auditOf('member.role')).map(({ detail }) => detail['to']),
    ['administrator', 'member'],
  );
  await w.base.db.updateTable('people').set({ role: 'administrator' }).where('id', '=', chief.id).execute();
});

test('a suspended administrator does not count as one', async () => {
  const other = await w.person('other', { role: 'administrator' });
  await w.base.db
    .updateTable('people')
    .set({ role: 'member' })
    .where('role', '=', 'administrator')
    .where('id', 'not in', [chief.id, other.id])
    .execute();
  const suspendedUntil = new Date(Date.now() + 60_000).toISOString();
  await chief.call('PATCH /admin/members/:person', { params: { person: 'other' }, body: { suspendedUntil } });
  const stepDown = chief.call('PATCH /admin/members/:person', {
    params: { person: 'chief' },
    body: { role: 'member' },
  });
  await assert.rejects(stepDown, refused('member.last_administrator'));
  await chief.call('PATCH /admin/members/:person', {
    params: { person: 'other' },
    body: { role: 'member', suspendedUntil: null },
  });
});

test('a reset link works for its member once and signs them out; the audit does not know it', async () => {
  const kim = await w.person('kim');
  const { link } = await chief.call('POST /admin/members/:person/reset', {
    params: { person: 'kim' },
    body: {},
  });
  assert.match(link, /\/reset\?token=[\w-]{20,}$/);
  assert.equal((await kim.call('GET /session', {})).person, null);
  const [line] = await auditOf('member.reset');
  assert.deepEqual(line, { actor: chief.id, subject: kim.id, detail: {} });
});

test('members and visitors are kept out, moderators from what is the administrators’', async () => {
  const paths = ['/admin/reports', '/admin/members'];
  for (const path of paths) {
    assert.equal((await w.visitor.fetch(`/api/v1${path}`)).status, 401);
    assert.equal((await ann.fetch(`/api/v1${path}`)).status, 403);
  }
  assert.equal((await keeper.fetch('/api/v1/admin/members')).status, 403);
  await assert.rejects(
    keeper.call('PATCH /admin/members/:person', { params: { person: 'ann' }, body: { role: 'moderator' } }),
    refused('access.denied'),
  );
  await assert.rejects(
    decide(ann, '0199a2b0-0000-7000-8000-000000000000', 'dismissed'),
    refused('access.denied'),
  );
  await assert.rejects(
    decide(keeper, '0199a2b0-0000-7000-8000-000000000000', 'dismissed'),
    refused('report.not_found'),
  );
});

test('of somebody erased no words stay in reports', async () => {
  const ida = await w.person('ida');
  const id = await write(ida, 'mine');
  await report(ann, ['note', id]);
  await report(ida, ['person', mei.id], 'my words');
  await ida.call('DELETE /me', {});
  await w.base.pool.query(`update people set closed_at = now() - interval '31 days' where id = $1`, [ida.id]);
  await w.base.pool.query(`select graphile_worker.add_job('people.daily')`);
  await w.settle();
  const rows = await w.base.db
    .selectFrom('reports')
    .selectAll()
    .where((e) => e.or([e('about_id', '=', ida.id), e('words', '=', 'my words')]))
    .execute();
  assert.deepEqual(rows, []);
});
