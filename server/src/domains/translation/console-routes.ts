import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { readCoverage } from './coverage/read.ts';
import { fetchTranslationModel, removeTranslationModel, stopTranslationModel } from './models/commands.ts';
import { listOffers, listTranslationModels } from './models/queries.ts';

export const consoleRoutes = [
  route(api('GET /admin/translation'), readCoverage),
  route(api('GET /admin/models'), listTranslationModels),
  route(api('GET /admin/models/offers'), listOffers),
  route(api('PUT /admin/models/:pair/download'), fetchTranslationModel),
  route(api('DELETE /admin/models/:pair/download'), stopTranslationModel),
  route(api('DELETE /admin/models/:pair'), removeTranslationModel),
];
