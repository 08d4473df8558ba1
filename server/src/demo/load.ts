import { createHash } from 'node:crypto';
import { insertBoard } from '../domains/boards/index.ts';
import { insertComment } from '../domains/comments/index.ts';
import { setDemo } from '../domains/community/index.ts';
import { importFollows } from '../domains/graph/index.ts';
import { addPicture, withFile } from '../domains/media/index.ts';
import { publishNoteAt } from '../domains/notes/index.ts';
import { importPeople } from '../domains/people/index.ts';
import { changeMe } from '../domains/profiles/index.ts';
import { importReactions, type ImportedReaction } from '../domains/reactions/index.ts';
import { nameTopic, topicsOfNames } from '../domains/topics/index.ts';
import { putVersions } from '../domains/translation/index.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/ids.ts';
import { transact, type Tx } from '../kernel/transaction.ts';
import { avatarPicture, pictureFor, type Picture } from './draw/index.ts';
import { readDemo, type DemoComment, type DemoData, type DemoNote } from './read.ts';
import { madeThings, remember } from './things.ts';
import { weekOf } from './week.ts';

/** Of sixty-one people, a note of weight 100 is liked by sixty. */
const MOST_LIKES = 60;

export interface Loading {
  /** Stop after so many notes; the rest can be made later. */
  notes?: number;
  /** Told after every note. */
  progress?: (loaded: Loaded) => void;
}

export interface Loaded {
  /** So many notes are there. */
  notes: number;
  /** How much of the week that is, 0 to 1. */
  share: number;
}

/**
 * Makes the demo week, or goes on with it: what is there already stays. Every note comes with its pictures, comments and
 * likes in one transaction, so a start that is cut off leaves no half notes.
 */
export async function loadDemo(
  given: Context,
  { notes: most = Infinity, progress }: Loading = {},
): Promise<void> {
  const ctx = quiet(given);
  const data = readDemo();
  const made = await madeThings(ctx);
  const installed = await installedAt(ctx, made);
  const week = { ctx, data, made, at: weekOf(installed) };
  await makePeople(week);
  await makeTopics(week);
  const missing = data.notes.filter(({ key }) => !made.has(`note ${key}`));
  const done = () => (data.notes.length - missing.length) / data.notes.length;
  const now = missing.splice(0, Math.max(0, most - (data.notes.length - missing.length)));
  for (const [index, note] of now.entries()) {
    await makeNote(week, note);
    const notes = data.notes.length - missing.length - now.length + index + 1;
    const share = notes / data.notes.length;
    await setDemo(ctx, { state: 'making', progress: share * 0.9 });
    progress?.({ notes, share });
  }
  if (missing.length > 0) return;
  await makeAvatars(week);
  await makeBoards(week);
  await makeCorrections(week);
  await setDemo(ctx, { state: 'present', progress: done() });
}

interface Week {
  ctx: Context;
  data: DemoData;
  made: Map<string, string>;
  at: (moment: string) => Date;
}

/** The demo people's inboxes stay empty: nobody reads them. */
function quiet(ctx: Context): Context {
  const subscriptions = [...ctx.subscriptions].map(
    ([name, all]) => [name, all.filter((one) => !one.name.startsWith('inbox.'))] as const,
  );
  return { ...ctx, subscriptions: new Map(subscriptions) };
}

/** The day the week was first made for: going on tomorrow must not tear it apart. */
async function installedAt(ctx: Context, made: Map<string, string>): Promise<Date> {
  const known = made.get('installed week');
  if (known) return new Date(known);
  const now = ctx.now();
  await remember(ctx, 'installed', [{ key: 'week', id: now.toISOString() }]);
  await setDemo(ctx, { state: 'making', progress: 0 });
  return now;
}

function idOf({ made }: Week, kind: string, key: string): string {
  const id = made.get(`${kind} ${key}`);
  if (id === undefined) throw new Error(`The demo week has no ${kind} "${key}"`);
  return id;
}

/** The context of one of the week's people. */
function as({ ctx, ...week }: Week, person: string): Context {
  return {
    ...ctx,
    viewer: { ...ctx.viewer, id: idOf({ ctx, ...week }, 'person', person), roles: ['member'] },
  };
}

async function makePeople(week: Week): Promise<void> {
  const { ctx, data, made, at } = week;
  const missing = data.people.filter(({ key }) => !made.has(`person ${key}`));
  if (missing.length === 0) return;
  const people = missing.map((person) => {
    const createdAt = at(person.joined);
    return {
      ...{
        id: ctx.ids.at(createdAt),
        createdAt,
        demo: true,
        handle: person.handle,
        name: person.name,
        place: person.place,
      },
      secondName: person.second_name ?? null,
      bio: Object.entries(person.bio).map(([language, text]) => ({ language, text })),
      ...{ reads: person.reads, writes: person.writes, interests: person.interests },
    };
  });
  const ids = new Map(missing.map(({ key }, index) => [key, people[index]!.id]));
  const follows = data.follows.map(([who, whom]) => {
    const [personId, followedId] = [ids.get(who)!, ids.get(whom)!];
    const joined = Math.max(
      ...[who, whom].map((key) => at(data.people.find((person) => person.key === key)!.joined).getTime()),
    );
    return { id: ctx.ids.at(new Date(joined), personId), personId, followedId, at: new Date(joined) };
  });
  await transact(ctx, async (tx) => {
    await importPeople(tx, people);
    await importFollows(tx, follows);
    await remember(
      tx,
      'person',
      [...ids].map(([key, id]) => ({ key, id })),
    );
  });
  for (const [key, id] of ids) made.set(`person ${key}`, id);
}

async function makeTopics({ ctx, data, made }: Week): Promise<void> {
  if (made.has('topics all')) return;
  await transact(ctx, async (tx) => {
    for (const { names } of data.topics) {
      const [first, ...others] = names;
      const topic = (await topicsOfNames(tx, [first!])).get(first!.name)!;
      await nameTopic(tx, { topic, ...first!, primary: true });
      for (const other of others) await nameTopic(tx, { topic, ...other, primary: true });
    }
    await remember(tx, 'topics', [{ key: 'all', id: String(data.topics.length) }]);
  });
}

async function makeNote(week: Week, note: DemoNote): Promise<void> {
  const author = as(week, note.author);
  const media: string[] = [];
  const alts: Record<string, string> = {};
  for (const [index, { alt, ...picture }] of note.pictures.entries()) {
    const seed = `${note.key}-${index + 1}`;
    const drawn = await pictureFor({ ...picture, seed, language: note.language });
    const { id } = await addDrawn(author, drawn, `${seed}.webp`);
    media.push(id);
    if (alt) alts[id] = alt;
  }
  const { title, body, language, channel, versions = [], declarations = [], place } = note;
  const published = week.at(note.at);
  const id = await transact(author, async (tx) => {
    const place_ = place === undefined ? undefined : { name: place };
    const made = await publishNoteAt(tx, {
      at: published,
      title,
      body,
      language,
      channel,
      versions,
      declarations,
      media,
      alts,
      place: place_,
    });
    await makeComments(tx, week, { note, id: made });
    await importReactions(tx, reactionsTo(week, { note, id: made, published }));
    await remember(tx, 'note', [{ key: note.key, id: made }]);
    return made;
  });
  week.made.set(`note ${note.key}`, id);
}

function addDrawn(ctx: Context, { data }: Picture, name: string) {
  return withFile(ctx.config, data, (path) => addPicture(ctx, { path, name }));
}

async function makeComments(tx: Tx, week: Week, { note, id }: { note: DemoNote; id: Id }): Promise<void> {
  const byKey = new Map<string, { id: Id; parent_id: Id | null; author_id: Id }>();
  const noteAuthor = idOf(week, 'person', note.author);
  for (const comment of week.data.commentsOf.get(note.key) ?? []) {
    const author = idOf(week, 'person', comment.author);
    const answered = comment.reply_to ? byKey.get(comment.reply_to)! : null;
    const at = week.at(comment.at);
    const { body, language } = comment;
    const made = await insertComment(tx, {
      author,
      note: { id, authorId: noteAuthor },
      answered,
      body,
      language,
      at,
    });
    byKey.set(comment.key, {
      id: made,
      parent_id: answered && (answered.parent_id ?? answered.id),
      author_id: author,
    });
    await importReactions(tx, commentLikes(week, { comment, id: made, at }));
  }
}

function commentLikes(
  week: Week,
  { comment, id, at }: { comment: DemoComment; id: Id; at: Date },
): ImportedReaction[] {
  const ownerId = idOf(week, 'person', comment.author);
  return somePeople(week, { seed: comment.key, count: comment.likes, but: comment.author }).map(
    (personId) => ({
      ...{
        id: week.ctx.ids.at(at, personId),
        personId,
        kind: 'comment' as const,
        subjectId: id,
        ownerId,
        name: 'like' as const,
        at,
      },
    }),
  );
}

function reactionsTo(
  week: Week,
  { note, id, published }: { note: DemoNote; id: Id; published: Date },
): ImportedReaction[] {
  const likes = Math.round((note.weight / 100) * MOST_LIKES);
  const ownerId = idOf(week, 'person', note.author);
  const reaction = (name: 'like' | 'save', personId: Id, index: number): ImportedReaction => {
    // They come in over the hours after the note, the first ones close together.
    const at = new Date(published.getTime() + (index + 1) ** 1.6 * 90_000);
    return { id: week.ctx.ids.at(at, personId), personId, kind: 'note', subjectId: id, ownerId, name, at };
  };
  return [
    ...somePeople(week, { seed: note.key, count: likes, but: note.author }).map((person, index) =>
      reaction('like', person, index),
    ),
    ...somePeople(week, { seed: `save ${note.key}`, count: Math.round(likes / 2), but: note.author }).map(
      (person, index) => reaction('save', person, index),
    ),
  ];
}

/** So many of the week's people, always the same for a seed. */
function somePeople(week: Week, { seed, count, but }: { seed: string; count: number; but: string }): Id[] {
  const order = (key: string) => createHash('sha256').update(`${seed} ${key}`).digest('hex');
  return week.data.people
    .filter(({ key }) => key !== but)
    .map(({ key }) => ({ key, place: order(key) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, count)
    .map(({ key }) => idOf(week, 'person', key));
}

async function makeAvatars(week: Week): Promise<void> {
  for (const { key, avatar } of week.data.people) {
    if (week.made.has(`avatar ${key}`)) continue;
    const person = as(week, key);
    const drawn = await avatarPicture({ ...avatar, seed: key });
    const { id } = await addDrawn(person, drawn, `${key}.webp`);
    await transact(person, async (tx) => {
      await changeMe({ ...tx, db: tx.db } as Context, { avatar: id });
      await remember(tx, 'avatar', [{ key, id }]);
    });
  }
}

async function makeBoards(week: Week): Promise<void> {
  for (const { key, owner, title, about, notes } of week.data.boards) {
    if (week.made.has(`board ${key}`)) continue;
    await transact(as(week, owner), async (tx) => {
      const id = await insertBoard(tx, {
        ...{ owner: idOf(week, 'person', owner), name: title, about, visibility: 'public' as const },
        notes: notes.map((note) => idOf(week, 'note', note)),
        at: week.at('d6 12:00'),
      });
      await remember(tx, 'board', [{ key, id }]);
    });
  }
}

/** The translation that a reader gave and mended: what stands is the mended one, by them. */
async function makeCorrections(week: Week): Promise<void> {
  for (const { note, language, corrected } of week.data.corrections) {
    const id = idOf(week, 'note', note);
    const by = idOf(week, 'person', corrected.by);
    await transact(week.ctx, (tx) =>
      putVersions(
        tx,
        (['title', 'body'] as const).map((field) => ({
          ...{
            kind: 'note',
            id,
            field,
            language,
            sourceVersion: 1,
            state: 'human' as const,
            engine: 'human',
            by,
          },
          text: corrected[field],
        })),
      ),
    );
  }
}
