import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../../testing/until.ts';
import { world, type World } from '../../testing/world.ts';
import { notify } from './commands.ts';
import { createHub, type Hub } from './listening.ts';

let w: World;
before(async () => {
  w = await world();
});
after(async () => {
  ends.forEach((end) => end());
  await w.close();
});

const LOCKS = `locktype = 'advisory' and classid = 7264002
  and database = (select oid from pg_database where datname = current_database())`;
const ends: (() => void)[] = [];

async function listening(hub: Hub, person: string): Promise<{ woken: number; leave(): void }> {
  const heard = { woken: 0, leave: () => hub.leave(person, wake) };
  const wake = () => void (heard.woken += 1);
  await hub.join(person, wake);
  ends.push(heard.leave);
  return heard;
}

/** All that is said on the channel. */
async function overhear(): Promise<string[]> {
  const heard: string[] = [];
  const client = await w.base.pool.connect();
  client.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await client.query('listen inbox');
  ends.push(() => client.release(true));
  return heard;
}

test('whoever is there is told by every process that holds a stream of theirs; of people who are not nothing is said', async () => {
  const [ann, bob, lin] = [await w.person('ann'), await w.person('bob'), await w.person('lin')];
  const said = await overhear();
  const [one, two] = [createHub(w.base), createHub(w.base)];
  const here = await listening(one, ann.id);
  const there = await listening(two, ann.id);
  const follow = (person: string, n: number) =>
    notify(w.as(), [{ personId: person, kind: 'follow', actorId: lin.id, act: `follow:${n}` }]);
  await follow(bob.id, 1);
  await follow(ann.id, 2);
  await until('both streams woke', async () => here.woken === 1 && there.woken === 1);
  await until('all was overheard', async () => said.length === 1);
  assert.deepEqual(said, [ann.id]);

  here.leave();
  await follow(ann.id, 3);
  await until('the other stream woke again', async () => there.woken === 2);
  there.leave();
  await until('the last lock is gone', async () => (await locks()) === 0);
  await follow(ann.id, 4);
  const late = await listening(one, bob.id);
  await follow(bob.id, 5);
  await until('a stream opened later is told', async () => late.woken === 1);
  await until('all was overheard', async () => said.length === 3);
  assert.deepEqual(said, [ann.id, ann.id, bob.id]);
});

test('a connection that was lost comes back, with what it listened for', async () => {
  const [eva, lin] = [await w.person('eva'), await w.person('lin2')];
  const heard = await listening(
    createHub({ ...w.base, log: w.base.log.child({}, { level: 'silent' }) }),
    eva.id,
  );
  await w.base.pool.query(`select pg_terminate_backend(pid) from pg_locks where ${LOCKS}`);
  await until(
    'it listens again, and asks what it missed',
    async () => heard.woken === 1 && (await locks()) > 0,
  );
  await notify(w.as(), [{ personId: eva.id, kind: 'follow', actorId: lin.id, act: 'follow:1' }]);
  await until('the stream woke', async () => heard.woken === 2);
});

async function locks(): Promise<number> {
  const { rows } = await w.base.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_locks where ${LOCKS}`,
  );
  return rows[0]!.count;
}
