import type { RequestEvent } from '@sveltejs/kit';
import { requireRole } from '#lib/server/session.ts';

/** For pages of administrators; for all others there is nothing at these addresses. */
export function requireAdministrator(event: RequestEvent) {
  return requireRole(event, ['administrator']);
}

/** For pages of the whole team. */
export function requireTeam(event: RequestEvent) {
  return requireRole(event, ['administrator', 'moderator']);
}

/** The place in a list that the address names. */
export function cursorOf(event: RequestEvent): string | undefined {
  return event.url.searchParams.get('cursor') || undefined;
}
