import type { api } from '@jujube/contract';
import { type InputOf, type Note } from '@jujube/contract';
import { sql } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import { count } from '../../../kernel/counters.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { spend } from '../../../kernel/limits.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { releaseMedia, setMediaOpen } from '../../media/index.ts';
import {
  dropVersions,
  keepVersions,
  putVersions,
  translationsFor,
  type Translation,
} from '../../translation/index.ts';
import { renderCard } from '../card-job.ts';
import { mentioned, noteEdited } from '../events.ts';
import { readNote } from '../queries/note.ts';
import { ownNote, type OwnNote } from '../queries/own.ts';
import { changeTopics, countTopics } from '../topic-counts.ts';
import {
  checkedVersions,
  checkedWords,
  prepareWords,
  type Facet,
  type Prepared,
  type Words,
} from '../words.ts';
import {
  attachPictures,
  checkedBackground,
  placeJson,
  requireChannel,
  versionRows,
  wantInOtherLanguages,
} from './publish.ts';

type Change = InputOf<ReturnType<typeof api<'PATCH /notes/:id'>>>;

/** Changes one's own note; what is left out stays. Throws `note.…`, `access.denied`. */
export async function editNote(ctx: Context, { id, ...change }: Change): Promise<Note> {
  await transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    const note = await ownNote(tx, id);
    const channel = change.channel ?? null;
    if (channel !== null && channel !== note.channel) await requireChannel(tx, channel);
    const words = await changeWords(tx, note, change);
    const pictures = await changePictures(tx, note, {
      ...change,
      isSaid: words !== null && words.version !== note.version,
    });
    await writeChange(tx, note, { change, words, pictures });
    if (words || change.visibility || change.alts)
      wantInOtherLanguages(tx, {
        ...{ id, visibility: change.visibility ?? note.visibility },
        pictures: Object.keys(change.alts ?? {}),
      });
    if (pictures.redraw) tx.enqueue(renderCard, { noteId: id });
    tx.emit(noteEdited, { noteId: id, authorId: note.author_id });
  });
  return readNote(ctx, { id });
}

interface ChangedWords {
  original: Words & { titleFacets: Facet[]; bodyFacets: Facet[] };
  version: number;
}

/** New words of the original or of the author's other versions; null when nobody touched them. */
async function changeWords(tx: Tx, note: OwnNote, change: Omit<Change, 'id'>): Promise<ChangedWords | null> {
  if (
    ['title', 'body', 'language', 'versions'].every(
      (field) => change[field as keyof typeof change] === undefined,
    )
  )
    return null;
  const isCard = picturesAfter(note, change).length === 0;
  const original = checkedWords(tx, {
    isCard,
    title: change.title ?? note.title,
    body: change.body ?? note.body,
    language: change.language ?? note.language,
  });
  const own = await ownVersions(tx, note);
  const others = (change.versions ?? wordsOf(own)).map((version) => ({ ...version, isCard }));
  const versions = checkedVersions(tx, original, others);
  const prepared = await prepareWords(
    tx,
    [original, ...versions],
    [{ text: note.title, facets: note.title_facets }, { text: note.body, facets: note.body_facets }, ...own],
  );
  const [first, ...rest] = prepared.words;
  const isNew =
    original.title !== note.title || original.body !== note.body || original.language !== note.language;
  const version = note.version + (isNew ? 1 : 0);
  if (change.versions) {
    await dropVersions(tx, { kind: 'note', id: note.id });
    await putVersions(tx, versionRows({ id: note.id, authorId: note.author_id, version, words: rest }));
  } else if (isNew) {
    await keepVersions(tx, { kind: 'note', id: note.id, from: note.version, to: version });
  }
  await changeTopics(tx, { noteId: note.id, topicIds: prepared.topicIds });
  tellMentioned(tx, note, prepared);
  return { original: first!, version };
}

/** The author's versions as they are, field by field. */
async function ownVersions(tx: Tx, note: OwnNote): Promise<Translation[]> {
  const found = await translationsFor(tx, { kind: 'note', sources: [note] });
  return (found.get(note.id) ?? []).filter(({ state }) => state === 'author');
}

function wordsOf(versions: readonly Translation[]): Words[] {
  const byLanguage = new Map<string, Words>();
  for (const { field, language, text } of versions) {
    const words = byLanguage.get(language) ?? { language, title: '', body: '' };
    byLanguage.set(language, { ...words, [field]: text });
  }
  return [...byLanguage.values()];
}

function tellMentioned(tx: Tx, note: OwnNote, { mentionedIds }: Prepared): void {
  const known = new Set([
    note.author_id,
    ...[...note.title_facets, ...note.body_facets].map((facet) => facet.id),
  ]);
  const personIds = mentionedIds.filter((person) => !known.has(person));
  if (personIds.length > 0) tx.emit(mentioned, { noteId: note.id, authorId: note.author_id, personIds });
}

interface ChangedPictures {
  form: 'photo' | 'text';
  background: string | null;
  coverId: string | null;
  pictures: number;
  /** The picture of a text card is to be made anew. */
  redraw: boolean;
}

type PictureChange = Pick<Change, 'media' | 'alts' | 'card' | 'visibility'> & { isSaid: boolean };

/** Pictures that are there no more lose their bytes. A note without pictures becomes a text card, and one with them a photo note. */
async function changePictures(tx: Tx, note: OwnNote, change: PictureChange): Promise<ChangedPictures> {
  const visibility = change.visibility ?? note.visibility;
  const media = picturesAfter(note, change);
  const isPhoto = media.length > 0;
  const background = isPhoto
    ? null
    : checkedBackground(change.card?.background ?? note.background ?? undefined);
  const redraw = !isPhoto && (change.isSaid || background !== note.background);
  const kept = isPhoto ? media : redraw ? [] : note.media;
  if (isPhoto && (change.media || change.alts))
    await attachPictures(tx, { id: note.id, media, alts: change.alts, visibility });
  const isSame = kept.length === note.media.length && kept.every((id, index) => id === note.media[index]);
  if (!isSame) await writePictures(tx, note, kept);
  if (visibility !== note.visibility)
    await setMediaOpen(tx, { kind: 'note', id: note.id, open: visibility === 'public' });
  return {
    form: isPhoto ? 'photo' : 'text',
    background,
    coverId: kept[0] ?? null,
    pictures: kept.length,
    redraw,
  };
}

/** The author's own pictures, once the change is made; the drawn one of a card is none of theirs. */
function picturesAfter(note: OwnNote, { media }: Pick<Change, 'media'>): readonly string[] {
  return media ?? (note.form === 'photo' ? note.media : []);
}

async function writePictures(tx: Tx, note: OwnNote, kept: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('note_media').where('note_id', '=', note.id).execute();
  await sql`insert into note_media (note_id, position, media_id)
    select ${note.id}, m.place - 1, m.id from unnest(${[...kept]}::uuid[]) with ordinality m(id, place)`.execute(
    tx.db,
  );
  await releaseMedia(
    tx,
    note.media.filter((id) => !kept.includes(id)),
  );
}

interface Written {
  change: Omit<Change, 'id'>;
  words: ChangedWords | null;
  pictures: ChangedPictures;
}

async function writeChange(tx: Tx, note: OwnNote, { change, words, pictures }: Written): Promise<void> {
  const title = words?.original.title ?? note.title;
  const body = words?.original.body ?? note.body;
  if (pictures.form === 'text' && title === '' && body === '') throw new AppError('note.empty');
  await tx.db
    .updateTable('notes')
    .set({
      ...(words && {
        title,
        body,
        language: words.original.language,
        version: words.version,
        title_facets: JSON.stringify(words.original.titleFacets),
        body_facets: JSON.stringify(words.original.bodyFacets),
      }),
      form: pictures.form,
      background: pictures.background,
      cover_id: pictures.coverId,
      pictures: pictures.pictures,
      ...(change.channel !== undefined && { channel: change.channel }),
      ...(change.visibility && { visibility: change.visibility }),
      ...(change.place !== undefined && { place: placeJson(change.place) }),
      ...(change.declarations && { declarations: [...new Set(change.declarations)] }),
      ...((words || change.media) && { edited_at: tx.now() }),
    })
    .where('id', '=', note.id)
    .execute();
  if (words || change.visibility) tx.enqueue(countTopics, { noteId: note.id });
  if (change.visibility)
    await countNote(tx, { authorId: personId(tx.viewer), from: note.visibility, to: change.visibility });
}

interface Audience {
  authorId: Id;
  /** null: not there. */
  from: string | null;
  to: string | null;
}

/** An author's number of notes is that of their public ones. */
export async function countNote(tx: Tx, { authorId, from, to }: Audience): Promise<void> {
  const delta = Number(to === 'public') - Number(from === 'public');
  if (delta !== 0) await count(tx, [{ kind: 'person', id: authorId, name: 'notes', delta }]);
}
