import { sql, type Kysely } from 'kysely';
import type { PlayRecord } from '../../contract/station/exchange.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { isHeardWhole } from '../../core/verdict/verdict.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { noteNews } from './air/note-news.ts';
import { areaOnDay } from '../territory/place-of-day.ts';

/** What the sums need of a play. */
export type CountedPlay = Pick<
  PlayRecord,
  'occurrence' | 'dueAt' | 'heardMs' | 'durationMs' | 'ear'
>;

/** A play and the endpoint that told of it. */
export interface ToldPlay {
  endpointId: string;
  play: CountedPlay;
}

interface DatedPlay extends ToldPlay {
  date: LocalDate;
  broadcastId: string;
}

// Eight values a row, and SQLite takes 32,766.
const batch = 1_000;

/**
 * Adds plays to the sums of their days, and lets those of the air be made anew; to be called in the transaction that keeps them, and once for each.
 * They count for the area where their endpoint stood on the day of the occurrence, however late they come.
 */
export async function countPlays(trx: Kysely<Database>, plays: readonly ToldPlay[]): Promise<void> {
  await noteNews(
    trx,
    plays.map(({ endpointId, play: { dueAt } }) => ({ endpointId, dueAt })),
  );
  const rows: Database['play_day'][] = [];
  for (const [date, ofDay] of groupRows(plays.flatMap(dated), (told) => told.date)) {
    const areas = await areasOn(trx, date, new Set(ofDay.map(({ endpointId }) => endpointId)));
    const keyOf = ({ endpointId, broadcastId }: DatedPlay) =>
      `${areas.get(endpointId) ?? ''} ${broadcastId}`;
    for (const [key, group] of groupRows(ofDay, keyOf)) {
      const [area_id = '', broadcast_id = ''] = key.split(' ');
      if (area_id !== '') rows.push({ date, area_id, broadcast_id, ...sumsOf(group) });
    }
  }
  for (let from = 0; from < rows.length; from += batch)
    await addSums(trx, rows.slice(from, from + batch));
}

/** None where its occurrence is not one of a day. */
function dated(told: ToldPlay): DatedPlay[] {
  const occurrence = parseOccurrenceId(told.play.occurrence);
  if (!occurrence) return [];
  return [{ ...told, date: occurrence.date, broadcastId: occurrence.broadcastId }];
}

/** Where endpoints stand on a day. */
async function areasOn(
  trx: Kysely<Database>,
  date: LocalDate,
  endpointIds: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('endpoint')
    .select(['id', areaOnDay(date).as('areaId')])
    .where('id', 'in', [...endpointIds])
    .execute();
  return new Map(rows.map(({ id, areaId }) => [id, areaId]));
}

async function addSums(
  trx: Kysely<Database>,
  rows: readonly Database['play_day'][],
): Promise<void> {
  const added = (name: keyof ReturnType<typeof sumsOf>) =>
    sql<number>`${sql.ref(`play_day.${name}`)} + ${sql.ref(`excluded.${name}`)}`;
  await trx
    .insertInto('play_day')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['date', 'area_id', 'broadcast_id']).doUpdateSet({
        sounded: added('sounded'),
        silent: added('silent'),
        whole: added('whole'),
        heard_ms: added('heard_ms'),
        unheard: added('unheard'),
      }),
    )
    .execute();
}

function sumsOf(told: readonly ToldPlay[]) {
  const plays = told.map(({ play }) => play);
  const sounded = plays.filter(({ heardMs }) => heardMs > 0);
  return {
    sounded: sounded.length,
    silent: plays.length - sounded.length,
    whole: sounded.filter(isHeardWhole).length,
    heard_ms: sounded.reduce((sum, { heardMs }) => sum + heardMs, 0),
    unheard: sounded.filter(({ ear }) => ear === 'silent').length,
  };
}
