import { sql, type Kysely, type Transaction } from 'kysely';
import { airSumNames } from '../../../core/report/air-sums.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Asker } from '../../questions/ask-aside.ts';
import { manyRows } from '../../store/many-rows.ts';
import type { Database } from '../../store/schema.ts';
import { sumColumn } from './sum-column.ts';
import type { NewSums, SettleQuestion } from './settle-days.ts';

export interface KeepSumsDeps {
  db: Kysely<Database>;
  asker: Asker;
  clock: Clock;
}

/** Keeps the sums of what was aired right. */
export interface AirSumsKeeper {
  /** Sums up what is due, at most so many days of stations; whether more may be due. */
  catchUp(asked: SettleQuestion): Promise<boolean>;
  /** Goes on until nothing is due or the rounds are over; to be called again and again. */
  keep(): Promise<void>;
}

/**
 * So many days are summed up before somebody looks at a report: a station's week, or a district's morning. What is
 * more is summed up meanwhile, and counted as pending.
 */
export const caughtUp = 40;

const round = 60;
const rounds = 20;
// Cells in one transaction: a few ms.
const batch = 400;

export function createAirSumsKeeper(deps: KeepSumsDeps): AirSumsKeeper {
  const { db, asker, clock } = deps;
  const keeper: AirSumsKeeper = {
    catchUp: async (asked) => {
      const { bytes } = await asker.ask('settleDays', asked);
      const made = JSON.parse(Buffer.from(bytes).toString()) as NewSums[];
      for (const some of inBatches(made)) {
        await db.transaction().execute(async (trx) => {
          for (const day of some) await replace(trx, day);
        });
        await clock.sleep(0);
      }
      return made.length === asked.limit;
    },
    keep: async () => {
      for (let done = 0; done < rounds; done += 1)
        if (!(await keeper.catchUp({ limit: round }))) return;
    },
  };
  return keeper;
}

function inBatches(days: readonly NewSums[]): NewSums[][] {
  const batches: NewSums[][] = [];
  let room = 0;
  for (const day of days) {
    const size = day.cells.length + day.placeCells.length + 1;
    if (size > room) {
      batches.push([]);
      room = batch;
    }
    batches.at(-1)?.push(day);
    room -= size;
  }
  return batches;
}

const columns = [
  ...['date', 'station_id', 'area_id', 'broadcast_id', 'item', 'class', 'origin'],
  ...airSumNames.map(sumColumn),
];

/** Puts new sums in place of a day's, unless something was learnt since they were begun. */
async function replace(trx: Transaction<Database>, day: NewSums): Promise<void> {
  const { date, stationId, news } = day;
  const settled = { settled_at: day.at, stale_at: day.staleAt };
  const { numInsertedOrUpdatedRows: kept = 0n } = await trx
    .insertInto('air_settled')
    .values({ date, station_id: stationId, news, ...settled })
    .onConflict((conflict) =>
      conflict
        .columns(['date', 'station_id'])
        .doUpdateSet(settled)
        .where('air_settled.news', '=', news),
    )
    .executeTakeFirst();
  if (kept === 0n) return;
  const ofDay = { date, station_id: stationId };
  for (const table of ['air_sum', 'air_place_sum', 'air_unseen'] as const)
    await trx
      .deleteFrom(table)
      .where('date', '=', date)
      .where('station_id', '=', stationId)
      .execute();
  const toRow = (cell: NewSums['cells'][number]) => ({
    ...{ ...ofDay, area_id: cell.areaId, broadcast_id: cell.broadcastId },
    ...{ item: cell.item, class: cell.class, origin: cell.origin },
    ...Object.fromEntries(airSumNames.map((name) => [sumColumn(name), cell[name]])),
  });
  const { cells, placeCells } = day;
  await sql`insert into air_sum ${manyRows<string>(columns, cells.map(toRow))}`.execute(trx);
  await sql`insert into air_place_sum
    ${manyRows<string>(columns, placeCells.map(toRow))}`.execute(trx);
  const unseen = day.unseen.map(({ endpointId, sinceMs }) => ({
    ...{ ...ofDay, endpoint_id: endpointId, since_ms: sinceMs },
  }));
  // An endpoint that moved within the day is told of by the station that was summed up last.
  await sql`insert or replace into air_unseen
    ${manyRows(['date', 'station_id', 'endpoint_id', 'since_ms'], unseen)}`.execute(trx);
}
