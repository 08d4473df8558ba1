import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { changeMe } from './commands.ts';
import { readPerson, suggestPeople } from './queries.ts';
import { askPersonTranslation, readPersonTranslation } from './translation.ts';

export const routes = [
  route(api('PATCH /me'), changeMe),
  route(api('GET /people'), suggestPeople),
  route(api('GET /people/:person'), readPerson),
  route(api('GET /people/:person/translation'), readPersonTranslation),
  route(api('PUT /people/:person/translation'), askPersonTranslation),
];
