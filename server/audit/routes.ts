import type { Kysely } from 'kysely';
import { auditRoutes as contract } from '../../contract/http/audit.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Database } from '../store/schema.ts';
import { listAudit } from './list.ts';

export function auditRoutes({ db }: { db: Kysely<Database> }): BoundRoute[] {
  return [handle(contract.list, ({ principal, query }) => listAudit(db, principal, query))];
}
