import { stands } from '#lib/domains/translation/who-wrote.ts';
import type { AnswerOf, Api } from '@jujube/contract';

/** A board as its reader sees it. */
export type Board = AnswerOf<Api['GET /boards/:id']>;

/** What a board is called for this reader: translated where somebody or something translated it well enough. */
export function nameFor(
  { name, language, nameShown }: Pick<Board, 'name' | 'language' | 'nameShown'>,
  reading: string,
): { text: string; language: string; translated: boolean } {
  if (reading === 'original' || !nameShown || !stands(nameShown))
    return { text: name, language, translated: false };
  return { text: nameShown.text, language: nameShown.language, translated: true };
}
