import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { page, pageQuery, time } from './common.ts';
import { author } from './people.ts';
import { card, rankedCard } from './cards.ts';
import { noteParams } from './notes.ts';
import { topic } from './topics.ts';

export const feedErrors = errors({
  'feed.channel': [404, 'There is no such channel.', '没有这个频道。', '沒有這個頻道。'],
});

export const feedEndpoints = [
  endpoint('GET /feed/explore', {
    access: 'anyone',
    subject: 'none',
    summary: 'Notes by interest; a visit begins without a cursor',
    query: pageQuery.extend({
      channel: z.string().max(40).optional(),
      list: z.string().max(200).optional(),
      after: z.coerce.number().int().min(-1).max(9998).optional().meta({
        description:
          'With `list` of a page: what follows the card at this position, by all that one did until now',
      }),
    }),
    output: page(rankedCard).extend({
      list: z
        .string()
        .meta({ description: 'Names this page of the list when signals are sent; good for 24 hours' }),
    }),
  }),
  endpoint('GET /feed/following', {
    access: 'member',
    subject: 'none',
    summary: 'Notes of people one follows, newest first',
    query: pageQuery,
    output: page(card),
  }),
  endpoint('GET /feed/new', {
    access: 'anyone',
    subject: 'none',
    summary: 'How many public notes are newer than a moment (for the new-notes pill)',
    query: z.object({ since: time, channel: z.string().max(40).optional() }),
    output: z.object({ count: z.number().int() }),
  }),
  endpoint('PUT /notes/:id/hide', {
    access: 'member',
    subject: 'note',
    summary: 'Not this one: the note leaves one’s lists',
    params: noteParams,
  }),
  endpoint('DELETE /notes/:id/hide', {
    access: 'member',
    subject: 'note',
    summary: 'Undo',
    params: noteParams,
  }),
] as const;

export const searchEndpoints = [
  endpoint('GET /search', {
    access: 'anyone',
    subject: 'none',
    summary: 'Notes by words; the first page also has people and topics',
    query: pageQuery.extend({ q: z.string().max(200) }),
    output: page(card).extend({ people: z.array(author), topics: z.array(topic) }),
  }),
] as const;
