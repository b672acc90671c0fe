import type { Kysely } from 'kysely';
import type { EndpointVolume } from '../../contract/http/endpoint-page.ts';
import type { GuardAnswer } from '../../contract/http/guards.ts';
import type { Tree } from '../../core/area/tree.ts';
import { volumeAt } from '../../core/compile/entries-of.ts';
import { openZone } from '../../core/time/zone.ts';
import { isWithinDates, localDateOf, type EpochMs } from '../../core/time/zoned.ts';
import { areasAbove } from '../access/area-scope.ts';
import type { EndpointRow } from '../endpoints/repo.ts';
import { toGuard } from '../guards/guard-row.ts';
import type { Database } from '../store/schema.ts';
import { placeRules } from '../timetable/place-rules.ts';
import { loadModes } from '../timetable/rules.ts';

type Whose = Pick<EndpointRow, 'id' | 'name' | 'areaId' | 'stationId' | 'zone'>;

/** What bounds the volume of an endpoint now, and by which rules. */
export async function readVolume(
  db: Kysely<Database>,
  endpoint: Whose,
  { tree, now }: { tree: Tree; now: EpochMs },
): Promise<EndpointVolume> {
  const { id: endpointId, areaId, stationId } = endpoint;
  const zone = openZone(endpoint.zone);
  const today = localDateOf(now, endpoint.zone);
  const held = await readCaps(db, endpoint);
  const guards = held.map(({ rule, validFrom, validTo, ...one }) => ({
    ...{ id: one.id, placeId: one.endpointId ?? one.areaId },
    rule: { rule, validFrom, validTo },
  }));
  const others = { quietHours: [], holidays: new Set<string>(), groups: [] };
  const { rules } = placeRules({ ...others, guards, ...(await loadModes(db)) }, tree);
  const { limits, mode } = rules({ endpointId, areaId, stationId, groupIds: [] }, today, zone);
  const percent = mode?.volumePercent ?? null;
  return {
    nowPercent: volumeAt(now, 1, null, { limits, mode }),
    rules: held.filter(({ validFrom, validTo }) => isWithinDates(today, validFrom, validTo)),
    mode: mode && percent !== null ? { name: mode.name, percent } : null,
  };
}

/** The strictest first, whatever their days. */
async function readCaps(db: Kysely<Database>, { id, name, areaId }: Whose): Promise<GuardAnswer[]> {
  const rows = await db
    .selectFrom('guard')
    .selectAll()
    .where((eb) => eb.or([eb('area_id', 'in', areasAbove([areaId])), eb('endpoint_id', '=', id)]))
    .orderBy('id')
    .execute();
  const caps = rows.flatMap((row) => {
    const { rule, ...dates } = toGuard(row);
    if (rule.kind !== 'volume_cap') return [];
    const isOwn = row.endpoint_id !== null;
    const place = {
      ...{ areaId: row.area_id ?? areaId, endpointId: row.endpoint_id },
      endpointName: isOwn ? name : null,
    };
    return [{ id: row.id, ...place, rule, ...dates, note: row.note }];
  });
  return caps.sort((a, b) => a.rule.percent - b.rule.percent);
}
