import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Note } from '@jujube/contract';
import pg from 'pg';
import {
  databaseOf,
  isRunning,
  launch,
  ownFolder,
  postgresOf,
  until,
  type Launched,
} from '../testing/launched.ts';

const PEOPLE = 8;
const folder = ownFolder();
const dataDir = join(folder.path, 'data');
let running: Launched | null = null;

after(() => {
  for (const pid of [running?.pid, postgresOf(dataDir)])
    if (pid && isRunning(pid)) process.kill(pid, 'SIGKILL');
  folder.remove();
});

type Member = { id: string; send(method: string, path: string, body?: object): Promise<Response> };
type Acknowledged = { notes: string[]; comments: string[]; likes: string[] };

/** What was acknowledged and is not there, by kind; `$1` are the ids as they were acknowledged. */
const MISSING = {
  notes:
    'select asked from unnest($1::text[]) asked where not exists (select from notes n where n.id::text = asked)',
  comments:
    'select asked from unnest($1::text[]) asked where not exists (select from comments c where c.id::text = asked)',
  likes: `select asked from unnest($1::text[]) asked where not exists
    (select from reactions r where r.subject_id || ' ' || r.person_id = asked and r.kind = 'note' and r.name = 'like')`,
};
const WRONG_COUNTERS = `
  select n.id from notes n where
    (select count(*) from reactions r where r.kind = 'note' and r.subject_id = n.id and r.name = 'like') <>
    coalesce((select value from counters c where c.kind = 'note' and c.id = n.id and c.name = 'likes'), 0)`;

test('after kill -9 of everything during writes, every acknowledged one is there', async () => {
  const url = await start();
  const members = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => signUp(url, index)));
  const acknowledged: Acknowledged = { notes: [], comments: [], likes: [] };
  const writing = Promise.allSettled(members.map((member) => write(member, acknowledged)));
  await until(() => acknowledged.comments.length >= 60 && acknowledged.likes.length >= 60);
  process.kill(running!.pid, 'SIGKILL');
  process.kill(postgresOf(dataDir)!, 'SIGKILL');
  await Promise.all([writing, running!.ended()]);

  await start();
  const client = new pg.Client(databaseOf(dataDir));
  await client.connect();
  for (const kind of ['notes', 'comments', 'likes'] as const) {
    assert.ok(acknowledged[kind].length > 0);
    assert.deepEqual((await client.query(MISSING[kind], [acknowledged[kind]])).rows, [], kind);
  }
  while ((await client.query(WRONG_COUNTERS)).rowCount !== 0) await pause(100);
  await client.end();
  running!.child.kill('SIGTERM');
  assert.equal((await running!.ended()).code, 0);
});

async function start(): Promise<string> {
  running = launch({ env: { DATA_DIR: dataDir } });
  return running.ready();
}

async function signUp(url: string, index: number): Promise<Member> {
  const person = {
    email: `member${index}@example.org`,
    password: `correct horse ${index} battery`,
    name: `Member ${index}`,
  };
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  const { user } = (await answer.json()) as { user: { id: string } };
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const send = (method: string, path: string, body?: object) =>
    fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  return { id: user.id, send };
}

/** Writes until the server is gone; a limit that is reached is no failure. */
async function write(member: Member, acknowledged: Acknowledged): Promise<void> {
  for (let n = 0; ; n++) {
    const answer = await member.send('POST', 'notes', { title: `Note ${n}`, body: 'Still here?', media: [] });
    if (answer.status === 201) acknowledged.notes.push(((await answer.json()) as Note).id);
    for (const note of acknowledged.notes.slice(-10)) {
      const comment = await member.send('POST', `notes/${note}/comments`, { body: `Yes, ${n}` });
      if (comment.status === 201) acknowledged.comments.push(((await comment.json()) as { id: string }).id);
      const like = await member.send('PUT', `notes/${note}/like`);
      if (like.status === 200) acknowledged.likes.push(`${note} ${member.id}`);
    }
  }
}
