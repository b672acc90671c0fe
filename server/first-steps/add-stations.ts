import type { z } from 'zod';
import type { firstStepsRoutes } from '../../contract/http/first-steps.ts';
import { sessionFault, sessionsClash } from '../../core/session/check-session.ts';
import { allWeekdays } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import { createSessionsService, type SessionsDeps } from '../sessions/service.ts';
import { createStationsService, type StationsDeps } from '../stations/service.ts';

export interface AddStationsDeps extends StationsDeps, SessionsDeps {
  access: Access;
}

type Given = z.output<NonNullable<(typeof firstStepsRoutes.addStations)['body']>>;

interface Result {
  areaId: string;
  stationId: string | null;
  problem: { code: string; detail: string } | null;
}

const held = { weekdays: [...allWeekdays], validFrom: null, validTo: null };
const bare = { openingId: null, closingId: null, stagger: [], modeKeys: [] };
const sound = { leadInMs: 3000, tailMs: 1000 };

/**
 * A station with its sessions for each commune, by the rights of the single deeds; compiled once at the end.
 * @throws AppError `session_times_invalid`, `session_overlaps` before anything is made
 */
export async function addStations(
  deps: AddStationsDeps,
  principal: Principal,
  { areaIds, namePrefix, sessions }: Given,
): Promise<Result[]> {
  requireSound(sessions);
  const touched: string[] = [];
  // Each new session alone would have everything compiled that there is nothing for yet.
  const timetable = { changed: () => Promise.resolve() };
  const stations = createStationsService(deps);
  const keeper = createSessionsService({ ...deps, timetable });
  const areas = await deps.access.areas();
  const results: Result[] = [];
  for (const areaId of new Set(areaIds)) {
    const add = async () => {
      const commune = areas.get(areaId)?.name ?? '';
      const name = `${namePrefix} ${commune.charAt(0).toLowerCase()}${commune.slice(1)}`.trim();
      const { id: stationId } = await stations.create(principal, { areaId, name });
      touched.push(stationId);
      for (const session of sessions)
        await keeper.create(principal, { ...session, ...held, ...bare, ...sound, stationId });
      return stationId;
    };
    results.push({ areaId, ...(await outcomeOf(add())) });
  }
  if (touched.length > 0) await deps.timetable.changed({ stationIds: touched });
  return results;
}

/** Otherwise every station would be made, and be without sessions. */
function requireSound(sessions: Given['sessions']): void {
  const whole = sessions.map((session) => ({ ...session, ...held }));
  for (const [nth, session] of whole.entries()) {
    const fault = sessionFault(session);
    if (fault) throw new AppError('session_times_invalid', `${session.key}: ${fault}`);
    const clash = whole.slice(0, nth).find((one) => sessionsClash(one, session));
    if (clash) throw new AppError('session_overlaps', `${session.key} meets ${clash.key}`);
  }
}

/** What is refused is told of; what is broken breaks. */
async function outcomeOf(made: Promise<string>): Promise<Omit<Result, 'areaId'>> {
  try {
    return { stationId: await made, problem: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'broken') throw error;
    return { stationId: null, problem: { code: error.code, detail: error.detail } };
  }
}
