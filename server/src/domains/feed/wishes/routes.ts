import { api } from '@jujube/contract';
import { route } from '../../../kernel/routes.ts';
import { changeSettings, dropWish, resetFeed, takeBackReset, useAlgorithm, wish } from './commands.ts';
import { showAlgorithm, showSettings } from './queries.ts';
import { why } from './why.ts';

export const wishRoutes = [
  route(api('GET /feed/settings'), showSettings),
  route(api('PATCH /feed/settings'), changeSettings),
  route(api('PUT /feed/wishes'), wish),
  route(api('DELETE /feed/wishes/:kind/:key'), dropWish),
  route(api('POST /feed/reset'), resetFeed),
  route(api('DELETE /feed/reset'), takeBackReset),
  route(api('GET /feed/why'), why),
  route(api('GET /feed/algorithm'), showAlgorithm),
  route(api('PUT /feed/algorithm'), useAlgorithm),
];
