import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { world, type World } from '../../testing/world.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

const PASSWORD = 'seven wet umbrellas';

interface Answer<T = Record<string, never>> {
  status: number;
  body: T & { code?: string; user?: { id: string; email: string | null; name: string }; token?: string };
  cookie: string;
  headers: Headers;
}

async function post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
  const response = await w.visitor.fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as Answer<T>['body'], cookie, headers: response.headers };
}

test('sign-up with e-mail and password signs in, finds a handle, and signing in again works both ways', async () => {
  const joined = await post('sign-up/email', { email: 'Maja@Example.org', password: PASSWORD, name: '半糖阿梨', surprise: 1 });
  assert.equal(joined.status, 200);
  assert.equal(joined.body.user!.email, 'maja@example.org');
  assert.match(joined.headers.getSetCookie()[0]!, /^jujube\.session_token=.*HttpOnly; SameSite=Lax$/);
  const session = await (await w.visitor.fetch('/api/v1/session', { headers: { cookie: joined.cookie } })).json() as { person: { id: string; handle: string } };
  assert.equal(session.person.id, joined.body.user!.id);
  assert.match(session.person.handle, /^[a-z]+_[a-z]+/);
  const byEmail = await post('sign-in/email', { email: 'maja@example.org', password: PASSWORD });
  assert.equal(byEmail.status, 200, JSON.stringify(byEmail.body));
  assert.equal(byEmail.body.user!.id, joined.body.user!.id);
  const byHandle = await post('sign-in/handle', { handle: `@${session.person.handle}`, password: PASSWORD });
  assert.equal(byHandle.status, 200);
  const again = await (await w.visitor.fetch('/api/v1/session', { headers: { cookie: byHandle.cookie } })).json() as typeof session;
  assert.equal(again.person.id, joined.body.user!.id);
  const out = await post('sign-out', {}, { cookie: byHandle.cookie });
  assert.equal(out.status, 200);
  const gone = await (await w.visitor.fetch('/api/v1/session', { headers: { cookie: byHandle.cookie } })).json() as typeof session;
  assert.equal(gone.person, null);
});
