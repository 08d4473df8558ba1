import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { decide, report } from './commands.ts';
import { changeMember, resetMember } from './members.ts';
import { listMemberRows, listReports } from './queries.ts';

export const routes = [
  route(api('POST /reports'), report),
  route(api('GET /admin/reports'), listReports),
  route(api('PATCH /admin/reports/:id'), decide),
  route(api('GET /admin/members'), listMemberRows),
  route(api('PATCH /admin/members/:person'), changeMember),
  route(api('POST /admin/members/:person/reset'), resetMember),
];
