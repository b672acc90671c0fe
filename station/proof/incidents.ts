import type { Logger } from '../../runtime/log.ts';
import { incidentRecord, type IncidentRecord } from '../../contract/station/exchange.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import type { StationStore } from '../store/open-store.ts';

/** What the endpoint refused or could not do, kept until the server has it. */
export interface Incidents {
  /** Keeps it; the same again within the hour is only logged. Never throws. */
  report(incident: Pick<IncidentRecord, 'what' | 'code' | 'detail'>): Promise<void>;
  /** The oldest that the server has not got. */
  waiting(limit: number): Promise<IncidentRecord[]>;
  accepted(ids: readonly string[]): Promise<void>;
}

const silenceMs = 3_600_000;
const mostKept = 1000;
const mostUnkept = 50;

export function createIncidents(deps: {
  db: StationStore;
  clock: Clock;
  now: () => number;
  log: Logger;
  onNew: () => void;
}): Incidents {
  const { db, clock, log } = deps;
  const reportedAt = new Map<string, number>();
  /** Those that a full disk did not take; they go out all the same. */
  let unkept: IncidentRecord[] = [];

  const isNew = (text: string) => {
    const now = clock.monotonic();
    for (const [old, at] of reportedAt) if (now - at >= silenceMs) reportedAt.delete(old);
    if (reportedAt.has(text)) return false;
    reportedAt.set(text, now);
    return true;
  };

  const keep = async (record: IncidentRecord) => {
    const { id, at } = record;
    await db
      .insertInto('incident')
      .values({ id, at, record: JSON.stringify(record) })
      .execute();
    const beyond = db.selectFrom('incident').select('id').orderBy('id', 'desc').offset(mostKept);
    await db.deleteFrom('incident').where('id', 'in', beyond.limit(mostKept)).execute();
  };

  return {
    async report(incident) {
      if (!isNew(`${incident.what} ${incident.code} ${incident.detail}`)) return;
      log.warn({ incident }, 'incident');
      const detail = incident.detail.slice(0, 500);
      const at = Math.max(0, Math.floor(deps.now()));
      const record = { ...incident, detail, id: newId(clock), at };
      try {
        await keep(record);
      } catch (err) {
        log.error({ err }, 'incident not kept');
        unkept = [...unkept, record].slice(-mostUnkept);
      }
      deps.onNew();
    },
    async waiting(limit) {
      const query = db.selectFrom('incident').select('record').orderBy('id').limit(limit);
      const rows = await query.execute();
      const kept = rows.map(({ record }) => incidentRecord.parse(JSON.parse(record)));
      return [...unkept, ...kept].slice(0, limit);
    },
    async accepted(ids) {
      unkept = unkept.filter(({ id }) => !ids.includes(id));
      if (ids.length > 0) await db.deleteFrom('incident').where('id', 'in', ids).execute();
    },
  };
}
