import type { RequestEvent } from '@sveltejs/kit';
import { text } from '#lib/server/forms.ts';
import { rearranged, type Spoken } from '../languages.ts';

/** What a form of LanguageOrder says, after the button that was pressed did its work. */
export function spokenIn(form: FormData): Spoken[] {
  const reads = form.getAll('reads').filter((value) => typeof value === 'string');
  const writes = new Set(form.getAll('writes'));
  const spoken = reads.map((language) => ({ language, writes: writes.has(language) }));
  const wish = text(form, 'wish');
  return rearranged(spoken, wish === 'in' ? `in:${text(form, 'more')}` : wish);
}

/** Keeps them in the account, and in this browser for when nobody is signed in. */
export async function saveSpoken(
  { locals: { api } }: RequestEvent,
  spoken: readonly Spoken[],
): Promise<void> {
  const reads = spoken.map(({ language }) => language);
  const writes = spoken.filter((one) => one.writes).map(({ language }) => language);
  await api('PATCH /me', { body: { reads, writes } });
  await api('PATCH /session', { body: { languages: reads } });
}
