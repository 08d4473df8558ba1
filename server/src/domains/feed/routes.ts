import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { hideNote, unhideNote } from './commands.ts';
import { following, notesAbout, related } from './lists/plain.ts';
import { countNew, explore } from './lists/queries.ts';
import { recordSignals } from './signals/commands.ts';
import { wishRoutes } from './wishes/index.ts';

export const routes = [
  route(api('GET /feed/explore'), explore),
  route(api('GET /feed/following'), following),
  route(api('GET /feed/new'), countNew),
  route(api('GET /topics/:topic/notes'), notesAbout),
  route(api('GET /notes/:id/related'), related),
  route(api('POST /signals'), recordSignals),
  route(api('PUT /notes/:id/hide'), hideNote),
  route(api('DELETE /notes/:id/hide'), unhideNote),
  ...wishRoutes,
];
