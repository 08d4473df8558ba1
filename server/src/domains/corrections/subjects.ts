import type { TEXT_KINDS } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { boardOwner, readBoard } from '../boards/index.ts';
import { commentOwner, requireComment } from '../comments/index.ts';
import { communityOwner } from '../community/index.ts';
import { pictureOwner } from '../media/index.ts';
import { noteOwner, requireVisibleNote } from '../notes/index.ts';
import { personOwner } from '../people/index.ts';
import { maySeePerson } from '../profiles/index.ts';
import type { SourceText, TextOwner } from '../translation/index.ts';

export type TextKind = (typeof TEXT_KINDS)[number];

export interface TextName {
  kind: TextKind;
  text: string;
}

/** A text that the viewer may see: whose it is, and where. */
export interface Subject extends TextName {
  aboutId: Id | null;
  noteId: Id | null;
  commentId: Id | null;
}

const OWNERS: Record<TextKind, TextOwner> = {
  note: noteOwner,
  comment: commentOwner,
  board: boardOwner,
  person: personOwner,
  picture: pictureOwner,
  community: communityOwner,
};

/** The fields of a text as they are now; none where there is none. */
export async function sourcesOf(ctx: Context, { kind, text }: TextName): Promise<SourceText[]> {
  if (!FORM[kind].test(text)) return [];
  return (await OWNERS[kind].read(ctx, [text])).get(text) ?? [];
}

/** Whose a text is, for who may see it. Throws `text.not_found`. */
export async function requireText(ctx: Context, { kind, text }: TextName): Promise<Subject> {
  const found = await findText(ctx, { kind, text });
  if (!found) throw new AppError('text.not_found');
  return found;
}

/** The same; null for one that the viewer may not see. */
export async function findText(ctx: Context, { kind, text }: TextName): Promise<Subject | null> {
  if (!FORM[kind].test(text)) return null;
  try {
    const found = await FIND[kind](ctx, text);
    return found && { kind, text, noteId: null, commentId: null, ...found };
  } catch (error) {
    // What may not be seen is not found, here as in the domain that says so.
    if (error instanceof AppError && error.code.endsWith('.not_found')) return null;
    throw error;
  }
}

type Found = Partial<Subject> & Pick<Subject, 'aboutId'>;

const FIND: Record<TextKind, (ctx: Context, id: string) => Promise<Found | null>> = {
  async note(ctx, id) {
    const { authorId: aboutId } = await requireVisibleNote(ctx, id);
    return { aboutId, noteId: id };
  },
  async comment(ctx, id) {
    const { author_id: aboutId, note_id: noteId, removed_at: removed } = await requireComment(ctx, id);
    return removed === null ? { aboutId, noteId, commentId: id } : null;
  },
  async board(ctx, id) {
    const { owner, visibility } = await readBoard(ctx, { id });
    return visibility === 'public' ? { aboutId: owner.id } : null;
  },
  async person(ctx, id) {
    return (await maySeePerson(ctx, id)) ? { aboutId: id } : null;
  },
  async picture(ctx, id) {
    const [alt] = await sourcesOf(ctx, { kind: 'picture', text: id });
    const note = alt?.under?.replace('note:', '');
    if (!note) return null;
    const { authorId: aboutId } = await requireVisibleNote(ctx, note);
    return { aboutId, noteId: note };
  },
  async community() {
    return { aboutId: null };
  },
};

const NUMBER = /^[0-8]?[0-9]{1,18}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FORM: Record<TextKind, RegExp> = {
  note: NUMBER,
  comment: NUMBER,
  person: NUMBER,
  board: UUID,
  picture: UUID,
  community: /^rules$/,
};
