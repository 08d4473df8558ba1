import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { putTopicName } from './commands.ts';
import { listTopics, readTopic } from './queries.ts';

export const routes = [
  route(api('GET /topics'), listTopics),
  route(api('GET /topics/:topic'), readTopic),
  route(api('PUT /topics/:topic/names/:name'), putTopicName),
];
