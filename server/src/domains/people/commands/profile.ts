import { sql } from 'kysely';
import { personId } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import { textLanguage } from '../../../kernel/languages.ts';
import { spend } from '../../../kernel/limits.ts';
import { cleanText } from '../../../kernel/text.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { listChannels } from '../../community/index.ts';
import { personChanged } from '../events.ts';
import { freeHandle, staffNames } from '../queries/people.ts';
import { checkHandle, handleSkeleton } from '../rules/handles.ts';
import { checkName, isImpostor } from '../rules/names.ts';
import { namedConflict } from './join.ts';

export interface ProfileChange {
  name?: string;
  secondName?: string | null;
  handle?: string;
  bio?: { language: string; text: string }[];
  place?: string | null;
  reads?: string[];
  writes?: string[];
  interests?: string[];
  arrived?: boolean;
  /** A picture that is ready; its address is kept beside its id, so that authors need no look at pictures. */
  picture?: { id: string; url: string } | null;
}

/** Changes what the asking person says of themselves; what is not given stays. Throws `person.*` and `community.channel_not_found`. */
export async function changeProfile(tx: Tx, change: ProfileChange): Promise<void> {
  await spend(tx, 'edit');
  const id = personId(tx.viewer);
  const set = {
    ...(await changedNames(tx, id, change)),
    ...changedWords(change),
    ...(change.interests && { interests: await knownChannels(tx, change.interests) }),
    ...(change.arrived !== undefined && { arrived_at: change.arrived ? new Date() : null }),
    ...(change.picture !== undefined && {
      avatar_id: change.picture?.id ?? null,
      image: change.picture?.url ?? null,
    }),
  };
  await tx.db
    .updateTable('people')
    .set((eb) => ({ ...set, version: eb('version', '+', 1), updated_at: new Date() }))
    .where('id', '=', id)
    .execute()
    .catch((error: unknown) => {
      throw namedConflict(error);
    });
  tx.emit(personChanged, { personId: id });
}

/** Takes these pictures from the faces of whoever wears them. */
export async function dropAvatars(tx: Tx, pictures: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: Id }>`
    update people set avatar_id = null, image = null, version = version + 1, updated_at = now()
    where avatar_id = any(${given('uuid', pictures)}) returning id`.execute(tx.db);
  for (const { id } of rows) tx.emit(personChanged, { personId: id });
}

async function changedNames(tx: Tx, id: Id, { name, secondName, handle }: ProfileChange) {
  const checked = name === undefined ? undefined : checkName(name);
  const second = secondName === undefined ? undefined : secondName?.trim() ? checkName(secondName) : null;
  const wished = handle === undefined ? undefined : checkHandle(handle);
  const shown = [checked, second].filter((one) => typeof one === 'string');
  if (shown.length > 0) {
    const staff = await staffNames(tx, id);
    if (shown.some((one) => isImpostor(one, staff))) throw new AppError('person.name_confusable');
  }
  if (wished !== undefined && (await freeHandle(tx, [wished], id)) === null)
    throw new AppError('person.handle_taken');
  return {
    ...(checked !== undefined && { name: checked }),
    ...(second !== undefined && { second_name: second }),
    ...(wished !== undefined && { handle: wished, handle_skeleton: handleSkeleton(wished) }),
  };
}

function changedWords({ bio, place, reads, writes }: ProfileChange) {
  return {
    ...(bio && { bio: JSON.stringify(bioOf(bio)) }),
    ...(place !== undefined && { place: (place && cleanText(place)) || null }),
    ...(reads && { reads: [...new Set(reads.map(textLanguage))] }),
    ...(writes && { writes: [...new Set(writes.map(textLanguage))] }),
  };
}

/** One text a language, empty ones left out. */
function bioOf(bio: { language: string; text: string }[]) {
  const byLanguage = new Map(
    bio.map(({ language, text }) => [textLanguage(language), cleanText(text, { multiline: true })]),
  );
  return [...byLanguage].filter(([, text]) => text !== '').map(([language, text]) => ({ language, text }));
}

async function knownChannels(tx: Tx, wished: readonly string[]): Promise<string[]> {
  const { items } = await listChannels(tx);
  const known = new Set(items.map((channel) => channel.slug));
  if (!wished.every((slug) => known.has(slug))) throw new AppError('community.channel_not_found');
  return [...new Set(wished)];
}
