import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { removeDemo, runJob } from './commands.ts';
import { readOverview } from './overview.ts';
import { listAudit, listJobs, listMails } from './queries.ts';

export const routes = [
  route(api('GET /admin/overview'), readOverview),
  route(api('GET /admin/jobs'), listJobs),
  route(api('PUT /admin/jobs/:id/run'), runJob),
  route(api('GET /admin/mails'), listMails),
  route(api('GET /admin/audit'), listAudit),
  route(api('DELETE /admin/demo'), removeDemo),
];
