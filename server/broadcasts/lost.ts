import type { Kysely } from 'kysely';
import type { LostTargetAnswer } from '../../contract/http/effects.ts';
import { inForceOn } from '../../core/area/in-force.ts';
import { changeDays } from '../../core/area/territory.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { lostTargets } from '../../core/broadcast/lost-targets.ts';
import { lastDateOf } from '../../core/recurrence/occurs-on.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { FieldFault } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import type { Database } from '../store/schema.ts';
import { loadPlaces } from '../territory/endpoint-places.ts';
import { loadDatedStations } from '../territory/load-territory.ts';
import { toLostTarget } from '../territory/lost-broadcasts.ts';
import { territoryNames } from '../territory/territory-names.ts';

/** What a broadcast is meant for and does not reach, from a day on until its last. */
export async function lostOf(
  { db, access }: { db: Kysely<Database>; access: Access },
  broadcast: Pick<Broadcast, 'targets' | 'ownerAreaId' | 'dates'>,
  { date: first }: { date: LocalDate },
): Promise<LostTargetAnswer[]> {
  const { targets, dates } = broadcast;
  const stations = await loadDatedStations(db, targets.stations);
  const territory = { tree: await access.tree(), stations };
  const endpoints = await loadPlaces(db, { endpointIds: targets.endpoints });
  const places = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint.places]));
  const last = lastDateOf(dates);
  const changes = changeDays(territory, first).filter((day) => last === null || day <= last);
  const lost = lostTargets(broadcast, [first, ...changes], {
    territory,
    areaOfEndpoint: (id, day) => inForceOn(places.get(id) ?? [], day)?.areaId ?? null,
  });
  if (lost.length === 0) return [];
  const names = await territoryNames(db, territory, endpoints);
  return lost.map((one) => toLostTarget(one, names));
}

export function toFieldFault({ name, reason, successor }: LostTargetAnswer): FieldFault {
  const message = successor === null ? name : `${name} → ${successor.name}`;
  return { path: 'targets', code: `target_${reason}`, message };
}
