import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { changeMe } from './commands.ts';
import { readPerson, suggestPeople } from './queries.ts';

export const routes = [
  route(api('PATCH /me'), changeMe),
  route(api('GET /people'), suggestPeople),
  route(api('GET /people/:person'), readPerson),
];
