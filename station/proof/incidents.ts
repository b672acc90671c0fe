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

export function createIncidents(deps: {
  db: StationStore;
  clock: Clock;
  now: () => number;
  log: Logger;
  onNew: () => void;
}): Incidents {
  const { db, clock, log } = deps;
  const reportedAt = new Map<string, number>();

  const isNew = (text: string) => {
    const now = clock.monotonic();
    for (const [old, at] of reportedAt) if (now - at >= silenceMs) reportedAt.delete(old);
    if (reportedAt.has(text)) return false;
    reportedAt.set(text, now);
    return true;
  };

  const keep = async (incident: Pick<IncidentRecord, 'what' | 'code' | 'detail'>) => {
    const detail = incident.detail.slice(0, 500);
    const at = Math.max(0, Math.floor(deps.now()));
    const record = incidentRecord.parse({ ...incident, detail, id: newId(clock), at });
    await db
      .insertInto('incident')
      .values({ id: record.id, at, record: JSON.stringify(record) })
      .execute();
    const beyond = db.selectFrom('incident').select('id').orderBy('id', 'desc').offset(mostKept);
    await db.deleteFrom('incident').where('id', 'in', beyond.limit(mostKept)).execute();
  };

  return {
    async report(incident) {
      if (!isNew(`${incident.what} ${incident.code} ${incident.detail}`)) return;
      log.warn({ incident }, 'incident');
      try {
        await keep(incident);
        deps.onNew();
      } catch (err) {
        log.error({ err }, 'incident not kept');
      }
    },
    async waiting(limit) {
      const query = db.selectFrom('incident').select('record').orderBy('id').limit(limit);
      const rows = await query.execute();
      return rows.map(({ record }) => incidentRecord.parse(JSON.parse(record)));
    },
    async accepted(ids) {
      if (ids.length > 0) await db.deleteFrom('incident').where('id', 'in', ids).execute();
    },
  };
}
