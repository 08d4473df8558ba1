import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { id, language, page, pageQuery, shownText, time, uuid, writing } from './common.ts';
import { author, personParams } from './people.ts';

export const REPORT_REASONS = [
  'spam',
  'abuse',
  'sexual',
  'violence',
  'false',
  'copyright',
  'minor',
  'mistranslation',
  'other',
] as const;

/** How the words of a rule are read by who they are told to. */
export const ruleRead = {
  ruleLanguage: language
    .nullable()
    .meta({ description: 'Of the rule’s words; null where that is not known' }),
  ruleShown: shownText
    .nullable()
    .meta({ description: 'The same in the reader’s language, where that is another' }),
};

/** What the owner of a thing that was taken down is told; never by whom. */
export const takenDown = z
  .object({
    rule: z.string().meta({ description: 'The rule it breaks, in the community’s words; may be empty' }),
    ...ruleRead,
    reason: z.enum(REPORT_REASONS).nullable().meta({ description: 'What it was reported for' }),
    since: time,
    until: time.nullable().meta({ description: 'When it can be seen again by itself' }),
    regions: z.array(z.string()).meta({ description: 'Only there; everywhere when empty' }),
    picturesUntil: time.nullable().meta({ description: 'How long its pictures are kept' }),
  })
  .meta({ id: 'TakenDown' });
export type TakenDown = z.output<typeof takenDown>;

export const report = z
  .object({
    id: uuid,
    at: time,
    subject: z.object({ kind: z.enum(['note', 'comment', 'person', 'correction', 'name']), id }),
    reason: z.enum(REPORT_REASONS),
    words: z.string(),
    by: author.nullable(),
    about: author.nullable(),
    excerpt: z.string(),
    count: z.number().int().meta({ description: 'Reports of the same thing, decided together' }),
    others: z
      .array(z.object({ at: time, reason: z.enum(REPORT_REASONS), words: z.string(), by: author.nullable() }))
      .meta({ description: 'What up to 20 others said of the same thing, oldest first' }),
    note: id.nullable().meta({ description: 'The note to open to see it; null for people' }),
    state: z.enum(['open', 'dismissed', 'removed']),
    handledBy: author.nullable(),
    handledAt: time.nullable(),
  })
  .meta({ id: 'Report' });

export const memberRow = z
  .object({
    id,
    handle: z.string(),
    name: z.string(),
    avatar: z.string().nullable(),
    email: z.string().nullable(),
    role: z.enum(['member', 'moderator', 'administrator']),
    joinedAt: time,
    seenAt: time.nullable(),
    suspendedUntil: time.nullable(),
    notes: z.number().int(),
  })
  .meta({ id: 'MemberRow' });

export const moderationErrors = errors({
  'report.not_found': [404, 'This report is not here.', '举报不存在。', '找不到這則檢舉。'],
  'report.closed': [409, 'Somebody has dealt with this already.', '已有人处理过了。', '已有人處理過了。'],
  'report.own': [422, 'That’s your own.', '这是你自己的内容。', '這是你自己的內容。'],
  'member.own': [422, 'You can’t suspend yourself.', '不能停用自己的账号。', '無法將自己停權。'],
  'member.last_administrator': [
    409,
    'A community needs at least one administrator.',
    '社区至少要有一位管理员。',
    '社群至少要有一位管理員。',
  ],
});

export const moderationEndpoints = [
  endpoint('POST /reports', {
    access: 'member',
    subject: 'none',
    summary: 'Report a note, a comment, a person or a suggested translation to those who keep the rules',
    body: z.object({
      subject: z.object({ kind: z.enum(['note', 'comment', 'person', 'correction', 'name']), id }),
      reason: z.enum(REPORT_REASONS),
      words: writing(4_000).default(''),
    }),
    output: z.object({ id: uuid }),
    status: 201,
  }),
  endpoint('GET /admin/reports', {
    access: 'moderator',
    subject: 'none',
    summary: 'Reports, oldest open first',
    query: pageQuery.extend({ state: z.enum(['open', 'closed']).optional() }),
    output: page(report),
  }),
  endpoint('PATCH /admin/reports/:id', {
    access: 'moderator',
    subject: 'none',
    summary: 'Decide on a report: dismiss it, or remove what it is about (can be taken back)',
    params: z.object({ id: uuid }),
    body: z.object({
      state: z.enum(['open', 'dismissed', 'removed']),
      rule: writing(200).optional(),
      regions: z.array(z.string().max(10)).max(50).optional(),
    }),
    output: report,
  }),
  endpoint('GET /admin/members', {
    access: 'administrator',
    subject: 'none',
    summary: 'Members',
    query: pageQuery.extend({ q: z.string().max(60).optional() }),
    output: page(memberRow),
  }),
  endpoint('PATCH /admin/members/:person', {
    access: 'administrator',
    subject: 'none',
    summary: 'Suspend a member until a moment, lift it, or change the role',
    params: personParams,
    body: z.object({
      suspendedUntil: time.nullable().optional(),
      role: z.enum(['member', 'moderator', 'administrator']).optional(),
    }),
    output: memberRow,
  }),
  endpoint('POST /admin/members/:person/reset', {
    access: 'administrator',
    subject: 'none',
    summary: 'Make a one-time link with which the member sets a new password; signs them out everywhere',
    params: personParams,
    body: z.object({}),
    output: z.object({ link: z.string() }),
    status: 201,
  }),
] as const;
