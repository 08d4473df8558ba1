import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { acceptName, askForName, dropName, lookAtName, proposeName, stopAsking } from './commands.ts';
import { listNames, listRequests } from './queries.ts';

export const routes = [
  route(api('PUT /me/name-request'), askForName),
  route(api('DELETE /me/name-request'), stopAsking),
  route(api('GET /names'), listRequests),
  route(api('GET /people/:person/names'), listNames),
  route(api('POST /people/:person/names'), proposeName),
  route(api('POST /names/look'), lookAtName),
  route(api('DELETE /names/:id'), dropName),
  route(api('PUT /names/:id/accept'), acceptName),
];
