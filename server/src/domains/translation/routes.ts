import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import {
  askPersonTranslation,
  lockOwnTranslation,
  readPersonTranslation,
  unlockOwnTranslation,
} from './people.ts';

export const routes = [
  route(api('GET /people/:person/translation'), readPersonTranslation),
  route(api('PUT /people/:person/translation'), askPersonTranslation),
  route(api('PUT /me/translation/:language/lock'), lockOwnTranslation),
  route(api('DELETE /me/translation/:language/lock'), unlockOwnTranslation),
];
