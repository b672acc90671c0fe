import type { Kysely } from 'kysely';
import type { HearingAnswer } from '../../contract/http/prelistening.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Playlist } from '../../core/playlist/playlist.ts';
import {
  heardLines,
  soundingMs,
  type DayPart,
  type HeardLine,
} from '../../core/prelistening/heard-lines.ts';
import { addDays, type LocalDate } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import { stoppedDay } from '../store/stopped-day.ts';
import type { PlannedDay } from './planned-day.ts';

type Db = Kysely<Database>;

interface Heard {
  endpoint: { id: string; name: string };
  lines: HeardLine[];
  leadInMs: number;
}

/** What of a day is to be heard at its endpoints, alike to the ear together; the most complete first. */
export async function hearingsOf(
  db: Db,
  days: readonly PlannedDay[],
  { date, part }: { date: LocalDate; part: DayPart },
): Promise<HearingAnswer[]> {
  const ids = days.flatMap(({ endpointIds }) => endpointIds);
  const names = await readNames(db, ids);
  const stops = await readStops(db, ids, date);
  const heard = days.flatMap(({ endpointIds, powered, ...day }) =>
    endpointIds.map((id): Heard => {
      const stopped = new Set(stops.get(id)?.map(({ occurrence }) => occurrence));
      const lines = heardLines({ ...day, date, stopped }, part);
      return {
        endpoint: { id, name: names.get(id) ?? '' },
        lines,
        leadInMs: leadIn(powered, lines),
      };
    }),
  );
  const alike = groupRows(heard, ({ lines, leadInMs }) => JSON.stringify([lines, leadInMs]));
  return [...alike.values()]
    .flatMap((all) => {
      const [first] = all;
      if (!first) return [];
      const endpoints = all.map(({ endpoint }) => endpoint);
      endpoints.sort((a, b) => a.name.localeCompare(b.name, 'vi'));
      return [{ endpoints, lines: first.lines, leadInMs: first.leadInMs }];
    })
    .sort(
      (a, b) =>
        soundingMs(b.lines) - soundingMs(a.lines) ||
        b.lines.length - a.lines.length ||
        b.endpoints.length - a.endpoints.length,
    );
}

/** How long the amplifier is on before the first of some lines, in ms. */
function leadIn(powered: Playlist['powered'], lines: readonly HeardLine[]): number {
  const startsAt = lines[0]?.startsAt ?? 0;
  const span = powered.find(({ fromMs, toMs }) => fromMs <= startsAt && startsAt < toMs);
  return span ? startsAt - span.fromMs : 0;
}

async function readNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('endpoint')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What was stopped of a day, by endpoint; a guest sounds up to a week after the day that it is named by. */
async function readStops(db: Db, ids: readonly string[], date: LocalDate) {
  if (ids.length === 0) return new Map<string, { occurrence: string }[]>();
  const rows = await db
    .selectFrom('stop')
    .select(['endpoint_id', 'occurrence'])
    .where('endpoint_id', 'in', ids)
    .where(stoppedDay, '>=', addDays(date, -7))
    .where(stoppedDay, '<=', date)
    .execute();
  return groupRows(rows, ({ endpoint_id }) => endpoint_id);
}
