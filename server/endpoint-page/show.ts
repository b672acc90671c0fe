import type { CacheDay, EndpointPage } from '../../contract/http/endpoint-page.ts';
import { expectedSound, type ExpectedEntry } from '../../core/expected/expected-sound.ts';
import { dayCache } from '../../core/readiness/cache-day.ts';
import { addDays, localDateOf, type EpochMs } from '../../core/time/zoned.ts';
import type { EndpointRow } from '../endpoints/repo.ts';
import { readPlanned } from '../expected/read-entries.ts';
import type { Principal } from '../http/principal.ts';
import { readConcerned } from '../readiness/concerned.ts';
import { readKeyholders } from '../stations/keyholder.ts';
import type { EndpointPageDeps } from './deps.ts';
import { readSite } from './site.ts';
import { readVolume } from './volume.ts';

/** So many days are held ahead at the most. */
const mostDays = 8;
const mostMissing = 20;

/** All that is known of one endpoint now. @throws AppError `endpoint_not_found`, `not_allowed` */
export async function showEndpoint(
  deps: EndpointPageDeps,
  principal: Principal,
  id: string,
): Promise<EndpointPage> {
  const { db, access, endpoints, clock } = deps;
  const row = await endpoints.require(principal, 'read', id);
  const endpoint = await endpoints.get(id);
  const now = clock.now();
  const areas = await access.areas();
  const { entries, stopped } = await readPlanned(db, id, now);
  const expected = expectedSound(entries, { now, stopped, most: 1 });
  const stationIds = [row.stationId];
  const [held] = await readKeyholders(db, { principal, areas, stationIds });
  const { playing } = endpoint;
  return {
    endpoint,
    areaName: areas.get(row.areaId)?.name ?? '',
    reportedAt: row.reportedAt,
    says:
      playing === null || endpoint.presence !== 'online'
        ? null
        : (entries.findLast(({ key }) => key === playing)?.title ?? playing),
    now: expected.now && timed(expected.now),
    next: expected.next[0] ? timed(expected.next[0]) : null,
    cache: await cacheOf(deps, row, { now, until: endpoint.plannedUntil }),
    site: await readSite(deps, principal, row),
    volume: await readVolume(db, row, { tree: await access.tree(), now }),
    keyholder: held?.keyholder ?? null,
  };
}

const timed = ({ title, startsAt, endsAt }: ExpectedEntry) => ({ title, startsAt, endsAt });

/** Nothing of what is locked out or played by hand: it holds nothing for us. */
async function cacheOf(
  { db }: EndpointPageDeps,
  { id, zone, kind, revokedAt }: EndpointRow,
  { now, until }: { now: EpochMs; until: string | null },
): Promise<CacheDay[]> {
  if (until === null || revokedAt !== null || kind === 'person') return [];
  const first = localDateOf(now, zone);
  const dates = Array.from({ length: mostDays }, (_, nth) => addDays(first, nth));
  const days: CacheDay[] = [];
  for (const date of dates.filter((one) => one <= until)) {
    const [found] = await readConcerned(db, { date, now, endpointIds: [id] });
    if (!found || found.known.playlist === null) continue;
    const { missing, ...day } = dayCache({ ...found.known, entries: found.entries }, now);
    days.push({ date, ...day, missing: missing.slice(0, mostMissing) });
  }
  return days;
}
