import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { changeCommunity, putChannel } from './commands.ts';
import { listChannels, listKeptChannels, showCommunity } from './queries.ts';

export const routes = [
  route(api('GET /community'), showCommunity),
  route(api('PATCH /community'), changeCommunity),
  route(api('GET /channels'), listChannels),
  route(api('PUT /channels/:slug'), putChannel),
  route(api('GET /admin/channels'), listKeptChannels),
];
