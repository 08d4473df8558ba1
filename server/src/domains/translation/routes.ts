import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { readHelloCard } from './hello.ts';
import { readRules } from './community-rules.ts';
import { previewText } from './preview.ts';

export const routes = [
  route(api('POST /translations/preview'), previewText),
  route(api('GET /hello-card'), readHelloCard),
  route(api('GET /community/rules'), readRules),
];
