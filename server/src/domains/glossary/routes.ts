import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { decide, propose, unvote, vote } from './commands.ts';
import { listTerms } from './queries.ts';

export const routes = [
  route(api('GET /glossary'), listTerms),
  route(api('POST /glossary'), propose),
  route(api('PUT /glossary/:id/vote'), vote),
  route(api('DELETE /glossary/:id/vote'), unvote),
  route(api('PATCH /glossary/:id'), decide),
];
