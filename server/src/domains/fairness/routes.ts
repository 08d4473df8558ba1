import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { listDays, readDay, readFairness } from './queries.ts';
import { readReach } from './reach.ts';

export const routes = [
  route(api('GET /fairness'), readFairness),
  route(api('GET /fairness/days'), listDays),
  route(api('GET /fairness/days/:day'), readDay),
  route(api('GET /notes/:id/reach'), readReach),
];
