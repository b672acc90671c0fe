import type { Outlook } from '../../contract/http/broadcasts.ts';
import { airingsOf } from '../../core/history/airing.ts';
import { diffAirings, type Change } from '../../core/history/diff-airings.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Trial } from '../timetable/each-station.ts';

/** What would become of an occurrence that has its air now. */
export type Displaced = Omit<
  Outlook['displaced'][number],
  'title' | 'ownerAreaId' | 'ownerAreaName'
> & { endedAt: EpochMs };

/** Occurrences of others that would be dropped, moved or shortened, once for each station, in order. */
export function displacedBy(
  trials: readonly Trial[],
  own: ReadonlySet<string>,
  now: EpochMs,
): Displaced[] {
  const found = new Map<string, Displaced>();
  for (const trial of trials)
    for (const change of changesIn(trial)) {
      const { before } = change;
      if (!before || own.has(before.broadcastId)) continue;
      const one = displacedIn(change, trial);
      const key = `${trial.station.id} ${before.date} ${before.occurrence}`;
      // Dropped at one endpoint weighs more than moved at another.
      if (one && one.endedAt > now && found.get(key)?.what !== 'dropped') found.set(key, one);
    }
  return [...found]
    .sort(([a, x], [b, y]) => x.startedAt - y.startedAt || (a < b ? -1 : 1))
    .map(([, one]) => one);
}

/** The days of endpoints that hear the same are compared once. */
function changesIn({ groups, stored }: Trial): Change[] {
  const places = groupRows(groups, ({ endpointIds }) => endpointIds[0] ?? '');
  return [...places].flatMap(([endpointId, days]) => {
    const before = days.flatMap(({ date }) => {
      const { entries, record } = stored.dayOf(stored.nameOf(endpointId, date));
      return airingsOf(date, { entries, rulings: record.rulings });
    });
    const after = days.flatMap(({ date, playlist, record }) =>
      airingsOf(date, { entries: playlist.entries, rulings: record.rulings }),
    );
    return diffAirings(before, after);
  });
}

function displacedIn({ kind, before, after }: Change, { station }: Trial): Displaced | null {
  if (!before || before.startsAt === null) return null;
  const isSame = after?.occurrence === before.occurrence;
  const what = isSame ? whatIs(kind) : 'dropped';
  if (!what) return null;
  return {
    occurrence: before.occurrence,
    ...{ stationId: station.id, stationName: station.name, date: before.date },
    what,
    startedAt: before.startsAt,
    endedAt: before.startsAt + before.soundMs,
    startsAt: isSame ? after.startsAt : null,
    reason: isSame ? after.why : null,
  };
}

function whatIs(kind: Change['kind']): Displaced['what'] | null {
  if (kind === 'silenced') return 'dropped';
  return kind === 'moved' || kind === 'shortened' ? kind : null;
}
