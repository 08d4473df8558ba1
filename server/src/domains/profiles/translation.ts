import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { resolvePerson } from '../people/index.ts';
import { askTranslation, translationOf, type TextName, type Translated } from '../translation/index.ts';
import { maySeePerson } from './queries.ts';

interface Person {
  person: string;
}

/** What a person says of themselves, in other languages. Throws `person.not_found`. */
export async function readPersonTranslation(ctx: Context, { person }: Person): Promise<Translated> {
  return translationOf(ctx, await textsOf(ctx, person));
}

/** Has it translated before others. Throws `person.not_found`, `limit.too_many`. */
export async function askPersonTranslation(ctx: Context, { person }: Person): Promise<Translated> {
  return askTranslation(ctx, await textsOf(ctx, person));
}

async function textsOf(ctx: Context, person: string): Promise<TextName[]> {
  const id = await resolvePerson(ctx, person);
  if (!(await maySeePerson(ctx, id))) throw new AppError('person.not_found');
  return [{ kind: 'person', id }];
}
