import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import {
  shownFacet,
  id,
  language,
  page,
  pageQuery,
  pairs,
  picture,
  textState,
  time,
  uuid,
  writing,
  writings,
} from './common.ts';
import { takenDown } from './moderation.ts';
import { author, personParams } from './people.ts';
import { card } from './cards.ts';

export const visibility = z.enum(['public', 'followers', 'mutuals', 'me']);
export const declaration = z.enum(['ai', 'paid', 'own_product', 'hints']);

/** One language version of a note. */
export const version = z
  .object({
    language,
    state: textState,
    by: author.nullable(),
    /** What translated it, where nobody did: an engine's name, or phrasebook, opencc, cc-cedict. */
    engine: z.string().nullable(),
    title: z.string(),
    body: z.string(),
    titleFacets: z.array(shownFacet),
    bodyFacets: z.array(shownFacet),
    titlePairs: pairs.optional(),
    bodyPairs: pairs.optional(),
    people: z.array(author).optional().meta({ description: 'Who made sentences of it better' }),
  })
  .meta({ id: 'Version' });

export const point = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export const place = z.object({ name: writing(80).trim().min(1), point: point.optional() });

export const note = card
  .extend({
    body: z.string(),
    titleFacets: z.array(shownFacet),
    bodyFacets: z.array(shownFacet),
    versions: z.array(version),
    media: z.array(picture),
    topics: z.array(z.object({ id: uuid, name: z.string(), language })),
    channel: z.string().nullable(),
    place: place.nullable(),
    visibility,
    declarations: z.array(declaration),
    comments: z.number().int(),
    saves: z.number().int(),
    editedAt: time.nullable(),
    deletedAt: time.nullable(),
    mine: z.boolean(),
    following: z.boolean(),
    takenDown: takenDown.nullable().meta({ description: 'Told to its author only' }),
  })
  .meta({ id: 'Note' });
export type Note = z.output<typeof note>;

const writtenVersion = z.object({
  language,
  title: writing(2_000).default(''),
  body: writing(60_000).default(''),
});

const written = z.object({
  title: writing(2_000).default(''),
  body: writing(60_000).default(''),
  language: language.optional(),
  media: z.array(uuid).max(18).default([]),
  alts: z.record(z.string(), writing(1000)).optional(),
  channel: z.string().max(40).nullish(),
  visibility: visibility.default('public'),
  card: z.object({ background: z.string().max(40) }).optional(),
  versions: z.array(writtenVersion).max(4).default([]),
  place: place.nullish(),
  declarations: z.array(declaration).max(4).default([]),
  draft: uuid.optional().meta({ description: 'A draft that this note replaces' }),
});

export const noteParams = z.object({ id });

export const draft = z
  .object({ id: uuid, savedAt: time, content: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Draft' });

export const noteErrors = errors({
  'note.not_found': [
    404,
    'This note is not here. It may have been taken away by its author.',
    '笔记不见了，可能已被作者删除。',
    '找不到這篇筆記，可能已被作者刪除。',
  ],
  'note.empty': [
    422,
    'A note needs some words or a picture.',
    '写点什么，或放一张图片吧。',
    '寫點什麼，或放一張圖片吧。',
  ],
  'note.title_long': [422, 'The title is over 60 characters.', '标题超过 60 个字。', '標題超過 60 個字。'],
  'note.body_long': [
    422,
    'The text is over 5,000 characters.',
    '正文超过 5000 个字。',
    '內文超過 5000 個字。',
  ],
  'note.media_missing': [
    422,
    'A picture of this note is not there or not yours.',
    '有图片不存在或不是你的。',
    '有圖片不存在或不是你的。',
  ],
  'note.background': [422, 'There is no such background.', '没有这个背景。', '沒有這個背景。'],
  'note.channel': [422, 'There is no such channel.', '没有这个频道。', '沒有這個頻道。'],
  'note.language_twice': [
    422,
    'This language is there twice.',
    '同一种语言写了两遍。',
    '同一種語言寫了兩次。',
  ],
  'note.too_many_topics': [
    422,
    'A note can have 20 topics.',
    '一篇笔记最多 20 个话题。',
    '一篇筆記最多 20 個話題。',
  ],
  'draft.not_found': [404, 'This draft is not here.', '草稿不存在。', '草稿不存在。'],
  'draft.too_many': [
    409,
    'There is room for 100 drafts. Clear some out first.',
    '草稿最多 100 篇，先清理几篇吧。',
    '草稿最多 100 篇，先清理幾篇吧。',
  ],
});

export const noteEndpoints = [
  endpoint('POST /notes', {
    access: 'member',
    subject: 'none',
    summary: 'Publish a note; without pictures it becomes a text card',
    body: written,
    output: note,
    status: 201,
  }),
  endpoint('GET /notes/:id', {
    access: 'anyone',
    subject: 'note',
    summary: 'A note',
    params: noteParams,
    output: note,
    etag: true,
  }),
  endpoint('PATCH /notes/:id', {
    access: 'member',
    subject: 'note',
    summary: 'Change one’s own note',
    params: noteParams,
    body: z.object({
      title: writing(2_000).optional(),
      body: writing(60_000).optional(),
      language: language.optional(),
      media: z.array(uuid).max(18).optional(),
      alts: z.record(z.string(), writing(1000)).optional(),
      channel: z.string().max(40).nullable().optional(),
      visibility: visibility.optional(),
      card: z.object({ background: z.string().max(40) }).optional(),
      versions: z.array(writtenVersion).max(4).optional(),
      place: place.nullable().optional(),
      declarations: z.array(declaration).max(4).optional(),
    }),
    output: note,
  }),
  endpoint('DELETE /notes/:id', {
    access: 'member',
    subject: 'note',
    summary: 'Delete one’s own note; it can be brought back for 30 days',
    params: noteParams,
  }),
  endpoint('GET /notes/:id/related', {
    access: 'anyone',
    subject: 'note',
    summary: 'Notes like this one',
    params: noteParams,
    query: pageQuery,
    output: page(card),
  }),
  endpoint('PUT /notes/:id/like', {
    access: 'member',
    subject: 'note',
    summary: 'Like',
    params: noteParams,
    output: z.object({ liked: z.boolean(), likes: z.number().int() }),
  }),
  endpoint('DELETE /notes/:id/like', {
    access: 'member',
    subject: 'note',
    summary: 'Take a like back',
    params: noteParams,
    output: z.object({ liked: z.boolean(), likes: z.number().int() }),
  }),
  endpoint('PUT /notes/:id/save', { access: 'member', subject: 'note', summary: 'Save', params: noteParams }),
  endpoint('DELETE /notes/:id/save', {
    access: 'member',
    subject: 'note',
    summary: 'Take out of what one saved, boards included',
    params: noteParams,
  }),
  endpoint('GET /people/:person/notes', {
    access: 'anyone',
    subject: 'person',
    summary: 'A person’s notes, newest first',
    params: personParams,
    query: pageQuery,
    output: page(card),
  }),
  endpoint('GET /me/likes', {
    access: 'member',
    subject: 'own',
    summary: 'Notes one liked, newest like first (nobody else sees this)',
    query: pageQuery,
    output: page(card),
  }),
  endpoint('GET /me/saves', {
    access: 'member',
    subject: 'own',
    summary: 'Notes one saved, newest first (nobody else sees this)',
    query: pageQuery,
    output: page(card),
  }),
  endpoint('GET /me/trash', {
    access: 'member',
    subject: 'own',
    summary: 'One’s own deleted notes of the last 30 days',
    query: pageQuery,
    output: page(card.extend({ deletedAt: time })),
  }),
  endpoint('DELETE /me/trash/:id', {
    access: 'member',
    subject: 'own',
    summary: 'Bring a deleted note back',
    params: noteParams,
    output: note,
  }),
  endpoint('GET /drafts', { access: 'member', subject: 'own', summary: 'One’s drafts', output: page(draft) }),
  endpoint('PUT /drafts/:id', {
    access: 'member',
    subject: 'own',
    summary: 'Save a draft under an id of one’s own making (UUIDv7)',
    params: z.object({ id: uuid }),
    body: z.object({ content: writings(z.record(z.string(), z.unknown())) }),
    output: draft,
  }),
  endpoint('DELETE /drafts/:id', {
    access: 'member',
    subject: 'own',
    summary: 'Throw a draft away',
    params: z.object({ id: uuid }),
  }),
] as const;
