import { z } from 'zod';
import { handle, name } from './accounts.ts';
import { endpoint } from './endpoint.ts';
import { language, page, picture, shownFacet, shownText, time, uuid, writing } from './common.ts';
import { author, bio, me, personParams } from './people.ts';

export const person = author
  .extend({
    bio: z.array(bio.extend({ facets: z.array(shownFacet) })),
    bioShown: shownText
      .nullable()
      .meta({ description: 'In the reader’s language, where they wrote none in it' }),
    place: z.string().nullable(),
    reads: z.array(language),
    writes: z.array(language),
    joinedAt: time,
    role: z.enum(['member', 'moderator', 'administrator']),
    picture: picture.nullable(),
    secondNameBy: author.nullable().meta({ description: 'Who gave the second name, if somebody did' }),
    secondNameReading: z.string().meta({ description: 'As its owner wants it read; may be empty' }),
    asksForName: z.boolean(),
    counts: z.object({
      notes: z.number().int(),
      followers: z.number().int(),
      following: z.number().int(),
      likes: z.number().int(),
    }),
    relation: z.object({
      self: z.boolean(),
      following: z.boolean(),
      followedBy: z.boolean(),
      muted: z.boolean(),
      blocked: z.boolean(),
    }),
  })
  .meta({ id: 'Person' });

export const profileEndpoints = [
  endpoint('PATCH /me', {
    access: 'member',
    subject: 'own',
    summary: 'Change one’s own profile',
    body: z.object({
      name: name.optional(),
      secondName: name.nullable().optional(),
      handle: handle.optional(),
      bio: z.array(bio).max(3).optional(),
      place: writing(80).nullable().optional(),
      avatar: uuid.nullable().optional(),
      reads: z.array(language).min(1).max(10).optional(),
      writes: z.array(language).max(10).optional(),
      interests: z.array(z.string().max(40)).max(20).optional(),
      arrived: z.boolean().optional(),
    }),
    output: me,
  }),
  endpoint('GET /people', {
    access: 'anyone',
    subject: 'none',
    summary: 'People whose name or handle begins so (for mentions)',
    query: z.object({ q: z.string().max(60), limit: z.coerce.number().int().min(1).max(20).optional() }),
    output: page(author),
  }),
  endpoint('GET /people/:person', {
    access: 'anyone',
    subject: 'person',
    summary: 'A person',
    params: personParams,
    output: person,
  }),
] as const;
