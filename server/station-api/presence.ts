import { sql, type Kysely, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { stationRoutes } from '../../contract/station/exchange.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import { among } from '../store/among.ts';
import { manyRows } from '../store/many-rows.ts';
import type { Database } from '../store/schema.ts';

export type StatusReport = z.output<NonNullable<(typeof stationRoutes.status)['body']>>;

/** As much of a report as is kept. */
export type HeardStatus = Omit<StatusReport, 'nonce' | 'clock' | 'incidents' | 'diskFreeBytes'> & {
  diskFreeBytes: number | null;
};

/** What endpoints say of themselves; polls count as a sign of life too. */
export interface Presence {
  seen(endpointId: string): void;
  report(endpointId: string, status: HeardStatus): void;
  /** Bytes that it was sent. */
  served(endpointId: string, bytes: number): void;
  /** Writes what was heard since the last call; a timer does so each second. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Heard {
  /** `null`: bytes went out to it, which a line that is long dead takes as well. */
  seenAt: number | null;
  status: HeardStatus | null;
  sentBytes: number;
}

/** A sign of life, perhaps with a report. */
interface Sign {
  seenAt: number;
  status: HeardStatus | null;
}

const flushEveryMs = 1_000;
/** A transaction of so many endpoints takes a few ms; polls are answered in between. */
const batch = 300;
const restMs = 10;

export function createPresence(deps: {
  db: Kysely<Database>;
  clock: Clock;
  log: Logger;
}): Presence {
  const { db, clock, log } = deps;
  const heard = createHeard(clock);
  const flush = async (pauseMs = 0) => {
    const rows = heard.takeAll();
    let from = 0;
    try {
      for (; from < rows.length; from += batch) {
        if (from > 0) await clock.sleep(pauseMs);
        const some = rows.slice(from, from + batch);
        await db.transaction().execute(async (trx) => {
          const there = await stillThere(trx, some);
          await keep(trx, there.flatMap(toSign));
          await keepSent(trx, there, clock.now());
        });
      }
    } catch (error) {
      heard.putBack(rows.slice(from));
      throw error;
    }
  };
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= flush(restMs)
      .catch((err: unknown) => log.error({ err }, 'signs of life were not written yet'))
      .finally(() => {
        running = null;
      });
  }, flushEveryMs);
  timer.unref();
  return {
    seen: heard.seen,
    report: (endpointId, status) => {
      heard.seen(endpointId).status = status;
    },
    served: (endpointId, bytes) => {
      heard.of(endpointId).sentBytes += bytes;
    },
    flush: () => flush(),
    close: async () => {
      clearInterval(timer);
      await running;
      await flush();
    },
  };
}

/** What was heard of each endpoint and is not written yet. */
function createHeard(clock: Clock) {
  let heard = new Map<string, Heard>();
  const of = (endpointId: string): Heard => {
    const known = heard.get(endpointId);
    if (known) return known;
    const first = { seenAt: null, status: null, sentBytes: 0 };
    heard.set(endpointId, first);
    return first;
  };
  return {
    of,
    seen: (endpointId: string): Heard => Object.assign(of(endpointId), { seenAt: clock.now() }),
    takeAll: (): [string, Heard][] => {
      const rows = [...heard];
      heard = new Map();
      return rows;
    },
    /** What could not be written is written with what is heard next. */
    putBack: (rows: readonly (readonly [string, Heard])[]) => {
      for (const [endpointId, { seenAt, status, sentBytes }] of rows) {
        const later = of(endpointId);
        later.seenAt ??= seenAt;
        later.status ??= status;
        later.sentBytes += sentBytes;
      }
    },
  };
}

/** Without endpoints that went away with sample data: one of them would take along what all others said. */
async function stillThere<Said>(
  trx: Transaction<Database>,
  said: readonly (readonly [string, Said])[],
): Promise<(readonly [string, Said])[]> {
  const ids = said.map(([id]) => id);
  const rows = await trx
    .selectFrom('endpoint')
    .select('id')
    .where('id', 'in', among(ids))
    .execute();
  const there = new Set(rows.map(({ id }) => id));
  return said.filter(([id]) => there.has(id));
}

/**
 * As if an endpoint had said it at that instant, by way of others.
 * Nothing changes where more was heard since.
 */
export async function keepCarried(
  trx: Transaction<Database>,
  endpointId: string,
  { seenAt, status }: { seenAt: number; status: HeardStatus },
): Promise<void> {
  const known = await trx
    .selectFrom('endpoint_status')
    .select('seen_at')
    .where('endpoint_id', '=', endpointId)
    .executeTakeFirst();
  if (!known || known.seen_at < seenAt) await keep(trx, [[endpointId, { seenAt, status }]]);
}

/** Of those that said something themselves. */
function toSign([id, { seenAt, status }]: readonly [string, Heard]): (readonly [string, Sign])[] {
  return seenAt === null ? [] : [[id, { seenAt, status }]];
}

async function keep(
  trx: Transaction<Database>,
  rows: readonly (readonly [string, Sign])[],
): Promise<void> {
  if (rows.length === 0) return;
  await keepSeen(trx, rows);
  const reports = rows.flatMap(([id, { seenAt, status }]) =>
    status ? [{ id, seenAt, status }] : [],
  );
  if (reports.length > 0) await keepReports(trx, reports);
}

async function keepSent(
  trx: Transaction<Database>,
  said: readonly (readonly [string, Heard])[],
  now: number,
): Promise<void> {
  const month = new Date(now).toISOString().slice(0, 7);
  const rows = said.flatMap(([id, { sentBytes }]) =>
    sentBytes > 0 ? [{ endpoint_id: id, month, bytes: sentBytes }] : [],
  );
  if (rows.length === 0) return;
  await sql`insert into endpoint_served ${manyRows(['endpoint_id', 'month', 'bytes'], rows)}
    on conflict (endpoint_id, month) do update set bytes = endpoint_served.bytes + excluded.bytes`.execute(
    trx,
  );
}

async function keepSeen(
  trx: Transaction<Database>,
  rows: readonly (readonly [string, Sign])[],
): Promise<void> {
  const seen = rows.map(([id, { seenAt }]) => ({
    endpoint_id: id,
    seen_at: seenAt,
    complete: '[]',
  }));
  await sql`insert into endpoint_status ${manyRows(['endpoint_id', 'seen_at', 'complete'], seen)}
    on conflict (endpoint_id) do update set seen_at = excluded.seen_at`.execute(trx);
}

/** Columns that a report replaces as a whole. */
const told = [
  ...(['clock_offset_ms', 'clock_trusted', 'head_sequence', 'complete', 'playing'] as const),
  ...(['version', 'disk_free_bytes', 'reported_at', 'incomplete', 'missing'] as const),
  ...(['missing_files', 'volume_percent', 'power', 'battery_percent', 'used_bytes'] as const),
  ...(['insecure_http', 'stale'] as const),
];

async function keepReports(
  trx: Transaction<Database>,
  reports: readonly { id: string; seenAt: number; status: HeardStatus }[],
): Promise<void> {
  const rows = reports.map(({ id, seenAt, status }) => ({
    endpoint_id: id,
    seen_at: seenAt,
    clock_offset_ms: status.clockOffsetMs,
    clock_trusted: status.clockTrusted ? 1 : 0,
    head_sequence: status.headSequence,
    complete: JSON.stringify(status.complete),
    playing: status.playing,
    version: status.version,
    disk_free_bytes: status.diskFreeBytes,
    insecure_http: status.insecureHttp ? 1 : 0,
    stale: status.stale ? 1 : 0,
    reported_at: seenAt,
    incomplete: JSON.stringify(status.incomplete),
    missing: status.missing && JSON.stringify(status.missing),
    missing_files: status.missingFiles,
    volume_percent: status.volumePercent,
    power: status.power,
    battery_percent: status.batteryPercent,
    used_bytes: status.usedBytes,
  }));
  const replaced = told.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  await sql`insert into endpoint_status ${manyRows(['endpoint_id', 'seen_at', ...told], rows)}
    on conflict (endpoint_id) do update set ${sql.join(replaced)}`.execute(trx);
  await keepHoldings(
    trx,
    reports.flatMap(({ id, seenAt, status }) =>
      status.complete.map((playlist) => ({
        endpoint_id: id,
        playlist_sha256: playlist,
        since: seenAt,
      })),
    ),
  );
}

/** Remembers since when each playlist is held: a later report no longer names it. */
export async function keepHoldings(
  trx: Transaction<Database>,
  holdings: readonly Database['holding'][],
): Promise<void> {
  if (holdings.length === 0) return;
  const columns = ['endpoint_id', 'playlist_sha256', 'since'] as const;
  await sql`insert into holding ${manyRows(columns, holdings)} on conflict do nothing`.execute(trx);
}
