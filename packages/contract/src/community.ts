import { z } from 'zod';
import { CORE_LOCALES, endpoint, errors, LOCALES } from './endpoint.ts';
import { cursor, page, time, uuid, writing } from './common.ts';

const words = z.partialRecord(z.enum(LOCALES), writing(20_000));
const shortWords = z.partialRecord(z.enum(LOCALES), writing(80).trim().min(1));

export const channel = z
  .object({ slug: z.string(), names: z.record(z.enum(CORE_LOCALES), z.string()), position: z.number().int() })
  .meta({ id: 'Channel' });

/** A channel as administrators see it. */
export const keptChannel = channel.extend({ archivedAt: time.nullable() }).meta({ id: 'KeptChannel' });

export const community = z
  .object({
    name: z.partialRecord(z.enum(LOCALES), z.string()),
    languages: z.array(z.enum(LOCALES)),
    rules: words,
    signUp: z.enum(['open', 'closed']),
    membersOnly: z.boolean(),
    emailRequired: z.boolean(),
    founded: z.boolean(),
    demo: z.boolean(),
    /** Whether the operator keeps the files that pictures came in, as they came. */
    keepsOriginals: z.boolean(),
  })
  .meta({ id: 'Community' });

export const auditRow = z
  .object({
    id: uuid,
    at: time,
    actor: z.object({ id: z.string(), handle: z.string(), name: z.string() }).nullable(),
    action: z.string(),
    subject: z.string().nullable(),
    /** What a person it was done to is called. */
    subjectName: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditRow' });

export const communityErrors = errors({
  'community.token': [403, 'This link is not valid any more.', '这个链接已失效。', '這個連結已失效。'],
  'community.founded': [
    409,
    'This community already has an administrator.',
    '这个社区已经有管理员了。',
    '這個社群已有管理員。',
  ],
  'community.channel_exists': [
    409,
    'There is a channel with this address already.',
    '已有同名频道。',
    '已有同名頻道。',
  ],
  'community.channel_not_found': [422, 'There is no such channel.', '没有这个频道。', '沒有這個頻道。'],
});

export const communityEndpoints = [
  endpoint('GET /community', {
    access: 'anyone',
    subject: 'none',
    summary: 'Name, languages, rules and sign-up policy of this community',
    output: community,
  }),
  endpoint('PATCH /community', {
    access: 'administrator',
    subject: 'none',
    summary: 'Change name, languages, rules or sign-up policy',
    body: z.object({
      name: shortWords.optional(),
      languages: z.array(z.enum(LOCALES)).min(1).optional(),
      rules: words.optional(),
      signUp: z.enum(['open', 'closed']).optional(),
      membersOnly: z.boolean().optional(),
      emailRequired: z.boolean().optional(),
    }),
    output: community,
  }),
  endpoint('PUT /community/founder', {
    access: 'member',
    subject: 'none',
    summary: 'Become the first administrator with the one-time token printed at the start',
    body: z.object({ token: z.string().min(16).max(200) }),
  }),
  endpoint('GET /channels', {
    access: 'anyone',
    subject: 'none',
    summary: 'Channels in their order',
    output: page(channel),
  }),
  endpoint('PUT /channels/:slug', {
    access: 'administrator',
    subject: 'none',
    summary: 'Add or change a channel',
    params: z.object({ slug: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/) }),
    body: z.object({
      names: z.record(z.enum(CORE_LOCALES), writing(30).trim().min(1)),
      position: z.number().int().min(0).max(1000).optional(),
      archived: z.boolean().optional(),
    }),
    output: channel,
  }),
  endpoint('GET /admin/channels', {
    access: 'administrator',
    subject: 'none',
    summary: 'Channels in their order, those put away after them, the last put away first',
    output: page(keptChannel),
  }),
  endpoint('GET /admin/audit', {
    access: 'administrator',
    subject: 'none',
    summary: 'What administrators and moderators did, newest first',
    query: z.object({ cursor: cursor.optional() }),
    output: page(auditRow),
  }),
] as const;
