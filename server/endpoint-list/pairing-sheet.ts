import type { Kysely } from 'kysely';
import type { PairingCard } from '../../contract/http/endpoint-lists.ts';
import type { Clock } from '../../runtime/clock.ts';
import { sha256 } from '../../runtime/crypto.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import { newPairingCode } from '../endpoints/pairing-code.ts';
import type { Principal } from '../http/principal.ts';
import { requireStation } from '../stations/service.ts';
import type { Database } from '../store/schema.ts';

/** A sheet is printed, and carried from cluster to cluster for days. */
const sheetLifeMs = 14 * 86_400_000;

/**
 * New codes for a station's agents that are not paired yet; codes that were not used stop working.
 * @throws AppError `station_not_found`, `not_allowed`
 */
export async function pairingSheet(
  { db, access, clock }: { db: Kysely<Database>; access: Access; clock: Clock },
  principal: Principal,
  stationId: string,
): Promise<PairingCard[]> {
  const station = await requireStation(db, stationId);
  await access.require(principal, 'endpoint.pair', station.areaId);
  const rows = await db
    .selectFrom('endpoint')
    .innerJoin('area', 'area.id', 'endpoint.area_id')
    .leftJoin('endpoint_site as site', 'site.endpoint_id', 'endpoint.id')
    .select(['endpoint.id as endpointId', 'endpoint.name', 'area.name as areaName'])
    .select(['site.serial', 'site.address'])
    .where('endpoint.station_id', '=', stationId)
    .where('endpoint.kind', '=', 'agent')
    .where('endpoint.declares', '=', 0)
    .where('endpoint.paired_at', 'is', null)
    .where('endpoint.revoked_at', 'is', null)
    .orderBy('area.name_folded')
    .orderBy('endpoint.name')
    .execute();
  const expiresAt = clock.now() + sheetLifeMs;
  const cards = rows.map((row) => {
    const code = newPairingCode();
    return { ...row, stationName: station.name, code, expiresAt };
  });
  if (cards.length === 0) return [];
  await db.transaction().execute(async (trx) => {
    const ids = cards.map(({ endpointId }) => endpointId);
    await trx
      .deleteFrom('pairing_code')
      .where('endpoint_id', 'in', ids)
      .where('used_at', 'is', null)
      .execute();
    for (const { code, endpointId } of cards)
      await trx
        .insertInto('pairing_code')
        .values({
          ...{ code_sha256: sha256(code), endpoint_id: endpointId, expires_at: expiresAt },
          ...{ used_at: null, secret_sha256: null },
        })
        .execute();
    await recordAudit(trx, {
      ...{ clock, userId: principal.userId, action: 'endpoint.pairing_sheet' },
      ...{ subject: stationId, areaId: station.areaId, detail: { codes: cards.length } },
    });
  });
  return cards;
}
