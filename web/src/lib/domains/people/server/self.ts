import { ApiError } from '@jujube/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import { requireMember } from '#lib/server/session.ts';
import type { Person } from '../person.ts';

/** For what only the person themselves sees; for anybody else there is nothing here. */
export async function onlySelf(
  event: RequestEvent & { parent: () => Promise<{ person: Person }> },
): Promise<Person> {
  requireMember(event);
  const { person } = await event.parent();
  if (!person.relation.self)
    throw new ApiError({ type: 'about:blank', title: '', status: 404, code: 'request.not_found' });
  return person;
}
