import type { Note } from '@jujube/contract';
import { ApiError } from '@jujube/contract/client';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { requireMember } from '#lib/server/session.ts';
import { MOST_PICTURES, contentOf, contentOfNote, emptyContent, type Content } from '../content.ts';
import type { ComposePage } from '../page.ts';
import { helloGiven } from './hello-page.ts';

type Uploaded = ComposePage['pictures'][number];
type Event = RequestEvent;

export const FIRST_BACKGROUND = 'paper';

/**
 * A new note, or the draft that `?draft` names. `?title`, `?topic` and `?channel` begin one with that, `?words` with a
 * text card, `?hello` with sentences in two languages, `?note` is how others link to changing a note.
 */
export async function composePage(event: Event): Promise<ComposePage> {
  const { locals, url } = event;
  const asked = url.searchParams;
  if (asked.has('note')) redirect(303, `${locals.prefix}/notes/${asked.get('note')}/edit`);
  const me = requireMember(event).person.id;
  const [channels, drafts, person] = await Promise.all([
    channelsOf(event),
    locals.api('GET /drafts'),
    locals.api('GET /people/:person', { params: { person: me } }),
  ]);
  const saved = drafts.items.find(({ id }) => id === asked.get('draft')) ?? null;
  const empty = emptyContent(FIRST_BACKGROUND);
  const given = { ...givenBy(asked), ...(await helloGiven(event)) };
  const content = saved ? contentOf(saved.content, empty) : { ...empty, ...given };
  return {
    me,
    channels,
    content,
    pictures: await picturesOf(event, content),
    draft: saved && { id: saved.id, savedAt: saved.savedAt },
    asked: asked.get('draft'),
    known: drafts.items.map(({ id }) => id),
    isGiven: !saved && Object.keys(given).length > 0,
    isFirst: person.counts.notes === 0,
    note: null,
    action: '?/publish',
    problem: null,
    refusals: [],
  };
}

/** One's own published note, to be changed. */
export async function editPage(event: Event & { params: { id: string } }): Promise<ComposePage> {
  const me = requireMember(event).person.id;
  const note: Note = await event.locals.api('GET /notes/:id', { params: { id: event.params.id } });
  if (!note.mine) error(404);
  const content = contentOfNote(note, emptyContent(FIRST_BACKGROUND));
  return {
    me,
    channels: await channelsOf(event),
    content,
    pictures: note.media.map((picture) => ({ ...picture, name: null })),
    draft: null,
    asked: null,
    known: [],
    isGiven: false,
    isFirst: false,
    note: note.id,
    action: '?/save',
    problem: null,
    refusals: [],
  };
}

/** Pictures of a draft that are still there. */
export async function picturesOf(
  { locals }: Pick<Event, 'locals'>,
  { media }: Pick<Content, 'media'>,
): Promise<Uploaded[]> {
  const wanted = media.slice(0, MOST_PICTURES);
  const found = await Promise.all(
    wanted.map(({ id }) => locals.api('GET /media/:id', { params: { id } }).catch(nullIfGone)),
  );
  return found.filter((picture) => picture !== null);
}

function nullIfGone(reason: unknown): null {
  if (reason instanceof ApiError && reason.problem.status < 500) return null;
  throw reason;
}

function givenBy(asked: URLSearchParams): Partial<Content> {
  const topic = asked.get('topic');
  return {
    ...(asked.get('title') ? { title: asked.get('title')! } : {}),
    ...(topic ? { body: `#${topic} ` } : {}),
    ...(asked.get('channel') ? { channel: asked.get('channel')! } : {}),
    ...(asked.has('words') ? { mode: 'words' as const } : {}),
  };
}

async function channelsOf({ locals }: Event) {
  const { items } = await locals.api('GET /channels');
  return items.map(({ slug, names }) => ({ slug, name: names[locals.locale] ?? names.en }));
}
