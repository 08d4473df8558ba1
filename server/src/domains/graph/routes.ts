import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { block, follow, mute, unblock, unfollow, unmute } from './commands.ts';
import { listBlocks, listFollowers, listFollowing, listMutes } from './queries.ts';

export const routes = [
  route(api('PUT /people/:person/follow'), follow),
  route(api('DELETE /people/:person/follow'), unfollow),
  route(api('PUT /people/:person/block'), block),
  route(api('DELETE /people/:person/block'), unblock),
  route(api('PUT /people/:person/mute'), mute),
  route(api('DELETE /people/:person/mute'), unmute),
  route(api('GET /people/:person/followers'), listFollowers),
  route(api('GET /people/:person/following'), listFollowing),
  route(api('GET /me/blocks'), listBlocks),
  route(api('GET /me/mutes'), listMutes),
];
