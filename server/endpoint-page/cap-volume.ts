import type { Kysely } from 'kysely';
import type { BulkAct } from '../../contract/http/endpoint-page.ts';
import { toGuard } from '../guards/guard-row.ts';
import type { GuardFields } from '../guards/guard-store.ts';
import type { Principal } from '../http/principal.ts';
import type { PlaceRulesService } from '../place-rules/service.ts';
import type { Database } from '../store/schema.ts';

export interface CapDeps {
  db: Kysely<Database>;
  guards: Pick<PlaceRulesService<GuardFields>, 'create' | 'update' | 'remove'>;
}

type Cap = Extract<BulkAct, { kind: 'volume_cap' }>;

/** Bounds the volume of an endpoint for always; an earlier bound of this kind for the same hours makes room. */
export async function capVolume(
  { db, guards }: CapDeps,
  principal: Principal,
  { endpointId, areaId, rule }: { endpointId: string; areaId: string; rule: Cap },
): Promise<void> {
  const how = { dryRun: false };
  const fields = { rule, validFrom: null, validTo: null, note: null };
  const [first, ...others] = await earlierCaps(db, endpointId, rule);
  if (first === undefined) await guards.create(principal, { areaId, endpointId, ...fields }, how);
  else await guards.update(principal, first, fields, how);
  for (const id of others) await guards.remove(principal, id, how);
}

/** Those that somebody dated or explained are rules of their own. */
async function earlierCaps(db: Kysely<Database>, endpointId: string, cap: Cap): Promise<string[]> {
  const rows = await db
    .selectFrom('guard')
    .select(['id', 'rule', 'valid_from', 'valid_to'])
    .where('endpoint_id', '=', endpointId)
    .where('valid_from', 'is', null)
    .where('valid_to', 'is', null)
    .where('note', 'is', null)
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, ...row }) => {
    const { rule } = toGuard(row);
    const isSame = rule.kind === 'volume_cap' && rule.from === cap.from && rule.to === cap.to;
    return isSame ? [id] : [];
  });
}
