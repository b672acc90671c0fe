import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from './changes.ts';
import { stationsOf } from './scope.ts';

/** A timetable that only takes note of what changes, until it is told to compile all of it at once. */
export function compileLater<Any extends TimetableChanges>(db: Kysely<Database>, timetable: Any) {
  const stationIds = new Set<string>();
  return {
    timetable: {
      ...timetable,
      changed: async (scope: Parameters<TimetableChanges['changed']>[0]) => {
        for (const id of await stationsOf(db, scope)) stationIds.add(id);
      },
    },
    compile: async () => {
      if (stationIds.size > 0) await timetable.changed({ stationIds: [...stationIds] });
    },
  };
}
