import { ApiError, type Problem } from '@jujube/contract/client';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { apiFetch } from '#lib/server/api.ts';
import { text } from '#lib/server/forms.ts';
import * as m from '#lib/paraglide/messages.js';
import { requireMember } from '#lib/server/session.ts';
import {
  DECLARATIONS,
  MOST_PICTURES,
  VISIBILITIES,
  emptyContent,
  requestOf,
  type Content,
  type KeptPicture,
} from '../content.ts';
import type { Kept } from '../brought-back.ts';
import { SHAPES, largest, type Shape } from '../../../media/crop.ts';
import { pointOf } from '../../place.ts';
import { FIRST_BACKGROUND, picturesOf } from './compose-page.ts';

type Event = RequestEvent;

/** Publishes what a plain form brings, pictures included, and leads to the note. */
export async function publishForm(event: Event) {
  const draft = (form: FormData) => text(form, 'draft') || undefined;
  return sendForm(event, (content, form) =>
    event.locals.api('POST /notes', { body: { ...requestOf(content), draft: draft(form) } }),
  );
}

/** Saves the changes of a published note. */
export async function saveForm(event: Event & { params: { id: string } }) {
  const { params } = event;
  return sendForm(event, (content) =>
    event.locals.api('PATCH /notes/:id', { params, body: requestOf(content) }),
  );
}

/**
 * Pictures go first, one after the other. When one is refused nothing is published: the form comes back with the words
 * and the pictures that arrived, and says which one was refused and why.
 */
async function sendForm(event: Event, send: (content: Content, form: FormData) => Promise<{ id: string }>) {
  requireMember(event);
  const form = await event.request.formData();
  const sent = await sendFiles(event, form);
  const content = contentOfForm(form, sent.arrived);
  try {
    await changePictures(event, form);
    if (sent.first) throw new ApiError(sent.first);
    requirePlace(content);
    const { id } = await send(content, form);
    redirect(303, `${event.locals.prefix}/notes/${id}`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const kept: Kept = { content, pictures: await picturesOf(event, content), refusals: sent.refusals };
    return fail(error.problem.status, { problem: error.problem, kept });
  }
}

/** A point that says nothing, or belongs to no place, would be lost without a word. */
function requirePlace({ place, point }: Content): void {
  if (!point.trim()) return;
  const title = pointOf(point) ? m.compose_place_name() : m.compose_point_wrong();
  if (pointOf(point) && place.trim()) return;
  throw new ApiError({ type: 'about:blank', title, status: 422, code: 'browser' });
}

function contentOfForm(form: FormData, arrived: KeptPicture[]): Content {
  const empty = emptyContent(FIRST_BACKGROUND);
  const before = form.getAll('media').map((id) => ({ id: String(id), alt: '', crop: null }));
  const media = [...before, ...arrived].slice(0, MOST_PICTURES);
  const second = {
    language: text(form, 'second_language'),
    title: text(form, 'second_title'),
    body: text(form, 'second_body'),
  };
  return {
    // Whoever chose pictures wants them, whatever the switch says that nothing listened to.
    mode: media.length > 0 ? 'photos' : 'words',
    title: text(form, 'title').replace(/\s*\r?\n\s*/gu, ' '),
    body: text(form, 'body'),
    language: text(form, 'language'),
    second: second.title.trim() || second.body.trim() ? second : null,
    channel: text(form, 'channel'),
    visibility: VISIBILITIES.find((one) => one === text(form, 'visibility')) ?? 'public',
    background: text(form, 'background') || empty.background,
    place: text(form, 'place'),
    point: text(form, 'point'),
    declarations: DECLARATIONS.filter((one) => form.getAll('declarations').includes(one)),
    media,
  };
}

/** What the form says of pictures that are there already: a description, another shape. */
async function changePictures({ locals }: Event, form: FormData): Promise<void> {
  for (const id of form.getAll('media').map(String)) {
    const params = { id };
    const alt = form.get(`alt-${id}`);
    if (typeof alt === 'string')
      await locals.api('PATCH /media/:id', { params, body: { alt: alt.trim() || null } });
    const shape = text(form, `crop-${id}`);
    if (!shape) continue;
    // A shape is cut out of the whole picture, however it was cropped before.
    const whole = await locals.api('PATCH /media/:id', { params, body: { crop: null } });
    const ratio = Object.hasOwn(SHAPES, shape) ? SHAPES[shape as Shape] : null;
    if (ratio !== null)
      await locals.api('PATCH /media/:id', { params, body: { crop: largest(whole, ratio) } });
  }
}

interface Sent {
  arrived: KeptPicture[];
  refusals: { name: string; title: string }[];
  first: Problem | null;
}

async function sendFiles(event: Event, form: FormData): Promise<Sent> {
  const files = form.getAll('file').filter((file) => file instanceof File && file.size > 0) as File[];
  const sent: Sent = { arrived: [], refusals: [], first: null };
  for (const file of files.slice(0, MOST_PICTURES)) {
    const body = new FormData();
    body.set('file', file);
    const request = new Request(new URL('/api/v1/media', event.url.origin), { method: 'POST', body });
    const response = await apiFetch(event, request);
    const answer: unknown = await response.json();
    if (response.ok) {
      sent.arrived.push({ id: (answer as { id: string }).id, alt: '', crop: null });
    } else {
      const problem = answer as Problem;
      sent.first ??= problem;
      sent.refusals.push({ name: file.name, title: problem.title });
    }
  }
  return sent;
}
