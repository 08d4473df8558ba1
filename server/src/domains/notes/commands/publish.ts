import type { api } from '@jujube/contract';
import { type InputOf, type Note } from '@jujube/contract';
import { CARD_BACKGROUNDS, cardBackground } from '@jujube/contract/card-backgrounds';
import { sql } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { spend } from '../../../kernel/limits.ts';
import { cleanText } from '../../../kernel/text.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { isChannel } from '../../community/index.ts';
import { attachMedia } from '../../media/index.ts';
import { deviceNumber } from '../../people/index.ts';
import { countTopicNotes } from '../../topics/index.ts';
import { putVersions, wantTranslations, type Version } from '../../translation/index.ts';
import { mentioned, noteCreated } from '../events.ts';
import { readNote } from '../queries/note.ts';
import { renderCard } from '../card-job.ts';
import {
  checkedVersions,
  checkedWords,
  prepareWords,
  type FacetedWords,
  type Prepared,
  type Words,
} from '../words.ts';
import { dropDraft } from './drafts.ts';

export type NewNote = InputOf<ReturnType<typeof api<'POST /notes'>>>;
export type Place = NonNullable<NewNote['place']>;

/** A new note whose words and choices are checked; nothing was asked of the database yet. */
interface Checked {
  input: NewNote;
  original: Words;
  versions: Words[];
  background: string | null;
}

/**
 * Publishes a note; without pictures it is a text card at once, whose picture a job makes.
 * Throws `note.…`, `limit.too_many`.
 */
export async function createNote(ctx: Context, input: NewNote): Promise<Note> {
  const checked = checkedNote(ctx, input);
  const id = await transact(ctx, async (tx) => {
    await spend(tx, 'note');
    return publish(tx, checked, null);
  });
  return readNote(ctx, { id });
}

/**
 * Publishes a note of the viewer's as of another time, for the product's own demo world: the same checks and events, no
 * limit. Answers its id.
 */
export async function publishNoteAt(tx: Tx, { at, ...input }: Partial<NewNote> & { at: Date }): Promise<Id> {
  return publish(tx, checkedNote(tx, { ...EMPTY, ...input }), at);
}

const EMPTY: NewNote = {
  title: '',
  body: '',
  media: [],
  visibility: 'public',
  versions: [],
  declarations: [],
};

function checkedNote(ctx: Pick<Context, 'locale'>, input: NewNote): Checked {
  const isText = input.media.length === 0;
  const original = checkedWords(ctx, { ...input, isCard: isText });
  const versions = checkedVersions(
    ctx,
    original,
    input.versions.map((version) => ({ ...version, isCard: isText })),
  );
  if (isText && original.title === '' && original.body === '') throw new AppError('note.empty');
  return { input, original, versions, background: isText ? checkedBackground(input.card?.background) : null };
}

/** The background of a text card; the first when none is chosen. Throws `note.background`. */
export function checkedBackground(id: string | undefined): string {
  const background = id === undefined ? CARD_BACKGROUNDS[0] : cardBackground(id);
  if (!background) throw new AppError('note.background');
  return background.id;
}

async function publish(tx: Tx, checked: Checked, past: Date | null): Promise<Id> {
  const { input, original, versions, background } = checked;
  const authorId = personId(tx.viewer);
  const at = past ?? tx.now();
  const id = past ? tx.ids.at(past, authorId) : tx.ids.next(authorId);
  const channel = input.channel ?? null;
  if (channel !== null) await requireChannel(tx, channel);
  await attachPictures(tx, { id, ...input });
  const prepared = await prepareWords(tx, [original, ...versions]);
  await insertNote(tx, { id, authorId, at, input, background, prepared });
  if (input.visibility === 'public')
    await countTopicNotes(
      tx,
      prepared.topicIds.map((topicId) => ({ topicId, delta: 1, at })),
    );
  await putVersions(tx, versionRows({ id, authorId, version: 1, words: prepared.words.slice(1) }));
  if (input.draft) await dropDraft(tx, input.draft);
  tell(tx, { id, authorId, visibility: input.visibility, prepared, isText: background !== null });
  wantInOtherLanguages(tx, {
    id,
    visibility: input.visibility,
    pictures: described(input),
    past: past !== null,
  });
  return id;
}

function tell(
  tx: Tx,
  note: { id: Id; authorId: Id; visibility: string; prepared: Prepared; isText: boolean },
): void {
  const { id: noteId, authorId, prepared, isText } = note;
  tx.emit(noteCreated, { noteId, authorId });
  const personIds = prepared.mentionedIds.filter((person) => person !== authorId);
  if (personIds.length > 0 && note.visibility !== 'me') tx.emit(mentioned, { noteId, authorId, personIds });
  if (isText) tx.enqueue(renderCard, { noteId });
}

interface Read {
  id: Id;
  visibility: string;
  /** Pictures with words for who does not see them. */
  pictures: readonly string[];
  /** It is of another time: what is written now goes before it. */
  past?: boolean;
}

/** What only its author sees is in one language. */
export function wantInOtherLanguages(tx: Tx, { id, visibility, pictures, past = false }: Read): void {
  if (visibility === 'me') return;
  const urgency = past ? 'again' : 'written';
  wantTranslations(tx, { kind: 'note', id }, { urgency });
  for (const picture of pictures) wantTranslations(tx, { kind: 'picture', id: picture }, { urgency });
}

function described({ media, alts = {} }: Pick<NewNote, 'media' | 'alts'>): string[] {
  return media.filter((picture) => (alts[picture] ?? '') !== '');
}

/** Throws `note.channel`. */
export async function requireChannel(tx: Tx, slug: string): Promise<void> {
  if (!(await isChannel(tx, slug))) throw new AppError('note.channel');
}

interface Pictured {
  id: Id;
  media: readonly string[];
  alts?: Record<string, string> | undefined;
  visibility: string;
}

/** Gives pictures to a note. Throws `note.media_missing` when one is not there, not the author's, or on another note. */
export async function attachPictures(tx: Tx, { id, media, alts = {}, visibility }: Pictured): Promise<void> {
  if (media.length === 0) return;
  const words = Object.entries(alts).map(([picture, alt]) => [picture, cleanText(alt, { multiline: true })]);
  const wanted = new Set(media);
  const attached = await attachMedia(tx, {
    subject: { kind: 'note', id },
    ids: media,
    alts: Object.fromEntries(words.filter(([picture]) => wanted.has(picture!))),
    open: visibility === 'public',
  });
  if (wanted.size < media.length || attached.size < wanted.size) throw new AppError('note.media_missing');
}

interface Insertion {
  id: Id;
  authorId: Id;
  at: Date;
  input: NewNote;
  background: string | null;
  prepared: Prepared;
}

/** The note, its pictures, topics and its author's counter in one statement. */
async function insertNote(
  tx: Tx,
  { id, authorId, at, input, background, prepared }: Insertion,
): Promise<void> {
  const [words] = prepared.words as [FacetedWords, ...FacetedWords[]];
  const { media, visibility } = input;
  await sql`
    with note as (
      insert into notes (id, author_id, published_at, title, body, title_facets, body_facets, language, channel, visibility,
        form, background, cover_id, pictures, place, declarations)
      values (${id}, ${authorId}, ${at}, ${words.title}, ${words.body}, ${JSON.stringify(words.titleFacets)},
        ${JSON.stringify(words.bodyFacets)}, ${words.language}, ${input.channel ?? null}, ${visibility},
        ${background === null ? 'photo' : 'text'}, ${background}, ${media[0] ?? null}, ${media.length},
        ${placeJson(input.place)}, ${[...new Set(input.declarations)]})),
    written_from as (
      insert into note_devices (note_id, device) select ${id}, device from (select ${deviceNumber(tx)}::int as device) known
      where device is not null),
    pictured as (
      insert into note_media (note_id, position, media_id)
      select ${id}, m.place - 1, m.id from unnest(${media}::uuid[]) with ordinality m(id, place)),
    about as (
      insert into note_topics (note_id, topic_id, published_at, counted)
      select ${id}, t.id, ${at}, ${visibility === 'public'}::boolean from unnest(${prepared.topicIds}::uuid[]) t(id))
    insert into counter_deltas (kind, id, name, delta)
    select 'person', ${authorId}, 'notes', 1 where ${visibility === 'public'}::boolean`.execute(tx.db);
}

/** What a place is stored as; null where nothing of its name can be seen. */
export function placeJson(place: Place | null | undefined): string | null {
  const name = cleanText(place?.name ?? '');
  return name === '' ? null : JSON.stringify({ ...place, name });
}

interface OwnVersions {
  id: Id;
  authorId: Id;
  /** Of the original. */
  version: number;
  words: readonly FacetedWords[];
}

/** Rows of the author's own versions in other languages; an empty field has none. */
export function versionRows({ id, authorId, version, words }: OwnVersions): Version[] {
  const common = {
    kind: 'note',
    id,
    sourceVersion: version,
    state: 'author',
    engine: 'author',
    by: authorId,
  } as const;
  return words.flatMap(({ language, title, body, titleFacets, bodyFacets }) => [
    ...(title ? [{ ...common, language, field: 'title', text: title, facets: titleFacets }] : []),
    ...(body ? [{ ...common, language, field: 'body', text: body, facets: bodyFacets }] : []),
  ]);
}
