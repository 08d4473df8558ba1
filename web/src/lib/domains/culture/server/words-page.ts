import { redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import { kinds } from '../names.ts';

type Event = Pick<RequestEvent, 'locals' | 'url'>;

/** The word book as it was asked for. */
export async function wordsPage({ locals, url }: Event) {
  const ask = (name: string) => url.searchParams.get(name) ?? '';
  const q = ask('q').trim().slice(0, 100).toWellFormed();
  const kind = kinds().find(({ value }) => value === ask('kind'))?.value;
  const sides = ['zh', 'en', 'all'] as const;
  // What one looks around in first is what one does not know.
  const other = locals.locale === 'en' ? 'zh' : 'en';
  const side = sides.find((one) => one === ask('language')) ?? (q ? 'all' : other);
  const language = side === 'all' ? undefined : side;
  const cursor = ask('cursor') || undefined;
  const [words, rates] = await Promise.all([
    locals.api('GET /words', { query: { kind, language, cursor, ...(q && { q }) } }),
    locals.api('GET /rates'),
  ]);
  return { asked: { q, kind: kind ?? '', language: side }, words, rates };
}

/** One word and what was done about it. */
export async function wordPage({ locals, url }: Event, id: string) {
  const cursor = url.searchParams.get('cursor') || undefined;
  const [word, changes] = await Promise.all([
    locals.api('GET /words/:id', { params: { id } }),
    locals.api('GET /words/:id/changes', { params: { id }, query: { cursor } }),
  ]);
  return { word, changes };
}

/** Proposals that wait. */
export async function waitingPage({ locals, url }: Event) {
  const cursor = url.searchParams.get('cursor') || undefined;
  return { changes: await locals.api('GET /word-changes', { query: { cursor } }) };
}

/** What a line of a history offers to do. */
export async function changeAction(event: RequestEvent) {
  requireMember(event);
  const form = await event.request.formData();
  const params = { id: text(form, 'id') };
  const { api } = event.locals;
  const acts: Record<string, () => Promise<unknown>> = {
    withdraw: () => api('DELETE /word-changes/:id', { params }),
    for: () => api('PUT /word-changes/:id/vote', { params, body: { vote: 'for' } }),
    against: () => api('PUT /word-changes/:id/vote', { params, body: { vote: 'against' } }),
    unvote: () => api('DELETE /word-changes/:id/vote', { params }),
    accept: () => api('PUT /word-changes/:id/decision', { params, body: { accept: true } }),
    refuse: () => api('PUT /word-changes/:id/decision', { params, body: { accept: false } }),
    revert: () => api('PUT /word-changes/:id/revert', { params }),
  };
  const answer = await attempt(async () => acts[text(form, 'act')]?.());
  return refused(answer) ? answer : { done: true };
}

/** A word is explained no longer, or again. */
export async function hideAction(event: RequestEvent, id: string) {
  requireMember(event);
  const hidden = text(await event.request.formData(), 'hidden') === 'yes';
  const key = hidden ? 'PUT /words/:id/hide' : 'DELETE /words/:id/hide';
  const answer = await attempt(() => event.locals.api(key, { params: { id } }));
  return refused(answer) ? answer : { done: true };
}

/** Other words for an entry, or a new one; then its page. */
export async function proposeAction(event: RequestEvent, id: string | undefined) {
  requireMember(event);
  const form = await event.request.formData();
  const line = (name: string) => text(form, name).trim();
  const words = {
    language: line('language') === 'en' ? ('en' as const) : ('zh' as const),
    kind: kinds().find(({ value }) => value === line('kind'))?.value ?? 'slang',
    register: REGISTERS.find((register) => register === line('register')) ?? 'neutral',
    terms: text(form, 'terms')
      .split('\n')
      .map((term) => term.trim())
      .filter(Boolean)
      .slice(0, 40),
    rules: line('rules'),
    meaning: line('meaning'),
    plain: line('plain'),
    example: line('example'),
    translation: line('translation'),
    source: line('source'),
  };
  const why = line('why');
  const version = form.has('version') ? Number(line('version')) : undefined;
  const answer = await attempt(
    () => event.locals.api('POST /word-changes', { body: { word: id, version, words, why } }),
    { words, why },
  );
  if (refused(answer)) return answer;
  const known = id !== undefined || answer.state === 'accepted';
  redirect(303, `${event.locals.prefix}/words/${known ? encodeURIComponent(answer.word) : 'waiting'}`);
}

const REGISTERS = ['neutral', 'casual', 'slang', 'playful', 'formal', 'rude'] as const;
