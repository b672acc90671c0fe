import { auditRoutes as contract } from '../../contract/http/audit.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { sendSpelt } from '../office/send-spelt.ts';
import type { Asker } from '../questions/ask-aside.ts';

export interface AuditRoutesDeps {
  asker: Asker;
  /** In which days are meant. */
  zone: string;
}

export function auditRoutes({ asker, zone }: AuditRoutesDeps): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => asker.ask('audit', { principal, query, zone })),
    handle(contract.file, async ({ principal, query, response }) => {
      const { format } = query;
      const spelt = await asker.ask('auditFile', { principal, query, zone });
      sendSpelt(response, spelt, { format, fileName: 'nhat-ky-thao-tac' });
    }),
  ];
}
