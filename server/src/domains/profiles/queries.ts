import type { api, OutputOf } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { countersOf } from '../../kernel/counters.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { markerFor, withMarks, type Marker } from '../culture/index.ts';
import { relationsFor, type Relation } from '../graph/index.ts';
import { namesGiven } from '../names/index.ts';
import { pictureJson, pictureOf, type Picture, type StoredPicture } from '../media/index.ts';
import {
  peopleBeginning,
  peopleWhere,
  profilesFor,
  resolvePerson,
  type Author,
  type Profile,
} from '../people/index.ts';
import { shownFor } from '../translation/index.ts';
import { visibleTo } from '../verdicts/index.ts';

export type Person = OutputOf<ReturnType<typeof api<'GET /people/:person'>>>;

const SUGGESTED = 8;
const NOTHING = { notes: 0, followers: 0, following: 0, likes: 0 };

/**
 * A person by id or handle. One whom the viewer blocked shows a name and nothing else, so that the block can be taken back.
 * Throws `person.not_found`, also for those the viewer may not see.
 */
export async function readPerson(ctx: Context, { person }: { person: string }): Promise<Person> {
  const id = await resolvePerson(ctx, person);
  const [profiles, relations, counters, visible] = await Promise.all([
    profilesFor(ctx, [id]),
    relationsFor(ctx, [id]),
    countersOf(ctx, 'person', [id]),
    peopleWhere(ctx, [id], (ref) => visibleTo(ctx, { kind: 'person', id: ref, owner: ref })),
  ]);
  const profile = profiles.get(id);
  const relation = relations.get(id)!;
  if (!profile || (!visible.has(id) && !relation.blocked)) throw new AppError('person.not_found');
  const self = id === ctx.viewer.id;
  if (!visible.has(id)) return shown(nameOnly(profile), { ...relation, self }, NOTHING);
  const seen = shown(profile, { ...relation, self }, { ...NOTHING, ...counters.get(id) });
  const [picture, bio, names] = await Promise.all([
    pictureFor(ctx, profile.pictureId),
    markerFor(ctx).then((mark) => bioFor(ctx, profile, mark)),
    namesGiven(ctx, new Map([[id, profile.secondName]])),
  ]);
  const { gift, asks } = names.get(id)!;
  return {
    ...seen,
    ...bio,
    picture,
    secondNameBy: gift?.by ?? null,
    secondNameReading: gift?.reading ?? '',
    asksForName: asks && profile.secondName === null,
  };
}

/** People whose handle or name begins so and whom the viewer may see, for mentions. */
export async function suggestPeople(
  ctx: Context,
  { q, limit = SUGGESTED }: { q: string; limit?: number },
): Promise<{ items: Author[]; cursor: null }> {
  const condition = (ref: Parameters<typeof visibleTo>[1]['id']) =>
    visibleTo(ctx, { kind: 'person', id: ref, owner: ref });
  return { items: await peopleBeginning(ctx, { q, limit, condition }), cursor: null };
}

/** Whether the viewer may see a person, and so their picture. */
export async function maySeePerson(ctx: Pick<Context, 'db' | 'viewer'>, id: Id): Promise<boolean> {
  return (await peopleWhere(ctx, [id], (ref) => visibleTo(ctx, { kind: 'person', id: ref, owner: ref }))).has(
    id,
  );
}

async function pictureFor({ db }: Pick<Context, 'db'>, id: string | null): Promise<Picture | null> {
  if (id === null) return null;
  const { rows } = await sql<{
    stored: StoredPicture | null;
  }>`select ${pictureJson(sql`${id}::uuid`)} as stored`.execute(db);
  return rows[0]?.stored ? pictureOf(rows[0].stored) : null;
}

/**
 * Their words, and the first of them in a language that the reader reads better, unless they wrote others that the reader
 * reads; with what that reader may not know.
 */
async function bioFor(
  ctx: Context,
  { id, bio, version }: Profile,
  mark: Marker | null,
): Promise<Pick<Person, 'bio' | 'bioShown'>> {
  const marked = bio.map((own) => ({ ...own, facets: mark?.(own, []) ?? [] }));
  const [first, ...others] = bio;
  if (!first || others.some(({ language }) => ctx.viewer.languages.includes(language)))
    return { bio: marked, bioShown: null };
  const originals = [{ id, field: 'bio', version, language: first.language }];
  const shown = await shownFor(ctx, { kind: 'person', originals });
  return { bio: marked, bioShown: withMarks(mark, shown.get(`${id} bio`)) };
}

function shown(profile: Profile, relation: Relation & { self: boolean }, counts: typeof NOTHING): Person {
  const { pictureId: _pictureId, version: _version, joinedAt, ...words } = profile;
  const { notes, followers, following, likes } = counts;
  return {
    ...words,
    bio: profile.bio.map((own) => ({ ...own, facets: [] })),
    joinedAt: joinedAt.toISOString(),
    picture: null,
    bioShown: null,
    secondNameBy: null,
    secondNameReading: '',
    asksForName: false,
    counts: { notes, followers, following, likes },
    relation,
  };
}

function nameOnly(profile: Profile): Profile {
  return { ...profile, avatar: null, pictureId: null, bio: [], place: null, reads: [], writes: [] };
}
