import { page } from '$app/state';
import { currentLocale } from '#lib/locale.ts';
import * as m from '#lib/paraglide/messages.js';

/** The name of the community in the reader's language: the operator's own, else the product's. */
export function communityName(): string {
  return page.data.community?.name[currentLocale()] ?? m.ui_wordmark();
}
