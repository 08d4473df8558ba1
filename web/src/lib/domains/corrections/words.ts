import * as m from '#lib/paraglide/messages.js';
import type { Correction, TextVersions } from './perform.ts';

/** How a suggestion stands, in words. */
export function stateName(state: Correction['state']): string {
  return {
    open: m.correct_state_open,
    held: m.correct_state_held,
    accepted: m.correct_state_accepted,
    replaced: m.correct_state_replaced,
    refused: m.correct_state_refused,
    reverted: m.correct_state_reverted,
    withdrawn: m.correct_state_withdrawn,
    gone: m.correct_state_gone,
  }[state]();
}

/** Why somebody cannot suggest anything, in words. */
export function whyNot(why: NonNullable<TextVersions['why']>): string {
  return {
    sign_in: m.correct_why_sign_in,
    languages: m.correct_why_languages,
    locked: m.correct_why_locked,
    author: m.correct_why_author,
    standing: m.correct_why_standing,
  }[why]();
}

/** Where a text stands; null where it has no page of its own. */
export function standsAt({ kind, text }: Pick<TextVersions, 'kind' | 'text'>): string | null {
  return {
    note: `/notes/${text}`,
    comment: null,
    board: `/boards/${text}`,
    person: `/people/${text}`,
    picture: null,
    community: '/rules',
  }[kind];
}
