import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { markRead } from './commands.ts';
import { listInbox, readUnread } from './queries.ts';

export const routes = [
  route(api('GET /inbox'), listInbox),
  route(api('GET /inbox/unread'), readUnread),
  route(api('PUT /inbox/read'), markRead),
];
