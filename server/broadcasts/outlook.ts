import type { Kysely } from 'kysely';
import type { Outlook } from '../../contract/http/broadcasts.ts';
import type { LostTargetAnswer } from '../../contract/http/effects.ts';
import type { Area } from '../../core/area/area.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { Ruling } from '../../core/compile/day.ts';
import { endOf } from '../../core/playlist/playlist.ts';
import type { Database } from '../store/schema.ts';
import type { Displaced } from './displaced.ts';
import { savedDays, type HeardDay } from './heard-day.ts';
import { holderOf } from './holders.ts';
import { loadOwners, type Owners } from './owners.ts';
import type { ReachSize } from './reach.ts';
import { readinessOf } from './readiness.ts';

type Line = Outlook['occurrences'][number];

/** So many displaced occurrences are told; nobody reads more. */
const mostDisplaced = 300;

export interface OutlookGiven {
  reach: ReachSize;
  lost: readonly LostTargetAnswer[];
  days: readonly HeardDay[];
  /** What it is about: one broadcast, or the two into which a series was split. */
  broadcasts: readonly Broadcast[];
  displaced: readonly Displaced[];
  areas: ReadonlyMap<string, Area>;
  now: number;
}

/** What becomes of a broadcast that is saved, from the days in force. */
export async function savedOutlook(
  db: Kysely<Database>,
  given: Omit<OutlookGiven, 'days' | 'displaced'>,
): Promise<Outlook> {
  const stationIds = given.reach.stations.map(({ id }) => id);
  const days = await savedDays(db, stationIds, given.now);
  return toOutlook(db, { ...given, days, displaced: [] });
}

/** What becomes of broadcasts in some days, and of others because of them; without choices. */
export async function toOutlook(db: Kysely<Database>, given: OutlookGiven): Promise<Outlook> {
  const { reach, lost, days, broadcasts, displaced, areas, now } = given;
  const own = new Map(broadcasts.map((one) => [one.id, one]));
  const found = linesOf(days, own);
  const holders = found.flatMap(({ holder }) => holder ?? []);
  const named = [...holders, ...displaced.map(({ occurrence }) => occurrence)];
  const owners = await loadOwners(db, named, { areas, drafts: broadcasts });
  return {
    endpoints: reach.places.length,
    stations: reach.stations.length,
    occurrences: found.map(({ line, holder }) => ({
      ...line,
      beatenBy: holder === null ? null : holderLine(holder, owners),
    })),
    lost: [...lost],
    displaced: displaced.slice(0, mostDisplaced).map(({ endedAt: _endedAt, ...one }) => {
      const { title, areaId, areaName } = owners(one.occurrence);
      return { ...one, title, ownerAreaId: areaId, ownerAreaName: areaName };
    }),
    displacedCount: displaced.length,
    choices: [],
    readiness: await readinessOf(db, days, { own: new Set(own.keys()), now }),
    losesDays: { exdates: [], edited: [] },
  };
}

interface FoundLine {
  line: Omit<Line, 'beatenBy'>;
  /** The occurrence that holds its air. */
  holder: string | null;
}

/** One for each occurrence and station, in order of day: it airs there if it does at one of the endpoints. */
export function linesOf(
  days: readonly HeardDay[],
  own: ReadonlyMap<string, Broadcast>,
): FoundLine[] {
  const lines = new Map<string, FoundLine>();
  for (const day of days)
    for (const ruling of day.record.rulings) {
      const broadcast = own.get(ruling.broadcastId);
      const key = `${day.date} ${day.stationId} ${ruling.occurrence}`;
      if (!broadcast || lines.get(key)?.line.airs) continue;
      lines.set(key, { line: lineOf(ruling, day), holder: holderOf(ruling, broadcast, day) });
    }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function lineOf(ruling: Ruling, day: HeardDay): FoundLine['line'] {
  const { occurrence: id, airs, reason, startsAt, sessionKey, soundMs } = ruling;
  const { stationId, stationName, date, record, entries } = day;
  const fill = record.sessions.find(({ key }) => key === sessionKey);
  const own = entries.filter((entry) => entry.occurrence === id);
  return {
    ...{ id, stationId, stationName, date, airs, reason, startsAt, soundMs },
    endsAt: airs && own.length > 0 ? Math.max(...own.map(endOf)) : null,
    sessionLeftMs: fill?.leftMs ?? null,
  };
}

function holderLine(occurrence: string, owners: Owners): NonNullable<Line['beatenBy']> {
  const { title, areaName } = owners(occurrence);
  return { occurrence, title, ownerAreaName: areaName };
}
