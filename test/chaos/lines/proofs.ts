import { join } from 'node:path';
import { openDatabase } from '../../../runtime/database.ts';
import { until } from '../../support/until.ts';

/** A proof of play as the server keeps it. */
export interface Proof {
  endpointId: string;
  reason: string;
  heardMs: number;
  durationMs: number;
}

/** The proofs of an occurrence, those that are held as doubtful too: they were told. */
export function proofsOf(dataFolder: string, occurrence: string): Proof[] {
  const sqlite = openDatabase(join(dataFolder, 'loa.sqlite'), { readonly: true });
  try {
    const columns =
      'endpoint_id as endpointId, reason, heard_ms as heardMs, duration_ms as durationMs';
    return ['play', 'doubtful_play'].flatMap(
      (table) =>
        sqlite
          .prepare(`select ${columns} from ${table} where occurrence = ?`)
          .all(occurrence) as Proof[],
    );
  } finally {
    sqlite.close();
  }
}

/** Until each of the endpoints has proved the occurrence. */
export async function untilProved(
  dataFolder: string,
  { occurrence, endpointIds }: { occurrence: string; endpointIds: readonly string[] },
  limitMs: number,
): Promise<void> {
  const hasAll = () => {
    const proved = new Set(proofsOf(dataFolder, occurrence).map(({ endpointId }) => endpointId));
    return Promise.resolve(endpointIds.every((id) => proved.has(id)) || undefined);
  };
  await until(hasAll, { limitMs, everyMs: 1000, what: `${occurrence} is proved everywhere` });
}
