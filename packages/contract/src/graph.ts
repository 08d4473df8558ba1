import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { page, pageQuery } from './common.ts';
import { author, personParams } from './people.ts';

/** A person in a list of people. */
export const listedPerson = author
  .extend({
    following: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether the reader follows them; null: the reader' }),
  })
  .meta({ id: 'ListedPerson' });

export const graphErrors = errors({
  'graph.self': [422, 'That’s you.', '这是你自己呀。', '這是你自己呀。'],
  'graph.blocked': [403, 'You can’t follow this person.', '无法关注 TA。', '無法追蹤對方。'],
});

export const graphEndpoints = [
  endpoint('PUT /people/:person/follow', {
    access: 'member',
    subject: 'person',
    summary: 'Follow a person',
    params: personParams,
  }),
  endpoint('DELETE /people/:person/follow', {
    access: 'member',
    subject: 'person',
    summary: 'Stop following',
    params: personParams,
  }),
  endpoint('PUT /people/:person/block', {
    access: 'member',
    subject: 'person',
    summary: 'Block a person: both sides stop seeing each other',
    params: personParams,
  }),
  endpoint('DELETE /people/:person/block', {
    access: 'member',
    subject: 'person',
    summary: 'Unblock',
    params: personParams,
  }),
  endpoint('PUT /people/:person/mute', {
    access: 'member',
    subject: 'person',
    summary: 'Stop seeing a person, who is not told',
    params: personParams,
  }),
  endpoint('DELETE /people/:person/mute', {
    access: 'member',
    subject: 'person',
    summary: 'Unmute',
    params: personParams,
  }),
  endpoint('GET /people/:person/followers', {
    access: 'anyone',
    subject: 'person',
    summary: 'Followers, newest first',
    params: personParams,
    query: pageQuery,
    output: page(listedPerson),
  }),
  endpoint('GET /people/:person/following', {
    access: 'anyone',
    subject: 'person',
    summary: 'People they follow, newest first',
    params: personParams,
    query: pageQuery,
    output: page(listedPerson),
  }),
  endpoint('GET /me/blocks', {
    access: 'member',
    subject: 'own',
    summary: 'People one has blocked',
    query: pageQuery,
    output: page(author),
  }),
  endpoint('GET /me/mutes', {
    access: 'member',
    subject: 'own',
    summary: 'People one has muted',
    query: pageQuery,
    output: page(author),
  }),
] as const;
