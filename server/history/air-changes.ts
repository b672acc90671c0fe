import type { AirChangesAnswer } from '../../contract/http/timetable-change.ts';
import { airingsOf } from '../../core/history/airing.ts';
import { changesInWords, type ChangedPlace } from '../../core/history/changes-in-words.ts';
import { diffAirings } from '../../core/history/diff-airings.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Trial } from '../timetable/each-station.ts';

/** So many lines are sent; a person reads no more. */
const mostLines = 300;

/** What would be heard otherwise at stations that were compiled for trial, in words. */
export function airChanges(trials: readonly Trial[], language: Language): AirChangesAnswer {
  const places = trials.flatMap(changedPlaces);
  const stations = new Map(trials.map(({ station }) => [station.id, station]));
  const lines = changesInWords(places, language, {
    count: stations.size,
    nameOf: (id) => stations.get(id)?.name ?? id,
    endpointsOf: (id) => stations.get(id)?.places.length ?? 0,
  });
  return { stations: stations.size, total: lines.length, lines: lines.slice(0, mostLines) };
}

/** The days of endpoints that hear the same are compared once. */
function changedPlaces({ station, groups, stored }: Trial): ChangedPlace[] {
  const places = groupRows(groups, ({ endpointIds }) => endpointIds[0] ?? '');
  return [...places].flatMap(([endpointId, days]) => {
    const before = days.flatMap(({ date }) => {
      const { entries, record } = stored.dayOf(stored.nameOf(endpointId, date));
      return airingsOf(date, { entries, rulings: record.rulings });
    });
    const after = days.flatMap(({ date, playlist, record }) =>
      airingsOf(date, { entries: playlist.entries, rulings: record.rulings }),
    );
    const changes = diffAirings(before, after);
    const endpoints = days[0]?.endpointIds.length ?? 0;
    const { id: stationId, zone } = station;
    return changes.length > 0 ? [{ stationId, zone, endpoints, changes }] : [];
  });
}
