import type { Note } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context, Viewer } from '../../../kernel/context.ts';
import { counterValue } from '../../../kernel/counters.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { sharedNext } from '../../../kernel/shared.ts';
import { statement, viewerShape, viewerValues, viewerWithHoles } from '../../../kernel/statement.ts';
import { markerFor, type Marker } from '../../culture/index.ts';
import { follows } from '../../graph/index.ts';
import { pictureOf, readPictureJson, type StoredPicture } from '../../media/index.ts';
import { namesInParts } from '../../people/index.ts';
import { topicNaming } from '../../topics/index.ts';
import { chooseVersion, nearer, orderOf, versionsJson, type StoredVersion } from '../../translation/index.ts';
import { ownRemoval, takenDownOf, type StoredRemoval } from '../../verdicts/index.ts';
import { cardColumns, cardOf, isMade, type CardRow } from '../cards.ts';
import { N, seenOrOwn } from '../rules.ts';
import type { Facet } from '../words.ts';

type Asks = Pick<Context, 'db' | 'pool' | 'viewer'>;
type Version = Note['versions'][number];

interface NoteRow extends Omit<CardRow, 'shown' | 'lead'> {
  body: string;
  title_facets: Facet[];
  body_facets: Facet[];
  channel: string | null;
  place: Note['place'];
  visibility: Note['visibility'];
  declarations: Note['declarations'];
  /** As JSON has times. */
  edited_at: string | null;
  deleted_at: string | null;
  comments: number;
  saves: number;
  following: boolean;
  media: StoredPicture[] | null;
  topics: Note['topics'] | null;
  versions: StoredVersion[] | null;
  removal: StoredRemoval | null;
}

/**
 * A note as this viewer sees it; its author finds it in the trash too. Throws `note.not_found`. One statement, which visitors
 * who ask for the same note at once share; one more where people are mentioned.
 */
export async function readNote(ctx: Asks, { id }: { id: Id }): Promise<Note> {
  const { db, viewer } = ctx;
  const read = () => readFor({ db, viewer }, id);
  const shared = viewer.id === null && !db.isTransaction;
  const key = () => JSON.stringify([id, viewer.languages, viewer.untranslated, viewer.region]);
  const [note, mark] = await Promise.all([shared ? visitorsNotes(key(), read) : read(), markerFor(ctx)]);
  return mark ? markedNote(note, mark) : note;
}

/** With what its reader may not know, in every version. */
function markedNote(note: Note, mark: Marker): Note {
  const marked = <Part extends Pick<Note, 'language' | 'title' | 'body' | 'titleFacets' | 'bodyFacets'>>(
    part: Part,
  ) => ({
    ...part,
    titleFacets: mark({ text: part.title, language: part.language }, part.titleFacets),
    bodyFacets: mark({ text: part.body, language: part.language }, part.bodyFacets),
  });
  return { ...marked(note), versions: note.versions.map(marked) };
}

const visitorsNotes = sharedNext<Note>();

async function readFor({ db, viewer }: Pick<Context, 'db' | 'viewer'>, id: Id): Promise<Note> {
  const order = orderOf(viewer);
  const [found] = await readRow({ db }, { viewer, id, order });
  if (!found) throw new AppError('note.not_found');
  return noteOf(await withNames({ db }, found.note), { viewerId: viewer.id, order });
}

/** Whom it mentions is called by the name of today. */
async function withNames({ db }: Pick<Context, 'db'>, row: NoteRow): Promise<NoteRow> {
  const versions = row.versions ?? [];
  const parts = [row.title_facets, row.body_facets, ...versions.map(({ facets }) => facets)].flat();
  const named = await namesInParts({ db }, parts);
  return {
    ...row,
    title_facets: named(row.title_facets),
    body_facets: named(row.body_facets),
    versions: versions.map((version) => ({ ...version, facets: named(version.facets) })),
  };
}

interface Wanted {
  viewer: Viewer;
  id: Id;
  order: readonly string[];
}

const readRow = statement<Wanted, { note: NoteRow }>({
  shape: ({ viewer }) => viewerShape(viewer),
  build({ viewer }, hole) {
    const reader = viewerWithHoles(viewer, hole);
    const order = sql<string[]>`${hole('order')}::text[]`;
    return sql<{ note: NoteRow }>`
      select row_to_json(note) as note from (
        select ${cardColumns(reader)}, n.body, n.title_facets, n.body_facets, n.channel, n.place, n.visibility, n.declarations,
          n.edited_at, n.deleted_at, ${counterValue('note', N.id, 'comments')} as comments,
          ${counterValue('note', N.id, 'saves')} as saves, ${follows(reader, N.author)} as following,
          (select json_agg(${readPictureJson(sql.ref('shown.media_id'), order)} order by shown.position)
            from note_media shown where shown.note_id = n.id) as media,
          (select json_agg(json_build_object('id', about.topic_id, 'name', called.name, 'language', called.language))
            from note_topics about cross join lateral ${topicNaming(order, sql.ref('about.topic_id'))} called
            where about.note_id = n.id) as topics,
          ${versionsJson({ kind: 'note', ...N, order })} as versions,
          ${ownRemoval({ viewer: reader }, { kind: 'note', id: N.id, owner: N.author }, order)} as removal
        from notes n where n.id = ${hole('id')} and ${seenOrOwn({ viewer: reader })}) note`;
  },
  values: ({ viewer, id, order }) => ({ ...viewerValues(viewer), id, order: [...order] }),
});

interface Reader {
  viewerId: Id | null;
  order: readonly string[];
}

function noteOf(row: NoteRow, { viewerId, order }: Reader): Note {
  const original: Version = {
    language: row.language,
    state: 'original',
    by: row.author,
    engine: null,
    title: row.title,
    body: row.body,
    titleFacets: row.title_facets,
    bodyFacets: row.body_facets,
  };
  const all = versionsOf(row.versions ?? []);
  const chosen = chooseVersion(order, row.language, all);
  // Of what nobody wrote only the one that this reader is shown.
  const [made] = nearer(order, row.language, all);
  const others = all.filter((version) => !isMade(version.state) || version === made);
  const shown = chosen && {
    text: chosen.title || (row.title ? '' : chosen.body),
    language: chosen.language,
    state: chosen.state,
    by: chosen.engine ?? '',
  };
  return {
    ...cardOf({ ...row, lead: row.body, shown: shown?.text ? shown : null }),
    body: row.body,
    titleFacets: row.title_facets,
    bodyFacets: row.body_facets,
    versions: [original, ...others],
    media: (row.media ?? []).flatMap((stored) => (stored ? [pictureOf(stored)] : [])),
    topics: row.topics ?? [],
    channel: row.channel,
    place: row.place,
    visibility: row.visibility,
    declarations: row.declarations,
    comments: row.comments,
    saves: row.saves,
    editedAt: row.edited_at && new Date(row.edited_at).toISOString(),
    deletedAt: row.deleted_at && new Date(row.deleted_at).toISOString(),
    mine: row.author.id === viewerId,
    following: row.following,
    takenDown: takenDownOf(row.removal, { pictures: true }),
  };
}

/** Rows of fields to versions of a note, best state first. Fields that rules and engines made are one version, as good as the worse. */
function versionsOf(stored: readonly StoredVersion[]): Version[] {
  const versions = new Map<string, Version>();
  for (const { field, language, state, by, engine, text, facets, parts, people } of stored) {
    const made = isMade(state);
    const key = made ? language : `${language} ${state} ${by?.id}`;
    const before = versions.get(key);
    // The best of each field came first.
    if (made && before?.[field as 'title' | 'body']) continue;
    const menders = unique([...(before?.people ?? []), ...(people ?? [])]);
    const known = { ...(before ?? EMPTY), language, state, by, engine: made ? engine : null, ...menders };
    const pairs = parts ?? undefined;
    versions.delete(key);
    versions.set(
      key,
      field === 'title'
        ? { ...known, title: text, titleFacets: facets, titlePairs: pairs }
        : { ...known, body: text, bodyFacets: facets, bodyPairs: pairs },
    );
  }
  return [...versions.values()];
}

/** Each once; nothing where nobody mended anything. */
function unique(people: NonNullable<Version['people']>): Pick<Version, 'people'> {
  const once = new Map(people.map((one) => [one.id, one]));
  return once.size > 0 ? { people: [...once.values()] } : {};
}

const EMPTY = { title: '', body: '', titleFacets: [], bodyFacets: [] };
