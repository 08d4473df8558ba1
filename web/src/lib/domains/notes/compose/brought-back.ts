import type { Problem } from '@jujube/contract/client';
import type { ComposePage } from './page.ts';

/** What a form brought back: the words, and the pictures that arrived or were refused. */
export type Kept = Pick<ComposePage, 'content' | 'pictures' | 'refusals'>;

/** The page with what a form brought back, instead of what it would begin with. */
export function broughtBack(page: ComposePage, form: { problem: Problem; kept: Kept } | null): ComposePage {
  if (!form) return page;
  return { ...page, ...form.kept, problem: form.problem, isGiven: true };
}
