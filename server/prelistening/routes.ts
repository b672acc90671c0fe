import type { Kysely } from 'kysely';
import { prelisteningRoutes as contract } from '../../contract/http/prelistening.ts';
import { isAllowed } from '../../core/access/roles.ts';
import type { DayPart } from '../../core/prelistening/heard-lines.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Principal } from '../http/principal.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { sendAudio } from '../recordings/audio.ts';
import { requireStation } from '../stations/service.ts';
import type { Database } from '../store/schema.ts';
import { stationAreaOnDay } from '../territory/place-of-day.ts';
import { hearingsOf } from './hearings.ts';
import { readPlannedDays } from './planned-day.ts';
import { createTrials, soundsIn } from './trials.ts';

export interface PrelisteningDeps {
  db: Kysely<Database>;
  access: Access;
  asker: Asker;
  /** See core/compile/freeze. */
  freezeMs: number;
  media: MediaStore;
  clock: Clock;
}

/** What is to be heard at a station on a day, and the very files that sound: for whoever may read that day. */
export function prelisteningRoutes(deps: PrelisteningDeps): BoundRoute[] {
  const { db, media } = deps;
  const trials = createTrials(deps);
  return [
    handle(contract.show, async ({ principal, params, query }) => {
      const { date } = query;
      const { id: stationId, zone } = await requireDay(deps, principal, { ...params, date });
      const inForce = await readPlannedDays(db, stationId, date);
      const isTrial = inForce.length === 0;
      const days = isTrial ? await trials.days({ stationId, zone, date }) : inForce;
      return { isTrial, hearings: await hearingsOf(db, days, { date, part: partOf(query) }) };
    }),
    handle(contract.sound, async ({ principal, params, query: { date }, response }) => {
      const { sha256 } = params;
      const { id: stationId, zone, name } = await requireDay(deps, principal, { ...params, date });
      const asked = { stationId, zone, date };
      const inForce = await readPlannedDays(db, stationId, date);
      // What was told as a trial may have come into force meanwhile.
      const isTold = trials.told(asked)?.has(sha256) ?? false;
      const days = inForce.length > 0 || isTold ? inForce : await trials.days(asked);
      if (!isTold && !soundsIn(days).has(sha256))
        throw new AppError('media_not_allowed', 'the file does not sound there on that day');
      if (!(await media.has(sha256))) throw new AppError('object_not_found', 'it is not here');
      const file = { path: media.path(sha256), sha256, contentType: 'audio/mpeg' };
      await sendAudio(response, { ...file, fileName: `${name}.mp3` });
    }),
  ];
}

function partOf(query: {
  sessionKey?: string | undefined;
  occurrence?: string | undefined;
}): DayPart {
  const { sessionKey, occurrence } = query;
  if (sessionKey !== undefined) return { sessionKey };
  return occurrence === undefined ? null : { occurrence };
}

/**
 * The station, for whoever may read it as it stands today, or could on that day.
 * @throws AppError `station_not_found`, `not_allowed`
 */
async function requireDay(
  { db, access }: PrelisteningDeps,
  principal: Principal,
  { id, date }: { id: string; date: LocalDate },
) {
  const station = await requireStation(db, id);
  const { areaId } = await db
    .selectFrom('station')
    .select(stationAreaOnDay(date).as('areaId'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const tree = await access.tree();
  if (!isAllowed(principal.grants, 'read', areaId, tree.on(date)))
    await access.require(principal, 'read', station.areaId);
  return station;
}
