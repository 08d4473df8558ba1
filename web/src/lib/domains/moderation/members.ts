import type { AnswerOf, Api } from '@jujube/contract';
import * as m from '#lib/paraglide/messages.js';

export type Member = AnswerOf<Api['GET /admin/members']>['items'][number];

export function roleName(role: Member['role']): string {
  return {
    member: m.admin_role_member,
    moderator: m.admin_role_moderator,
    administrator: m.admin_role_administrator,
  }[role]();
}

/** Whether a member is refused at this moment (ms since 1970). */
export function isSuspended({ suspendedUntil }: Member, now: number): boolean {
  return suspendedUntil !== null && Date.parse(suspendedUntil) > now;
}

/** A suspension that ends only when it is lifted. */
export function isForGood(until: string): boolean {
  return until.startsWith('9999');
}
