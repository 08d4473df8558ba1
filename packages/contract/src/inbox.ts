import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, language, page, pageQuery, shownText, time } from './common.ts';
import { author } from './people.ts';
import { cover } from './cards.ts';
import { TEXT_KINDS } from './corrections.ts';
import { REPORT_REASONS, ruleRead } from './moderation.ts';

export const INBOX_KINDS = ['likes', 'comments', 'followers', 'notices'] as const;

/** One line of the inbox; likes and saves of one note are one line with several people. */
export const notice = z
  .object({
    id,
    kind: z.enum([
      'like',
      'save',
      'comment',
      'reply',
      'mention',
      'comment_like',
      'follow',
      'correction',
      'correction_accepted',
      'taken_down',
      'restored',
      'name_proposed',
      'name_accepted',
      'term_accepted',
      'term_refused',
      'word_accepted',
      'word_refused',
    ]),
    people: z.array(author),
    count: z.number().int(),
    note: z
      .object({
        id,
        title: z.string(),
        language: language.meta({ description: 'Of the title as this reader sees it' }),
        cover: cover.nullable(),
      })
      .nullable(),
    comment: z.object({ id, body: z.string(), language, shown: shownText.nullable() }).nullable(),
    about: z
      .object({
        kind: z.enum([...TEXT_KINDS, 'term', 'word']),
        id: z.string().nullable().meta({ description: 'Its address; null where it has no page' }),
        name: z.string().meta({ description: 'The word; empty for texts' }),
        language: language.nullable(),
        reason: z.string().meta({ description: 'What was said of a word that was refused; may be empty' }),
      })
      .nullable()
      .meta({ description: 'What else it is about: a text whose translation is concerned, or a word' }),
    following: z.boolean().nullable(),
    decision: z
      .object({
        reason: z.enum(REPORT_REASONS).nullable(),
        rule: z.string().meta({ description: 'The rule it breaks, in the community’s words; may be empty' }),
        ...ruleRead,
      })
      .nullable()
      .meta({ description: 'Why one’s note, comment or (with neither) profile was taken down' }),
    at: time,
    read: z.boolean(),
  })
  .meta({ id: 'Notice' });

export const unread = z
  .object({
    total: z.number().int(),
    likes: z.number().int(),
    comments: z.number().int(),
    followers: z.number().int(),
    notices: z.number().int(),
  })
  .meta({ id: 'Unread' });

export const inboxEndpoints = [
  endpoint('GET /inbox', {
    access: 'member',
    subject: 'own',
    summary: 'Likes and saves, comments and mentions, new followers, notices of those who keep the rules',
    query: pageQuery.extend({ kind: z.enum(INBOX_KINDS).optional() }),
    output: page(notice),
  }),
  endpoint('GET /inbox/unread', {
    access: 'member',
    subject: 'own',
    summary: 'How many are unread',
    output: unread,
  }),
  endpoint('PUT /inbox/read', {
    access: 'member',
    subject: 'own',
    summary: 'Mark as read up to a moment',
    body: z.object({ kind: z.enum(INBOX_KINDS).optional(), until: time.optional() }),
    output: unread,
  }),
] as const;
