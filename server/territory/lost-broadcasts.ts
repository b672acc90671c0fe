import type { Kysely } from 'kysely';
import type { Effects, LostTargetAnswer } from '../../contract/http/effects.ts';
import { inForceOn } from '../../core/area/in-force.ts';
import type { EndpointPlace } from '../../core/area/plan-places.ts';
import { changeDays, type Territory } from '../../core/area/territory.ts';
import { lostTargets, type LostTarget } from '../../core/broadcast/lost-targets.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { readTargets } from '../broadcasts/broadcast-row.ts';
import type { Database } from '../store/schema.ts';
import type { TerritoryPlan } from './plan.ts';
import type { TerritoryNames } from './territory-names.ts';

/** Broadcasts that a change takes something from, with what they lose by it. */
export async function lostBroadcasts(
  db: Kysely<Database>,
  plan: TerritoryPlan,
  names: TerritoryNames,
): Promise<Effects['broadcasts']['first']> {
  const { since, before, after, endpoints } = plan;
  const rows = await db
    .selectFrom('broadcast')
    .select(['id', 'title', 'owner_area_id', 'targets', 'last_date'])
    .where('state', '=', 'active')
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', since)]))
    .orderBy('id')
    .execute();
  const days = [since, ...changeDays(after, since)];
  const earlier = placedBy(endpoints.map(({ id, places }) => [id, places]));
  const later = placedBy(endpoints.map(({ id, planned }) => [id, planned]));
  return rows.flatMap((row) => {
    const broadcast = { ownerAreaId: row.owner_area_id, targets: readTargets(row.targets) };
    const until = days.filter((day) => row.last_date === null || day <= row.last_date);
    const lostIn = (territory: Territory, areaOfEndpoint: typeof later) =>
      lostTargets(broadcast, until, { territory, areaOfEndpoint });
    const lost = lostIn(after, later);
    if (lost.length === 0) return [];
    const known = new Set(lostIn(before, earlier).map(({ id, reason }) => `${id} ${reason}`));
    const fresh = lost.filter(({ id, reason }) => !known.has(`${id} ${reason}`));
    if (fresh.length === 0) return [];
    return { id: row.id, title: row.title, lost: fresh.map((one) => toLostTarget(one, names)) };
  });
}

export function toLostTarget(
  { id, reason, from, successorId }: LostTarget,
  names: TerritoryNames,
): LostTargetAnswer {
  return {
    ...names(id),
    reason,
    from,
    successor: successorId === null ? null : names(successorId),
  };
}

function placedBy(
  endpoints: readonly (readonly [string, readonly EndpointPlace[]])[],
): (id: string, day: LocalDate) => string | null {
  const places = new Map(endpoints);
  return (id, day) => inForceOn(places.get(id) ?? [], day)?.areaId ?? null;
}
