import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ENDPOINTS, type AnyEndpoint } from '@jujube/contract';
import { putVersions } from '../domains/translation/index.ts';
import { transact } from '../kernel/transaction.ts';
import { world, type World } from '../testing/world.ts';
import { judge, makeCast, sees, STATES, VIEWERS, type Asker, type Cast, type State } from './cast.ts';
import { ROWS } from './rows.ts';

// What is suggested for a text, and the text beside its translation, is seen by those who see the text, in whatever state.

let w: World;
let cast: Cast;
before(async () => {
  w = await world();
  cast = await makeCast(w);
});
after(() => w.close());

const about = (of: 'text' | 'correction') =>
  ENDPOINTS.filter((endpoint) => {
    const row = ROWS[endpoint.key];
    return row.tells === 'subject' && row.of === of;
  });

const BODIES: Partial<Record<string, unknown>> = {
  'POST /texts/:kind/:text/corrections': {
    ...{ field: 'body', language: 'en', sentence: 'x', instead: 'the words', words: 'better words' },
  },
  'PUT /texts/:kind/:text/lock': { language: 'en', locked: true },
  'PUT /corrections/:id/vote': { vote: 'for' },
  'PATCH /corrections/:id': { state: 'refused' },
};

async function ask(asker: Asker, endpoint: AnyEndpoint, params: Record<string, string>): Promise<number> {
  const who = asker === 'visitor' ? w.visitor : cast[asker];
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name]!);
  const body = BODIES[endpoint.key];
  const response = await who.fetch(`/api/v1${path}`, {
    method: endpoint.method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return response.status;
}

async function textIn(state: State): Promise<{ note: string; correction: string }> {
  await w.base.pool.query('delete from buckets');
  const visibility = state === 'followers' || state === 'mutuals' || state === 'me' ? state : 'public';
  const { id } = await cast.author.call('POST /notes', { body: { title: '', body: '一句话。', visibility } });
  const version = {
    kind: 'note',
    id,
    field: 'body',
    language: 'en',
    sourceVersion: 1,
    state: 'machine',
  } as const;
  await transact(w.as(), (tx) => putVersions(tx, [{ ...version, engine: 'x', text: 'the words' }]));
  const correction = w.base.ids.next();
  await w.base.pool.query(
    `insert into corrections (id, kind, text_id, field, from_language, language, sentence, source, instead, instead_state,
      instead_engine, text, giver_id, about_id, opened_at)
     values ($1, 'note', $2, 'body', 'zh-Hans', 'en', 'x', '一句话。', 'the words', 'machine', 'x', 'better', $3, $4, now())`,
    [correction, id, cast.member.id, cast.author.id],
  );
  await judge(w, 'note', { id, state });
  return { note: id, correction };
}

for (const state of STATES) {
  test(`what is suggested for a note: ${state}`, async () => {
    const { note, correction } = await textIn(state);
    for (const endpoint of [...about('text'), ...about('correction')]) {
      for (const asker of VIEWERS) {
        const status = await ask(asker, endpoint, { kind: 'note', text: note, id: correction });
        const told = `${endpoint.key} asked by ${asker} of ${state}: ${status}`;
        if (asker === 'visitor' && endpoint.options.access !== 'anyone') assert.equal(status, 401, told);
        else if (asker === 'suspended') assert.equal(status, 403, told);
        else if (!sees(asker, state) || (state === 'me' && endpoint.path.startsWith('/texts')))
          assert.ok(status === 404 || (asker === 'author' && status < 500), told);
        else assert.ok([200, 201, 204, 403, 409, 422].includes(status), told);
        const strangers = asker !== 'author' && endpoint.key === 'PUT /texts/:kind/:text/lock';
        assert.ok(!strangers || status >= 400, told);
      }
    }
  });
}

test('lists of suggestions leave out what may not be seen', async () => {
  const { correction } = await textIn('removed');
  await w.base.pool.query(`update people set reads = '{zh-Hans,en}'`);
  await w.base.pool.query(`update corrections set state = 'accepted', accepted_at = now() where id = $1`, [
    correction,
  ]);
  for (const asker of VIEWERS) {
    if (asker === 'suspended') continue;
    const who = asker === 'visitor' ? w.visitor : cast[asker];
    const response = await who.fetch(`/api/v1/people/${cast.member.id}/corrections`);
    const { items } = (await response.json()) as { items: { id: string }[] };
    const found = items.some(({ id }) => id === correction);
    assert.equal(found, sees(asker, 'removed'), `asked by ${asker}`);
  }
});
