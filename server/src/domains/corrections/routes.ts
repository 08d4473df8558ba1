import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { decide, lockText, suggest, unvote, vote } from './commands.ts';
import { listAsked, listMended, readCorrection } from './queries.ts';
import { readVersions } from './versions.ts';

export const routes = [
  route(api('GET /texts/:kind/:text'), readVersions),
  route(api('POST /texts/:kind/:text/corrections'), suggest),
  route(api('PUT /texts/:kind/:text/lock'), lockText),
  route(api('GET /corrections'), listAsked),
  route(api('GET /corrections/:id'), readCorrection),
  route(api('PUT /corrections/:id/vote'), vote),
  route(api('DELETE /corrections/:id/vote'), unvote),
  route(api('PATCH /corrections/:id'), decide),
  route(api('GET /people/:person/corrections'), listMended),
];
