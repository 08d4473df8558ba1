import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { countersOf } from '../../kernel/counters.ts';
import type { AppError } from '../../kernel/errors.ts';
import { subscribe, subscriptionsByEvent } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';
import { LIMITS } from '../../kernel/limits.ts';
import { transact } from '../../kernel/transaction.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import {
  liked,
  likedOf,
  marksOf,
  react,
  reactionPage,
  reactTogether,
  takeBack,
  type Subject,
} from './index.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

const nobodySees: Subject = () => sql`select 1::bigint as owner where false`;
const ownedBy =
  (owner: Id): Subject =>
  () =>
    sql`select ${owner}::bigint as owner`;

/** A context whose likes leave no job. */
const quiet = (person: Somebody): Context => ({ ...w.as(person), subscriptions: new Map() });

/** A context whose likes leave a job. */
function listening(person: Somebody): Context {
  const subscriptions = subscriptionsByEvent([subscribe(liked, 'test.liked', async () => undefined)]);
  return { ...w.as(person), subscriptions };
}

async function waitingJobs(): Promise<number> {
  const { rows } = await w.base.pool.query<{ n: number }>(
    `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'test.liked'`,
  );
  return rows[0]!.n;
}

test('twice is once: one row, one job, the exact number at once', async () => {
  const [ann, mei] = [await w.person('ann'), await w.person('mei')];
  const note = { name: 'like', kind: 'note', id: '77', subject: ownedBy(mei.id) } as const;
  const before = await waitingJobs();
  const first = await transact(listening(ann), (tx) => react(tx, note));
  const again = await transact(listening(ann), (tx) => react(tx, note));
  assert.deepEqual(first, { ownerId: mei.id, changed: true, total: 1 });
  assert.deepEqual(again, { ownerId: mei.id, changed: false, total: 1 });
  assert.equal(await waitingJobs(), before + 1);
  const own = await transact(listening(mei), (tx) => react(tx, note));
  assert.equal(own?.total, 2);
  await w.settle();
  assert.deepEqual((await countersOf(w.base, 'note', ['77'])).get('77'), { likes: 2 });
  assert.deepEqual((await countersOf(w.base, 'person', [mei.id])).get(mei.id), { likes: 2 });
  const back = await transact(quiet(ann), (tx) => takeBack(tx, note));
  const backAgain = await transact(quiet(ann), (tx) => takeBack(tx, note));
  assert.deepEqual(
    [back, backAgain].map((answer) => [answer?.changed, answer?.total]),
    [
      [true, 1],
      [false, 1],
    ],
  );
});

test('thirty at the same moment count thirty', async () => {
  const people = await Promise.all(Array.from({ length: 30 }, (_, index) => w.person(`crowd${index}`)));
  const owner = people[0]!.id;
  const all = people.flatMap((person) => [person, person]);
  await Promise.all(
    all.map((person) =>
      transact(quiet(person), (tx) =>
        react(tx, { name: 'like', kind: 'comment', id: '5', subject: ownedBy(owner) }),
      ),
    ),
  );
  await w.settle();
  assert.deepEqual((await countersOf(w.base, 'comment', ['5'])).get('5'), { likes: 30 });
});

test('what one may not see cannot be liked and costs nothing', async () => {
  const bo = await w.person('bo');
  const hidden = { name: 'like', kind: 'note', id: '78', subject: nobodySees } as const;
  assert.equal(await transact(listening(bo), (tx) => react(tx, hidden)), null);
  assert.equal(await transact(quiet(bo), (tx) => takeBack(tx, hidden)), null);
  const { rows } = await w.base.pool.query('select 1 from buckets where owner = $1', [`p${bo.id}`]);
  assert.equal(rows.length, 0);
});

test('a transaction that fails leaves neither like nor count nor job', async () => {
  const eve = await w.person('eve');
  const before = await waitingJobs();
  const note = { name: 'like', kind: 'note', id: '79', subject: ownedBy(eve.id) } as const;
  const failing = transact(listening(eve), async (tx) => {
    await react(tx, note);
    throw new Error('half-way');
  });
  await assert.rejects(failing, /half-way/);
  assert.equal(await waitingJobs(), before);
  const { rows } = await w.base.pool.query(
    `select 1 from reactions where subject_id = 79 union all select 1 from counter_deltas where id = 79`,
  );
  assert.equal(rows.length, 0);
});

test('too many likes are refused with the seconds to wait', async () => {
  const fan = await w.person('fan');
  await w.base.pool.query(
    `insert into buckets (owner, name, tokens, filled_at) values ($1, 'like', 0.2, now())`,
    [`p${fan.id}`],
  );
  const one = transact(quiet(fan), (tx) =>
    react(tx, { name: 'like', kind: 'note', id: '80', subject: ownedBy(fan.id) }),
  );
  await assert.rejects(one, (error: AppError) => {
    assert.equal(error.code, 'limit.too_many');
    assert.ok(error.details.retryAfter! >= 1 && error.details.retryAfter! <= 600 / LIMITS.like + 1);
    return true;
  });
});

test('own marks and pages of likes and saves', async () => {
  const lin = await w.person('lin');
  for (const id of ['91', '92', '93']) {
    await transact(quiet(lin), (tx) =>
      react(tx, { name: 'like', kind: 'note', id, subject: ownedBy(lin.id) }),
    );
  }
  await transact(quiet(lin), (tx) =>
    react(tx, { name: 'save', kind: 'note', id: '92', subject: ownedBy(lin.id) }),
  );
  const { viewer } = w.as(lin);
  const { rows } = await sql<{ id: Id; marks: number }>`
    select x.id, ${marksOf(viewer, 'note', sql.ref('x.id'))} as marks
    from unnest('{90,91,92}'::bigint[]) x(id) order by x.id`.execute(w.base.db);
  assert.deepEqual(
    rows.map(({ marks }) => marks),
    [0, 1, 3],
  );
  const last = await sql<{
    ids: string;
  }>`select ${likedOf(sql`${lin.id}::bigint`, { kind: 'note', limit: 2 })} as ids`.execute(w.base.db);
  assert.equal(last.rows[0]?.ids, '93,92');
  const page = await reactionPage(w.base, { personId: lin.id, name: 'like', kind: 'note', limit: 2 });
  assert.deepEqual(page.ids, ['93', '92']);
  const rest = await reactionPage(w.base, {
    personId: lin.id,
    name: 'like',
    kind: 'note',
    limit: 2,
    cursor: page.cursor!,
  });
  assert.deepEqual(rest, { ids: ['91'], cursor: null });
});

test('what many like in one moment is each one’s own: seen, counted, refused, told', async () => {
  const owner = await w.person('owner_of_many');
  const stranger = await w.person('stranger_of_many');
  const fans = await Promise.all(Array.from({ length: 12 }, (_, index) => w.person(`fan_${index}`)));
  const mayNotSee: Subject = ({ viewer }, { id }) =>
    sql`select ${owner.id}::bigint as owner where ${viewer.id}::bigint <> ${stranger.id}::bigint and ${id}::bigint < 100`;
  const sort = { name: 'like', kind: 'note', subject: mayNotSee } as const;
  const together = reactTogether(sort);
  const before = await waitingJobs();
  const as = listening;
  await w.base.pool.query(
    `insert into buckets (owner, name, tokens, filled_at) values ('p' || $1, 'like', -1e9, now())`,
    [fans[11]!.id],
  );
  const outcomes = await Promise.allSettled([
    ...fans.map((fan) => together.react(as(fan), '60')),
    together.react(as(fans[0]!), '60'),
    together.react(as(fans[1]!), '61'),
    together.react(as(stranger), '60'),
    together.react(as(fans[2]!), '200'),
  ]);
  const made = outcomes.map((one) => (one.status === 'fulfilled' ? (one.value?.changed ?? null) : 'refused'));
  assert.deepEqual(made, [...Array<boolean>(11).fill(true), 'refused', false, true, null, null]);
  const { rows } = await w.base.pool.query<{ kind: string; id: string; sum: string }>(
    `select kind, id, sum(delta) from counter_deltas where id in (60, 61, 200, $1) group by kind, id order by 1, 2`,
    [owner.id],
  );
  assert.deepEqual(
    rows.map(({ kind, id, sum }) => [kind, id, Number(sum)]),
    [
      ['note', '60', 11],
      ['note', '61', 1],
      ['person', owner.id, 12],
    ],
  );
  assert.equal(await waitingJobs(), before + 12);
  const back = await Promise.all([
    together.takeBack(as(fans[0]!), '60'),
    together.takeBack(as(stranger), '60'),
  ]);
  assert.deepEqual([back[0]?.changed, back[0]?.total, back[1]], [true, 10, null]);
});

test('one that fails in a group fails alone', async () => {
  const [ann, bo] = await Promise.all([w.person('alone_ann'), w.person('alone_bo')]);
  const breaks: Subject = (_, { id }) =>
    sql`select (1000 / (${id}::bigint - 70))::bigint * 0 + ${ann.id}::bigint as owner`;
  const together = reactTogether({ name: 'like', kind: 'note', subject: breaks });
  const outcomes = await Promise.allSettled(
    ['71', '70', '72'].flatMap((id) => [together.react(quiet(ann), id), together.react(quiet(bo), id)]),
  );
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'rejected', 'fulfilled', 'fulfilled'],
  );
  const { rowCount } = await w.base.pool.query(`select 1 from reactions where subject_id in (70, 71, 72)`);
  assert.equal(rowCount, 4);
});
