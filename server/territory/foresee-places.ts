import type { Kysely } from 'kysely';
import { followIn } from '../../core/area/follow.ts';
import { planPlaces } from '../../core/area/plan-places.ts';
import { changeDays } from '../../core/area/territory.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import { loadPlaces, savePlaces } from './endpoint-places.ts';
import { loadTerritory } from './load-territory.ts';

/** Lets a new endpoint follow what is already planned for its area and its station. */
export async function foreseePlaces(
  trx: Kysely<Database>,
  endpointId: string,
  today: LocalDate,
): Promise<void> {
  const territory = await loadTerritory(trx);
  const days = changeDays(territory, today);
  if (days.length === 0) return;
  const given = { since: today, changeDays: days, follow: followIn(territory) };
  for (const { places } of await loadPlaces(trx, { endpointIds: [endpointId] })) {
    const planned = planPlaces(places, given);
    if (planned.length > 1) await savePlaces(trx, endpointId, planned);
  }
}
