import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { search } from './queries.ts';

export const routes = [route(api('GET /search'), search)];
