import * as m from '#lib/paraglide/messages.js';
import type { Declaration, Visibility } from './content.ts';

/** The name of a background of text cards. */
export function backgroundName(id: string): string {
  const names: Record<string, () => string> = {
    paper: m.compose_background_paper,
    rice: m.compose_background_rice,
    notebook: m.compose_background_notebook,
    jujube: m.compose_background_jujube,
    'night-market': m.compose_background_night_market,
    morning: m.compose_background_morning,
    ticket: m.compose_background_ticket,
    letter: m.compose_background_letter,
    celadon: m.compose_background_celadon,
    chalkboard: m.compose_background_chalkboard,
    tangerine: m.compose_background_tangerine,
    sticky: m.compose_background_sticky,
  };
  return names[id]?.() ?? id;
}

export function visibilityName(visibility: Visibility): string {
  const names = {
    public: m.compose_visibility_public,
    followers: m.compose_visibility_followers,
    mutuals: m.compose_visibility_mutuals,
    me: m.compose_visibility_me,
  };
  return names[visibility]();
}

export function declarationName(declaration: Declaration): string {
  const names = {
    ai: m.compose_declare_ai,
    paid: m.compose_declare_paid,
    own_product: m.compose_declare_own,
    hints: m.compose_declare_hints,
  };
  return names[declaration]();
}
