import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { changePicture, removePicture } from './commands.ts';
import { readUploaded } from './queries.ts';

export const routes = [
  route(api('GET /media/:id'), readUploaded),
  route(api('PATCH /media/:id'), changePicture),
  route(api('DELETE /media/:id'), removePicture),
];
