import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { subscribe, subscriptionsByEvent } from '../../kernel/events.ts';
import { demoRemovalAsked } from './index.ts';
import { removeDemo } from './commands.ts';

let w: World;
let ann: Somebody;
let chief: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
  chief = await w.person('chief', { role: 'administrator' });
});
after(() => w.close());

const overview = () => chief.call('GET /admin/overview', {});
const jobs = (query: { state?: 'failed' | 'waiting'; cursor?: string; limit?: number } = {}) =>
  chief.call('GET /admin/jobs', { query });
const run = (id: string) => chief.call('PUT /admin/jobs/:id/run', { params: { id } });

/** A job of a task that nobody runs, as it looks after its last attempt. */
async function failedJob(name: string): Promise<string> {
  const { rows } = await w.base.pool.query<{ id: string }>(
    `select id from graphile_worker.add_job($1, '{"noteId": "5"}', max_attempts := 3)`,
    [name],
  );
  await w.base.pool.query(
    `update graphile_worker._private_jobs set attempts = 3, last_error = 'it broke' where id = $1`,
    [rows[0]!.id],
  );
  return rows[0]!.id;
}

test('the overview counts what is there', async () => {
  const before = await overview();
  const { id } = await ann.call('POST /notes', { body: { title: 'one', media: [] } });
  await ann.call('POST /notes/:id/comments', { params: { id }, body: { body: 'two' } });
  await chief.call('PUT /notes/:id/like', { params: { id } });
  await chief.call('POST /reports', { body: { subject: { kind: 'note', id }, reason: 'other' } });
  const now = await overview();
  assert.deepEqual([now.people, now.notes, now.comments, now.likes, now.openReports], [2, 1, 1, 1, 1]);
  assert.equal(now.days.length, 14);
  const today = now.days.at(-1)!;
  assert.equal(today.day, new Date().toISOString().slice(0, 10));
  assert.deepEqual([today.notes, today.comments, now.days[0]!.notes], [1, 1, 0]);
  assert.ok(now.waitingJobs > 0 && before.failedJobs === 0);
  assert.ok(now.databaseBytes > 1_000_000 && now.storage.freeBytes > 0);
  assert.deepEqual([now.storage.files, now.storage.bytes], [0, 0]);
  assert.deepEqual(now.demo, { present: false, progress: 0 });
});

test('the checklist follows what the administrator did', async () => {
  const steps = async () =>
    Object.fromEntries((await overview()).checklist.map(({ step, done }) => [step, done]));
  assert.deepEqual(await steps(), {
    name: false,
    rules: false,
    first_note: false,
    sign_up: false,
  });
  const words = { en: 'Ours', 'zh-CN': '我们的', 'zh-TW': '我們的' };
  await chief.call('PATCH /community', {
    body: { name: words, rules: { en: 'Be kind', 'zh-CN': '友善', 'zh-TW': '' } },
  });
  assert.deepEqual(await steps(), {
    name: true,
    rules: false,
    first_note: false,
    sign_up: false,
  });
  await chief.call('PATCH /community', { body: { rules: words, signUp: 'open' } });
  await chief.call('POST /notes', { body: { title: 'Welcome', media: [] } });
  assert.deepEqual(await steps(), { name: true, rules: true, first_note: true, sign_up: true });
});

test('jobs that failed for good are shown with their error and run again', async () => {
  await w.settle();
  const ids = [await failedJob('test.one'), await failedJob('test.two'), await failedJob('test.three')];
  const { rows } = await w.base.pool.query<{ id: string }>(
    `select id from graphile_worker.add_job('test.waiting', run_at := now() + interval '1 hour')`,
  );
  assert.equal((await overview()).failedJobs, 3);
  const [first] = (await jobs()).items;
  assert.deepEqual(
    [first?.task, first?.error, first?.attempts, first?.payload],
    ['test.one', 'it broke', 3, { noteId: '5' }],
  );
  const page = await jobs({ limit: 2 });
  assert.deepEqual(
    page.items.map(({ id }) => id),
    ids.slice(0, 2),
  );
  assert.deepEqual(
    (await jobs({ cursor: page.cursor! })).items.map(({ id }) => id),
    ids.slice(2),
  );
  assert.deepEqual(
    (await jobs({ state: 'waiting' })).items.map(({ id }) => id),
    [rows[0]!.id],
  );
  await run(ids[0]!);
  await run(ids[0]!);
  assert.deepEqual(
    (await jobs()).items.map(({ id }) => id),
    ids.slice(1),
  );
  await assert.rejects(run('999999999'), refused('job.not_found'));
  await assert.rejects(jobs({ cursor: 'AAAA' }), refused('request.cursor'));
  await w.base.pool.query('delete from graphile_worker._private_jobs');
});

test('letters kept as files are shown as they were written, newest first', async () => {
  const text = 'A link: <b>https://x.example/?a=1&b=2</b>\n链接';
  for (const subject of ['first', '第二封 <i>'])
    await w.base.providers.mail.send({ to: 'mei@example.org', subject, text });
  const page = await chief.call('GET /admin/mails', { query: { limit: 1 } });
  assert.deepEqual(
    page.items.map(({ subject, to, text: kept }) => [subject, to, kept.trim()]),
    [['第二封 <i>', 'mei@example.org', text]],
  );
  const rest = await chief.call('GET /admin/mails', { query: { cursor: page.cursor! } });
  assert.deepEqual([rest.items.map(({ subject }) => subject), rest.cursor], [['first'], null]);
});

test('the audit names who did what', async () => {
  const { items } = await chief.call('GET /admin/audit', {});
  const actions = items.map(({ action }) => action);
  assert.deepEqual(actions, ['job.run', 'job.run', 'community.changed', 'community.changed']);
  assert.equal(items[0]?.actor?.handle, 'chief');
  assert.deepEqual(items[0]?.detail, { task: 'test.one' });
});

test('asking to remove the demo world is written down and told once', async () => {
  const asked = subscribe(demoRemovalAsked, 'test.demo', async () => undefined);
  await removeDemo({ ...w.as(chief), subscriptions: subscriptionsByEvent([asked]) });
  const { rows } = await w.base.pool.query(
    `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where identifier = 'test.demo'`,
  );
  assert.deepEqual(rows, [{ payload: { personId: chief.id } }]);
  assert.equal(await chief.call('DELETE /admin/demo', {}), undefined);
  const { items } = await chief.call('GET /admin/audit', {});
  assert.deepEqual(
    items.slice(0, 2).map(({ action }) => action),
    ['demo.removed', 'demo.removed'],
  );
});

test('all of it is for administrators only', async () => {
  const keeper = await w.person('keeper', { role: 'moderator' });
  for (const path of ['/admin/overview', '/admin/jobs', '/admin/mails', '/admin/audit']) {
    assert.equal((await w.visitor.fetch(`/api/v1${path}`)).status, 401);
    assert.equal((await ann.fetch(`/api/v1${path}`)).status, 403);
    assert.equal((await keeper.fetch(`/api/v1${path}`)).status, 403);
  }
  assert.equal((await keeper.fetch('/api/v1/admin/demo', { method: 'DELETE' })).status, 403);
  assert.equal((await keeper.fetch('/api/v1/admin/jobs/1/run', { method: 'PUT' })).status, 403);
});
