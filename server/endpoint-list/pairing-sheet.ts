import type { Kysely, Transaction } from 'kysely';
import type { PairingCard } from '../../contract/http/endpoint-lists.ts';
import { isAllowed } from '../../core/access/roles.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Clock } from '../../runtime/clock.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import { newPairingCode } from '../endpoints/pairing-code.ts';
import type { Principal } from '../http/principal.ts';
import { requireStation } from '../stations/service.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { unpaired } from './unpaired.ts';

/** A sheet is printed, and carried from cluster to cluster for days. */
const sheetLifeMs = 14 * 86_400_000;

interface SheetDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

/** Whose codes are made: of a whole station, or of those that are named. */
export type SheetOf = { stationId: string } | { ids: readonly string[] };

/**
 * New codes for agents that are not paired yet; codes that were not used stop working. Who is paired already is left
 * out.
 * @throws AppError `station_not_found`, `not_allowed`
 */
export async function pairingSheet(
  deps: SheetDeps,
  principal: Principal,
  of: SheetOf,
): Promise<PairingCard[]> {
  const { db, clock } = deps;
  const rows =
    'ids' in of ? await ofNamed(deps, principal, of.ids) : await ofStation(deps, principal, of);
  const expiresAt = clock.now() + sheetLifeMs;
  const cards = rows.map((row) => ({ ...row, code: newPairingCode(), expiresAt }));
  if (cards.length === 0) return [];
  await db.transaction().execute(async (trx) => {
    await keepCodes(trx, cards);
    for (const [stationId, own] of groupRows(cards, (card) => card.stationId))
      await recordAudit(trx, {
        ...{ clock, userId: principal.userId, action: 'endpoint.pairing_sheet' },
        ...{ subject: stationId, areaId: own[0]?.stationAreaId ?? null },
        detail: { codes: own.length },
      });
  });
  return cards.map(({ stationId: _, stationAreaId: __, areaId: ___, ...card }) => card);
}

async function ofStation(
  { db, access }: SheetDeps,
  principal: Principal,
  of: { stationId: string },
) {
  const station = await requireStation(db, of.stationId);
  await access.require(principal, 'endpoint.pair', station.areaId);
  return read(db).where('endpoint.station_id', '=', station.id).execute();
}

async function ofNamed({ db, access }: SheetDeps, principal: Principal, ids: readonly string[]) {
  const found = await read(db).where('endpoint.id', 'in', among(ids)).execute();
  const areas = await access.areas();
  const mayPair = ({ areaId }: (typeof found)[number]) =>
    isAllowed(principal.grants, 'endpoint.pair', areaId, areas);
  if (!found.every(mayPair))
    throw new AppError('not_allowed', 'some of them stand where you may not pair');
  return found;
}

function read(db: Kysely<Database>) {
  return unpaired(db)
    .leftJoin('endpoint_site as site', 'site.endpoint_id', 'endpoint.id')
    .select(['endpoint.id as endpointId', 'endpoint.name', 'area.name as areaName'])
    .select(['station.id as stationId', 'station.name as stationName'])
    .select(['station.area_id as stationAreaId', 'endpoint.area_id as areaId'])
    .select(['site.serial', 'site.address'])
    .orderBy('station.name_folded')
    .orderBy('area.name_folded')
    .orderBy('endpoint.name');
}

async function keepCodes(
  trx: Transaction<Database>,
  cards: readonly Pick<PairingCard, 'endpointId' | 'code' | 'expiresAt'>[],
): Promise<void> {
  const ids = cards.map(({ endpointId }) => endpointId);
  await trx
    .deleteFrom('pairing_code')
    .where('endpoint_id', 'in', among(ids))
    .where('used_at', 'is', null)
    .execute();
  for (const { code, endpointId, expiresAt } of cards)
    await trx
      .insertInto('pairing_code')
      .values({
        ...{ code_sha256: sha256(code), endpoint_id: endpointId, expires_at: expiresAt },
        ...{ used_at: null, secret_sha256: null },
      })
      .execute();
}
