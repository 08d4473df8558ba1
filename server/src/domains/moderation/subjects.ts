import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { commentsFor, requireComment } from '../comments/index.ts';
import { requireCorrection } from '../corrections/index.ts';
import { requireVisibleNote, textsOf } from '../notes/index.ts';
import { requireProposal } from '../names/index.ts';
import { readPerson } from '../profiles/index.ts';
import { excerptOf } from './rules.ts';

/** Something that can be reported. */
export interface Subject {
  kind: 'note' | 'comment' | 'person' | 'correction' | 'name';
  id: Id;
}

export interface Snapshot {
  /** Who made it. */
  about: Id;
  /** What it says now. */
  excerpt: string;
}

/** What the viewer sees of a thing now. Throws its domain's `…not_found` for what they may not see. */
export async function snapshotOf(ctx: Context, { kind, id }: Subject): Promise<Snapshot> {
  return READ[kind](ctx, id);
}

const READ: Record<Subject['kind'], (ctx: Context, id: Id) => Promise<Snapshot>> = {
  async note(ctx, id) {
    const { authorId } = await requireVisibleNote(ctx, id);
    const versions = (await textsOf(ctx, [id])).get(id)?.versions ?? [];
    return {
      about: authorId,
      excerpt: excerptOf(
        versions.map(({ title, body }) => [title, body].filter(Boolean).join('\n')).join('\n\n'),
      ),
    };
  },
  async comment(ctx, id) {
    const { author_id: about, removed_at: removed } = await requireComment(ctx, id);
    if (removed !== null) throw new AppError('comment.not_found');
    return { about, excerpt: excerptOf((await commentsFor(ctx, [id])).get(id)?.body ?? '') };
  },
  async correction(ctx, id) {
    const { row } = await requireCorrection(ctx, id);
    if (row.giver_id === null) throw new AppError('correction.not_found');
    return { about: row.giver_id, excerpt: excerptOf(`${row.source}\n→ ${row.text}`) };
  },
  async name(ctx, id) {
    const { author_id: about, name, meaning } = await requireProposal(ctx, id);
    return { about, excerpt: excerptOf([name, meaning].filter(Boolean).join('\n')) };
  },
  async person(ctx, id) {
    const { handle, name, secondName, bio } = await readPerson(ctx, { person: id });
    const words = [
      `${[name, secondName].filter(Boolean).join(' · ')} @${handle}`,
      ...bio.map(({ text }) => text),
    ];
    return { about: id, excerpt: excerptOf(words.join('\n')) };
  },
};

/** The notes that comments stand under: comment → note. */
export async function notesOfComments(ctx: Pick<Context, 'db'>, ids: readonly Id[]): Promise<Map<Id, Id>> {
  const comments = await commentsFor(ctx, ids);
  return new Map([...comments].map(([id, { noteId }]) => [id, noteId]));
}
