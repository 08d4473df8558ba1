import { SLIDERS, type Sliders, type WishKind } from '@jujube/contract';
import { LRUCache } from 'lru-cache';
import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { idArray, idsOf, type Id } from '../../../kernel/ids.ts';
import { statement } from '../../../kernel/statement.ts';
import { followedOf } from '../../graph/index.ts';
import { interestsOf, joinedAt, placeOf } from '../../people/index.ts';
import { likedOf } from '../../reactions/index.ts';
import { anyWordQuery } from '../../search/index.ts';

export interface Wish {
  kind: WishKind;
  /** A topic's or author's id, a channel's slug. */
  key: string;
  /** −5 … 5, never 0. */
  value: number;
}

/** All that a reader asked of their feed in so many words. Read for each list, so that it holds at once. */
export interface Asks {
  /** Notes they do not want to see. */
  hidden: ReadonlySet<Id>;
  wishes: readonly Wish[];
  /** Slugs of channels they picked when they came. */
  picked: readonly string[];
  /** Where they say they are, in their words. */
  place: string | null;
  /** Finds notes with the words they keep away (`notesSaying`); null: they keep none away. */
  words: string | null;
  /** The order of time instead of ranking. */
  off: boolean;
  /** Share of notes in languages they do not read, 0 … 1: their dial, or the house's. */
  foreignShare: number;
  sliders: Sliders;
  /** Milliseconds since 1970: what was learnt before is forgotten; null: nothing is. */
  resetAt: number | null;
}

/** What was forgotten can be brought back for so long. */
export const TAKE_BACK_MS = 10 * 60_000;

/** Per cent of notes in other languages, for whoever did not say. Who is new came to look around. */
export const DIAL = { resident: 20, newcomer: 60 } as const;
const NEWCOMER_DAYS = 14;
const LIKES_LOOKED_AT = 40;
const FOLLOWS_LOOKED_AT = 500;

export const MIDDLE: Sliders = Object.freeze({
  freshness: 0,
  quality: 0,
  interests: 0,
  exploring: 0,
  following: 0,
  variety: 0,
});

/** Of somebody who asked for nothing and will not say who they are. */
export const NO_ASKS: Asks = Object.freeze({
  hidden: new Set<Id>(),
  wishes: [],
  picked: [],
  place: null,
  words: null,
  off: false,
  foreignShare: DIAL.newcomer / 100,
  sliders: MIDDLE,
  resetAt: null,
});

/** What they chose besides, wherever that was: whom they follow and what they liked, the last first. */
export interface Choices {
  liked: readonly Id[];
  follows: ReadonlySet<Id>;
}

export const NO_CHOICES: Choices = Object.freeze({ liked: [], follows: new Set<Id>() });

/** What a reader asks and what they chose, in one statement. */
export async function readAsksAndChoices(
  ctx: Pick<Context, 'db'>,
  person: Id,
): Promise<{ asks: Asks; chosen: Choices }> {
  const [row] = await readRow(ctx, person);
  if (!row) return { asks: NO_ASKS, chosen: NO_CHOICES };
  return { asks: asksOf(row), chosen: { liked: idsOf(row.liked), follows: new Set(idsOf(row.follows)) } };
}

function asksOf(row: Row): Asks {
  return {
    hidden: new Set(idsOf(row.hidden)),
    wishes: (row.wishes ?? []).map(([kind, key, value]) => ({ kind, key, value })),
    picked: row.picked ?? [],
    place: row.place,
    words: row.words ? queryFor(row.words) : null,
    off: row.off ?? false,
    foreignShare: (row.dial ?? houseDial(row.resident)) / 100,
    sliders: slidersOf(row.sliders),
    resetAt: row.reset_at === null ? null : Date.parse(row.reset_at),
  };
}

/** Those of these notes that a reader hid, and the words they keep away: what holds in any list. */
export async function readKeptAway(
  ctx: Pick<Context, 'db'>,
  about: { person: Id; notes: readonly Id[] },
): Promise<{ hidden: ReadonlySet<Id>; words: readonly string[] }> {
  const [row] = await readAway(ctx, about);
  return { hidden: new Set(idsOf(row?.hidden)), words: row?.words ?? [] };
}

const readAway = statement<{ person: Id; notes: readonly Id[] }, { hidden: string; words: string[] | null }>({
  shape: () => '',
  build: (_, hole) => sql`
    select array_to_string(array(select note_id from note_hides
        where person_id = ${hole('person')}::bigint and note_id = any(${hole('notes')}::bigint[])), ',') as hidden,
      (select words from feed_settings where person_id = ${hole('person')}::bigint) as words`,
  values: ({ person, notes }) => ({ person, notes: idArray(notes) }),
});

/** Per cent of notes in other languages, where a reader did not say. */
export function houseDial(resident: boolean): number {
  return resident ? DIAL.resident : DIAL.newcomer;
}

/** SQL: somebody is no newcomer. */
export function isResident(person: Parameters<typeof joinedAt>[0]) {
  return sql<boolean>`${joinedAt(person)} < now() - make_interval(days => ${sql.lit(NEWCOMER_DAYS)})`;
}

/** All sliders, from those that were stored. */
export function slidersOf(stored: unknown): Sliders {
  const known = (stored ?? {}) as Partial<Sliders>;
  return Object.fromEntries(SLIDERS.map((name) => [name, known[name] ?? 0])) as Sliders;
}

/** Taking words apart costs more than the rest of reading what somebody asks. */
const queries = new LRUCache<string, { query: string | null }>({ max: 5000 });

export function queryFor(words: readonly string[]): string | null {
  const key = words.join('\n');
  const known = queries.get(key);
  if (known) return known.query;
  const query = anyWordQuery(words);
  queries.set(key, { query });
  return query;
}

interface Row {
  hidden: string;
  wishes: [WishKind, string, number][] | null;
  picked: string[] | null;
  place: string | null;
  words: string[] | null;
  off: boolean | null;
  dial: number | null;
  resident: boolean;
  sliders: object | null;
  reset_at: string | null;
  liked: string;
  follows: string;
}

const ASKING = sql.ref('asking.id');

const readRow = statement<Id, Row>({
  shape: () => '',
  build: (_, hole) => sql`
    select array_to_string(array(select note_id from note_hides where person_id = asking.id), ',') as hidden,
      (select json_agg(json_build_array(w.kind, w.key, w.value)) from feed_wishes w where w.person_id = asking.id) as wishes,
      ${isResident(ASKING)} as resident, ${interestsOf(ASKING)} as picked, ${placeOf(ASKING)} as place, s.words, s.off, s.dial, s.sliders, to_json(s.reset_at) #>> '{}' as reset_at,
      ${likedOf(ASKING, { kind: 'note', limit: LIKES_LOOKED_AT })} as liked, ${followedOf(ASKING, FOLLOWS_LOOKED_AT)} as follows
    from (select ${hole('person')}::bigint as id) asking left join feed_settings s on s.person_id = asking.id`,
  values: (person) => ({ person }),
});
