import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Card } from '@jujube/contract';
import { TEXT_STATES } from '@jujube/contract';
import { transact } from '../../kernel/transaction.ts';
import { picture } from '../../testing/pictures.ts';
import { codeOf, refused } from '../../testing/refused.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';
import { putVersions, type Version } from '../translation/index.ts';
import { passVerdict } from '../verdicts/index.ts';
import {
  bestOfDay,
  cardsFor,
  countPublicSince,
  maySeeNote,
  notePage,
  publishNoteAt,
  rankingRows,
  rankingRowsOf,
  readNote,
  requireVisibleNote,
  textsOf,
  visibleNotes,
} from './index.ts';

let w: World;
let ann: Somebody;
before(async () => {
  w = await world();
  ann = await w.person('ann');
});
after(() => w.close());
beforeEach(() => w.base.pool.query('delete from buckets'));

const at = (id: string) => ({ params: { id } });
const person = (handle: string) => ({ params: { person: handle } });

type Caller = Pick<Somebody, 'call'>;
type NewNote = Omit<Parameters<typeof publishNoteAt>[1], 'at'>;

/** A photo note, since nothing is to be drawn for it. */
async function photo(by: Somebody, body: NewNote): Promise<string> {
  const media = [await picture(w.base, by)];
  return (await by.call('POST /notes', { body: { ...body, media } })).id;
}

/** The same at another time and without limits. */
async function photoAt(by: Somebody, note: NewNote & { at: Date }): Promise<string> {
  const media = [await picture(w.base, by)];
  return transact(w.as(by), (tx) => publishNoteAt(tx, { ...note, media }));
}

/** How a reader meets a note: on its own, in a list, liking it, beside another. */
async function meets(who: Caller, id: string, author: string): Promise<string> {
  const code = await codeOf(who.call('GET /notes/:id', at(id)));
  const seen = { null: 'read', 'note.not_found': '' }[String(code)] ?? 'broken';
  const { items } = await who.call('GET /people/:person/notes', person(author));
  return [seen, items.some((card) => card.id === id) ? 'listed' : ''].filter(Boolean).join(' ');
}

test('who meets a note: audience, blocks, mutes, verdicts, age and region', async () => {
  const [follower, mutual, blocked, blocker, muter] = await Promise.all(
    ['follower', 'mutual', 'blocked', 'blocker', 'muter'].map((handle) => w.person(handle)),
  );
  const [minor, far, keeper] = [
    await w.person('minor', { ageBand: 'teen' }),
    await w.person('far', { region: 'XX' }),
    await w.person('keeper', { role: 'moderator' }),
  ];
  for (const one of [follower!, mutual!]) await one.call('PUT /people/:person/follow', person('ann'));
  await ann.call('PUT /people/:person/follow', person('mutual'));
  await ann.call('PUT /people/:person/block', person('blocked'));
  await blocker!.call('PUT /people/:person/block', person('ann'));
  await muter!.call('PUT /people/:person/mute', person('ann'));
  const post = (visibility: 'public' | 'followers' | 'mutuals' | 'me') =>
    photo(ann, { title: visibility, visibility });
  const notes = {
    public: await post('public'),
    followers: await post('followers'),
    mutuals: await post('mutuals'),
    me: await post('me'),
    removed: await post('public'),
    adult: await post('public'),
    regional: await post('public'),
  };
  await transact(w.as(), async (tx) => {
    await passVerdict(tx, { kind: 'note', id: notes.removed, effect: 'remove' });
    await passVerdict(tx, { kind: 'note', id: notes.adult, effect: 'hide_from_minors' });
    await passVerdict(tx, { kind: 'note', id: notes.regional, effect: 'remove', regions: ['XX'] });
  });
  const all = Object.keys(notes);
  const sees: [Caller, string[]][] = [
    [ann, all],
    [mutual!, ['public', 'followers', 'mutuals', 'adult', 'regional']],
    [follower!, ['public', 'followers', 'adult', 'regional']],
    [w.visitor, ['public', 'adult', 'regional']],
    [muter!, ['public', 'adult', 'regional']],
    [minor, ['public', 'regional']],
    [far, ['public', 'adult']],
    [keeper, ['public', 'removed', 'adult', 'regional']],
  ];
  for (const [index, [who, expected]] of sees.entries()) {
    const met = await Promise.all(all.map((name) => meets(who, notes[name as keyof typeof notes], 'ann')));
    assert.deepEqual(
      all.filter((_, at) => met[at] === 'read listed'),
      expected,
      `reader ${index}`,
    );
    assert.ok(
      met.every((how) => how === '' || how === 'read listed'),
      `reader ${index} meets it everywhere or nowhere`,
    );
  }
  for (const who of [blocked!, blocker!]) {
    await assert.rejects(who.call('GET /notes/:id', at(notes.public)), refused('note.not_found'));
    await assert.rejects(who.call('PUT /notes/:id/like', at(notes.public)), refused('note.not_found'));
    assert.equal((await cardsFor(w.as(who), [notes.public])).size, 0);
  }
  assert.equal((await cardsFor(w.as(muter), [notes.public])).size, 0, 'muted people stand in no feed');
  const ids = Object.values(notes);
  assert.deepEqual(
    [...(await visibleNotes(w.as(follower), ids)).keys()].sort(),
    [notes.public, notes.followers, notes.adult, notes.regional].sort(),
  );
  assert.equal(await maySeeNote(w.as(), notes.mutuals), false);
  await assert.rejects(requireVisibleNote(w.as(), notes.me));
  const ranked = (await rankingRows(w.base, { limit: 100 })).map(({ id }) => id);
  assert.deepEqual(
    ranked,
    [notes.regional, notes.adult, notes.public],
    'rankings start from what any visitor may see',
  );
});

test('a card speaks the reader’s best language by the best hand, never a gloss; page and single note agree', async () => {
  const id = await photo(ann, { title: '猫税', body: '已入账', language: 'zh-Hans' });
  const rows = (language: string, state: Version['state']): Version[] => [
    {
      kind: 'note',
      id,
      sourceVersion: 1,
      engine: state,
      field: 'title',
      language,
      state,
      text: `${state} ${language}`,
    },
  ];
  const shownTo = async (reads: string[]) => {
    const ctx = { ...w.as(ann), viewer: { ...w.as(ann).viewer, languages: reads } };
    const card = (await cardsFor(ctx, [id])).get(id)!;
    const { shown } = await readNote(ctx, { id });
    assert.deepEqual(card.shown, shown, `card and note agree for ${reads}`);
    assert.ok(TEXT_STATES.includes(shown.state));
    return shown.title;
  };
  const put = (...versions: Version[]) => transact(w.as(ann), (tx) => putVersions(tx, versions));
  await put(...rows('en', 'gloss'), ...rows('en', 'phrasebook_slots'), ...rows('fr', 'gloss'));
  assert.equal(await shownTo(['en']), '猫税', 'no gloss');
  await put(...rows('en', 'machine'));
  assert.equal(await shownTo(['en']), 'machine en');
  await put(...rows('en', 'human'), ...rows('ja', 'author'), ...rows('zh-Hant', 'converted'));
  assert.equal(await shownTo(['en']), 'human en');
  assert.equal(await shownTo(['en', 'ja']), 'human en', 'languages first, then hands');
  assert.equal(await shownTo(['ja', 'en']), 'author ja');
  assert.equal(await shownTo(['zh-Hans', 'en']), '猫税');
  assert.equal(await shownTo(['fr', 'zh-Hans', 'en']), '猫税');
  assert.equal(await shownTo(['zh-Hant']), 'converted zh-Hant');
  assert.equal(await shownTo(['ko']), '猫税', 'nothing they read: the original');
  assert.equal(await shownTo([]), '猫税');
  const versions = [{ language: 'zh-Hans', title: '猫税', body: '' }];
  const english = await photo(ann, { title: 'Cat tax', language: 'en', versions });
  const hant = { ...w.as(ann), viewer: { ...w.as(ann).viewer, languages: ['zh-Hant'] } };
  assert.equal(
    (await cardsFor(hant, [english])).get(english)?.shown.title,
    '猫税',
    'the other script before a stranger’s language',
  );
});

test('a note without a title is called by its first line, in the reader’s language', async () => {
  const versions = [{ language: 'en', title: '', body: 'First line.\nSecond.' }];
  const id = await photo(ann, { body: '第一行。\n第二行。', language: 'zh', versions });
  const card = (
    await cardsFor({ ...w.as(ann), viewer: { ...w.as(ann).viewer, languages: ['en'] } }, [id])
  ).get(id)!;
  assert.deepEqual([card.title, card.shown], ['', { title: 'First line.', language: 'en', state: 'author' }]);
});

test('likes: the exact number in the answer, one’s own mark everywhere, the list newest first, lines that end', async () => {
  const writer = await w.person('writer');
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push(await photo(writer, { title: `n${n}` }));
  const fan = await w.person('fan');
  assert.deepEqual(await fan.call('PUT /notes/:id/like', at(ids[0]!)), { liked: true, likes: 1 });
  assert.deepEqual(await fan.call('PUT /notes/:id/like', at(ids[0]!)), { liked: true, likes: 1 });
  assert.deepEqual(await writer.call('PUT /notes/:id/like', at(ids[0]!)), { liked: true, likes: 2 });
  for (const id of ids.slice(1)) await fan.call('PUT /notes/:id/like', at(id));
  const first = await fan.call('GET /me/likes', { query: { limit: 2 } });
  assert.deepEqual(
    first.items.map(({ id, liked }) => [id, liked]),
    [
      [ids[4], true],
      [ids[3], true],
    ],
  );
  await writer.call('DELETE /notes/:id', at(ids[2]!));
  const second = await fan.call('GET /me/likes', { query: { limit: 2, cursor: first.cursor! } });
  assert.deepEqual(
    second.items.map(({ id }) => id),
    [ids[1], ids[0]],
    'a page skips what is gone',
  );
  assert.equal(second.cursor, null);
  assert.deepEqual(await fan.call('DELETE /notes/:id/like', at(ids[0]!)), { liked: false, likes: 1 });
  assert.deepEqual(await fan.call('DELETE /notes/:id/like', at(ids[0]!)), { liked: false, likes: 1 });
  await w.settle();
  const note = await fan.call('GET /notes/:id', at(ids[0]!));
  assert.deepEqual([note.liked, note.likes], [false, 1]);
  await assert.rejects(fan.call('PUT /notes/:id/like', at('1')), refused('note.not_found'));
  assert.equal((await w.visitor.fetch(`/api/v1/notes/${ids[0]}/like`, { method: 'PUT' })).status, 401);
});

test('lists page by time and id without a gap or a repeat, also where times are equal', async () => {
  const [one, two] = [await w.person('one'), await w.person('two')];
  const same = new Date('2026-05-05T05:05:05.000Z');
  const made: string[] = [];
  for (const author of [one, two]) {
    for (let n = 0; n < 7; n += 1) {
      const when = n < 4 ? same : new Date(same.getTime() + n * 1000);
      made.push(await photoAt(author, { title: `${author.handle} ${n}`, body: '#paging', at: when }));
    }
  }
  const walk = async (page: (cursor?: string) => Promise<{ items: Card[]; cursor: string | null }>) => {
    const found: Card[] = [];
    let cursor: string | null | undefined;
    do {
      const next: { items: Card[]; cursor: string | null } = await page(cursor ?? undefined);
      found.push(...next.items);
      cursor = next.cursor;
    } while (cursor !== null);
    return found;
  };
  const inOrder = (cards: Card[]) =>
    [...cards].sort(
      (a, b) => b.publishedAt.localeCompare(a.publishedAt) || Number(BigInt(b.id) - BigInt(a.id)),
    );
  const everywhere = [
    await walk((cursor) =>
      w.visitor.call('GET /topics/:topic/notes', {
        params: { topic: 'paging' },
        query: { limit: 3, ...(cursor && { cursor }) },
      }),
    ),
    await walk((cursor) => notePage(w.as(), { authorIds: [two.id, one.id], limit: 3, cursor })),
  ];
  for (const cards of everywhere) {
    assert.deepEqual(cards.map(({ id }) => id).sort(), [...made].sort());
    assert.deepEqual(cards, inOrder(cards));
  }
  const own = await walk((cursor) =>
    w.visitor.call('GET /people/:person/notes', {
      params: { person: 'one' },
      query: { limit: 2, ...(cursor && { cursor }) },
    }),
  );
  assert.equal(own.length, 7);
  const broken = await w.visitor.fetch('/api/v1/people/one/notes?cursor=nonsense');
  assert.equal(((await broken.json()) as { code: string }).code, 'request.cursor');
});

test('related notes share topics first, are at most twelve, and never the note itself', async () => {
  const author = await w.person('potter');
  const post = (title: string, body: string, channel: string | null = null) =>
    photoAt(author, { title, body, channel, at: new Date() });
  const glaze = await post('glaze', '#glaze #kiln', 'culture');
  const kiln = await post('kiln', '#glaze #kiln');
  const far = await post('far', 'nothing in common');
  for (let n = 0; n < 15; n += 1) await post(`shelf ${n}`, '#glaze');
  const { items, cursor } = await w.visitor.call('GET /notes/:id/related', at(glaze));
  assert.deepEqual([items.length, cursor, items[0]?.id], [12, null, kiln]);
  assert.ok(!items.some(({ id }) => id === glaze || id === far));
  await assert.rejects(w.visitor.call('GET /notes/:id/related', at('123')), refused('note.not_found'));
});

test('a point so near to nought that the feed’s numbers cannot hold it is nought', async () => {
  const ann = await w.person('greenwich');
  const point = { latitude: 5e-324, longitude: -9e-300 };
  const id = await photo(ann, { body: 'On the line', language: 'en', place: { name: 'Null Island', point } });
  const [row] = await rankingRowsOf(w.base, [id]);
  assert.deepEqual([row?.latitude, row?.longitude], [0, 0]);
});

test('what other domains ask: new ones, best ones, words for the index', async () => {
  const quiet = await w.person('quiet');
  const since = new Date();
  const body = {
    title: 'Barn',
    body: 'Snow #vermont',
    language: 'en',
    channel: 'streets',
    place: { name: 'Vermont' },
  };
  const id = await photo(quiet, { ...body, versions: [{ language: 'zh', title: '谷仓', body: '' }] });
  await quiet.call('PUT /notes/:id/like', at(id));
  await w.settle();
  assert.equal(await countPublicSince(w.as(), { since, channel: 'streets' }), 1);
  assert.equal(await countPublicSince(w.as(), { since, channel: 'food' }), 0);
  assert.deepEqual(await bestOfDay(w.as(), { channel: 'streets', limit: 5 }), [id]);
  const [row] = await rankingRows(w.base, { limit: 1, since });
  assert.deepEqual(
    [row?.id, row?.likes, row?.saves, row?.comments, row?.channel, row?.topics.length],
    [id, 1, 0, 0, 'streets', 1],
  );
  const text = (await textsOf(w.base, [id])).get(id);
  assert.deepEqual(text?.versions, [
    { language: 'en', title: 'Barn', body: 'Snow #vermont' },
    { language: 'zh-Hans', title: '谷仓', body: '' },
  ]);
  assert.equal(text?.place, 'Vermont');
});
