import { api } from '#lib/api.ts';
import type { CardPage } from '#lib/domains/notes/note-list.svelte.ts';
import { withPlaces } from './asks/with-places.ts';
import { settleAll } from './signals/sender.ts';

/** The page of the ranked feed that begins at a cursor; ranked by what its reader did until now, so that is sent before. */
export async function nextPage(cursor: string, channel: string | null): Promise<CardPage> {
  await settleAll();
  return withPlaces(await api('GET /feed/explore', { query: { cursor, channel: channel ?? undefined } }));
}
