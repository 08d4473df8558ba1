import { subscribe } from '../../kernel/events.ts';
import { commentCreated, commentRemoved } from '../comments/index.ts';
import { correctionAccepted, correctionGiven } from '../corrections/index.ts';
import { changeDecided } from '../culture/index.ts';
import { termDecided } from '../glossary/index.ts';
import { followed } from '../graph/index.ts';
import { mentioned } from '../notes/index.ts';
import { nameAccepted, nameProposed } from '../names/index.ts';
import { personErased } from '../people/index.ts';
import { liked, saved } from '../reactions/index.ts';
import { notify, type Act } from './commands.ts';
import { tellStanding } from './standing.ts';

/** The inbox hears of everything that was done to somebody's things. */
export const subscriptions = [
  subscribe(liked, 'inbox.liked', (ctx, { kind, id, personId: actorId, ownerId: personId }) => {
    const act = `like:${kind}:${id}:${actorId}`;
    if (kind === 'comment')
      return notify(ctx, [{ personId, kind: 'comment_like', actorId, act, commentId: id }]);
    return notify(ctx, [{ personId, kind: 'like', actorId, act, noteId: id }]);
  }),
  subscribe(saved, 'inbox.saved', (ctx, { id, personId: actorId, ownerId: personId }) =>
    notify(ctx, [{ personId, kind: 'save', actorId, act: `save:${id}:${actorId}`, noteId: id }]),
  ),
  subscribe(followed, 'inbox.followed', (ctx, { personId: actorId, followedId: personId }) =>
    notify(ctx, [{ personId, kind: 'follow', actorId, act: `follow:${actorId}` }]),
  ),
  subscribe(mentioned, 'inbox.mentioned', (ctx, { noteId, authorId: actorId, personIds }) =>
    notify(
      ctx,
      personIds.map((personId): Act => ({
        personId,
        kind: 'mention',
        actorId,
        act: `mention:note:${noteId}`,
        noteId,
      })),
    ),
  ),
  subscribe(commentCreated, 'inbox.commented', (ctx, { commentId, noteId, authorId: actorId, ...to }) => {
    // Somebody who is answered, mentioned and the note's author hears once, of the nearest reason.
    const reasons = new Map<string, Act['kind']>();
    for (const personId of to.mentionedIds) reasons.set(personId, 'mention');
    reasons.set(to.noteAuthorId, 'comment');
    if (to.answersId) reasons.set(to.answersId, 'reply');
    const about = { actorId, act: `comment:${commentId}`, noteId, commentId };
    return notify(
      ctx,
      [...reasons].map(([personId, kind]): Act => ({ personId, kind, ...about })),
    );
  }),
  subscribe(
    correctionGiven,
    'inbox.correction',
    (ctx, { correctionId, giverId: actorId, aboutId, text: about = null, ...on }) => {
      const act = { kind: 'correction', actorId, act: `correction:${correctionId}`, about, ...on } as const;
      return notify(ctx, aboutId === null ? [] : [{ ...act, personId: aboutId }]);
    },
  ),
  subscribe(
    correctionAccepted,
    'inbox.correction_accepted',
    (ctx, { correctionId, giverId: personId, aboutId, byId, text: about = null, ...on }) => {
      // Where votes accepted it, the text's author is who thanks.
      const actorId = byId ?? aboutId;
      const act = {
        kind: 'correction_accepted',
        act: `accepted:correction:${correctionId}`,
        about,
        ...on,
      } as const;
      return notify(ctx, actorId === null ? [] : [{ ...act, personId, actorId }]);
    },
  ),
  subscribe(termDecided, 'inbox.term_decided', (ctx, { termId, giverId: personId, accepted }) => {
    const kind = accepted ? 'term_accepted' : 'term_refused';
    return notify(ctx, [
      { personId, kind, actorId: null, act: `${kind}:${termId}`, about: `term:${termId}` },
    ]);
  }),
  subscribe(changeDecided, 'inbox.word_decided', (ctx, { changeId, authorId: personId, accepted }) => {
    const kind = accepted ? 'word_accepted' : 'word_refused';
    return notify(ctx, [
      { personId, kind, actorId: null, act: `${kind}:${changeId}`, about: `word:${changeId}` },
    ]);
  }),
  subscribe(nameProposed, 'inbox.name_proposed', (ctx, { nameId, personId, authorId: actorId }) =>
    notify(ctx, [{ personId, kind: 'name_proposed', actorId, act: `name:${nameId}` }]),
  ),
  subscribe(nameAccepted, 'inbox.name_accepted', (ctx, { nameId, personId: actorId, authorId: personId }) =>
    notify(ctx, [{ personId, kind: 'name_accepted', actorId, act: `name_accepted:${nameId}` }]),
  ),
  subscribe(commentRemoved, 'inbox.comment_removed', async (ctx, { commentId, authorId, by }) => {
    if (by !== 'moderator') return;
    const decision = { act: `removed:comment:${commentId}`, reason: null, rule: '' };
    await tellStanding(ctx, { personId: authorId, commentId, decision });
  }),
  subscribe(personErased, 'inbox.erase', async ({ db }, { personId }) => {
    await db.deleteFrom('notices').where('person_id', '=', personId).execute();
    await db.deleteFrom('notice_acts').where('actor_id', '=', personId).execute();
  }),
];
