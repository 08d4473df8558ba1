import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ENDPOINTS, type AnyEndpoint } from '@jujube/contract';
import { world, type World } from '../testing/world.ts';
import { judge, makeCast, sees, STATES, VIEWERS, type Asker, type Cast, type State } from './cast.ts';
import { ROWS, type Row } from './rows.ts';

// Route × who asks × state of the thing, made from the contract. A route without a row in rows.ts does not compile.

let w: World;
let cast: Cast;
before(async () => {
  w = await world();
  cast = await makeCast(w);
});
after(() => w.close());

const BODIES: Partial<Record<string, unknown>> = {
  'POST /notes/:id/comments': { body: 'hello 你好' },
  'PATCH /notes/:id': { title: 'changed' },
  'PATCH /comments/:id': { body: 'changed' },
  'PATCH /boards/:id': { name: 'changed' },
  'PATCH /media/:id': { alt: 'changed' },
};

const path = (endpoint: AnyEndpoint, params: Record<string, string>) =>
  '/api/v1' +
  endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? (name === 'language' ? 'zh-Hans' : '1')),
  );

async function ask(asker: Asker, endpoint: AnyEndpoint, params: Record<string, string>): Promise<Response> {
  const who = asker === 'visitor' ? w.visitor : cast[asker];
  const body =
    endpoint.method === 'GET' || endpoint.method === 'DELETE'
      ? undefined
      : JSON.stringify(BODIES[endpoint.key] ?? {});
  return who.fetch(path(endpoint, params), {
    method: endpoint.method,
    ...(body && { body, headers: { 'content-type': 'application/json' } }),
  });
}

const of = (kind: Extract<Row, { of: string }>['of']) =>
  ENDPOINTS.filter((endpoint) => {
    const row = ROWS[endpoint.key];
    return row.tells === 'subject' && row.of === kind;
  });

async function makeNote(state: State): Promise<string> {
  const visibility = state === 'followers' || state === 'mutuals' || state === 'me' ? state : 'public';
  await w.base.pool.query('delete from buckets');
  const note = await cast.author.call('POST /notes', {
    body: { title: `matrix ${state}`, body: '#matrixtopic 矩阵', visibility },
  });
  await judge(w, 'note', { id: note.id, state });
  return note.id;
}

interface Told {
  asker: Asker;
  state: State;
  response: Response;
}

/** Ids are made of the time: the first one is nobody's. */
const NEVER_WAS = '1';

/** What a subject route may answer this asker. */
async function expectSubject(endpoint: AnyEndpoint, { asker, state, response }: Told): Promise<void> {
  const { status } = response;
  const row = ROWS[endpoint.key] as Extract<Row, { tells: 'subject' }>;
  const told = `${endpoint.key} asked by ${asker} of ${state}: ${status}`;
  if (asker === 'visitor' && endpoint.options.access !== 'anyone') return assert.equal(status, 401, told);
  if (asker === 'suspended') return assert.equal(status, 403, told);
  if (!sees(asker, state) && row.takesBack) {
    const never = await ask(asker, endpoint, { id: NEVER_WAS });
    assert.deepEqual([status, await response.text()], [never.status, await never.text()], told);
    return assert.ok(status < 300, told);
  }
  if (!sees(asker, state)) return assert.equal(status, 404, told);
  if (row.owner && asker !== 'author') return assert.ok([204, 403, 404].includes(status), told);
  assert.ok(status < 300 || status === 403, told);
}

for (const state of STATES) {
  test(`every route about a note: ${state}`, async () => {
    for (const endpoint of of('note')) {
      for (const asker of VIEWERS) {
        const id = await makeNote(state);
        const response = await ask(asker, endpoint, { id });
        await expectSubject(endpoint, { asker, state, response });
        const strangerChanged =
          (ROWS[endpoint.key] as { owner?: true }).owner && asker !== 'author' && response.ok;
        assert.ok(!strangerChanged, `${endpoint.key} let ${asker} change the author’s note`);
      }
    }
  });

  test(`every route about a comment under a note: ${state}`, async () => {
    for (const endpoint of of('comment')) {
      for (const asker of VIEWERS) {
        const note = await makeNote(state);
        const comment = await cast.author.call('POST /notes/:id/comments', {
          params: { id: note },
          body: { body: 'first 沙发' },
        });
        const response = await ask(asker, endpoint, { id: comment.id });
        await expectSubject(endpoint, { asker, state, response });
      }
    }
  });

  test(`lists leave out a note: ${state}`, async () => {
    const id = await makeNote(state);
    // Hundreds of text cards were written above; nobody looks at their pictures.
    await w.settle({ but: ['notes.render-card'] });
    const lists: Record<string, string> = {
      'GET /people/:person/notes': `/people/${cast.author.id}/notes`,
      'GET /topics/:topic/notes': '/topics/matrixtopic/notes',
      'GET /search': '/search?q=矩阵',
      'GET /feed/explore': '/feed/explore?limit=100',
    };
    for (const [key, url] of Object.entries(lists)) {
      for (const asker of VIEWERS) {
        const who = asker === 'visitor' ? w.visitor : cast[asker];
        const response = await who.fetch('/api/v1' + url);
        if (asker === 'suspended') {
          assert.equal(response.status, 403);
          continue;
        }
        const ids =
          response.status === 404
            ? []
            : ((await response.json()) as { items: { id: string }[] }).items.map((card) => card.id);
        const row = ROWS[key as keyof typeof ROWS] as { mutes?: true };
        const wanted = sees(asker, state) && !(row.mutes && asker === 'muting');
        // The ranked feed holds public notes only, and learns of new ones within seconds: see feed.test.ts.
        if (key === 'GET /feed/explore')
          assert.ok(!ids.includes(id) || wanted, `${key} showed ${asker} one of ${state}`);
        else assert.equal(ids.includes(id), wanted, `${key} asked by ${asker} of ${state}`);
      }
    }
    await w.base.pool.query('delete from notes');
    await w.base.pool.query(`delete from graphile_worker._private_jobs`);
  });
}

test('a person who blocked somebody is not there for them, and the other way round', async () => {
  for (const endpoint of of('person')) {
    assert.equal((await ask('blocked', endpoint, { person: cast.author.id })).status, 404);
    assert.equal((await ask('member', endpoint, { person: cast.author.id })).status, 200);
  }
});

test('boards of one’s own are seen by nobody else', async () => {
  const note = await makeNote('public');
  for (const visibility of ['public', 'me'] as const) {
    for (const endpoint of of('board')) {
      for (const asker of VIEWERS) {
        await w.base.pool.query('delete from buckets');
        const { id } = await cast.author.call('POST /boards', {
          body: { name: `board ${visibility}`, visibility },
        });
        const response = await ask(asker, endpoint, { id, note });
        await expectSubject(endpoint, { asker, state: visibility === 'me' ? 'me' : 'public', response });
        await w.base.db.deleteFrom('boards').where('id', '=', id).execute();
      }
    }
  }
});

test('visitors are asked to sign in, members are kept out of the office, suspended people out of everything', async () => {
  for (const endpoint of ENDPOINTS) {
    const { access } = endpoint.options;
    const status = async (asker: Asker) =>
      (
        await ask(asker, endpoint, {
          id: '1',
          person: 'the_member',
          slug: 'food',
          name: 'x',
          topic: 'x',
          note: '1',
        })
      ).status;
    // Input is checked first, which tells nothing: 400 is as good as a refusal.
    const refused = (code: number, wanted: number, who: string) =>
      assert.ok([wanted, 400].includes(code), `${endpoint.key} by ${who}: ${code}`);
    if (access !== 'anyone') refused(await status('visitor'), 401, 'a visitor');
    if (access === 'moderator' || access === 'administrator')
      refused(await status('member'), 403, 'a member');
    if (access === 'administrator') refused(await status('moderator'), 403, 'a moderator');
    if (!['GET /session', 'PATCH /session', 'GET /community', 'GET /community/rules'].includes(endpoint.key))
      refused(await status('suspended'), 403, 'a suspended person');
  }
});
