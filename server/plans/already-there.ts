import type { Kysely } from 'kysely';
import { contentOn, type Broadcast, type Placement } from '../../core/broadcast/broadcast.ts';
import { datesIn, lastDateOf, occursOn } from '../../core/recurrence/occurs-on.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { secondsOf } from '../../core/time/zoned.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import type { Database } from '../store/schema.ts';

/** So many days of a draft are looked at; one that goes on for ever is held against the whole rule. */
const mostDays = 60;

/** Broadcasts of an area that may be on from a day on. */
export async function broadcastsFrom(
  db: Kysely<Database>,
  areaId: string,
  from: LocalDate,
): Promise<Broadcast[]> {
  const rows = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('state', '=', 'active')
    .where('owner_area_id', '=', areaId)
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', from)]))
    .execute();
  return rows.map(toBroadcast);
}

/** Whether all that a draft would sound is there already: the same sound, at its times or in its session. */
export function isThere(draft: Broadcast, known: readonly Broadcast[]): boolean {
  const sound = JSON.stringify(draft.items);
  const days = daysOf(draft);
  const alike = known.filter(
    (one) => JSON.stringify(one.targets) === JSON.stringify(draft.targets),
  );
  if (days === null)
    return alike.some(
      (one) =>
        JSON.stringify(one.dates) === JSON.stringify(draft.dates) &&
        JSON.stringify(one.items) === sound &&
        holds(one.placement, draft.placement),
    );
  return days.every((date) =>
    alike.some((one) => {
      if (!occursOn(one.dates, date)) return false;
      const { items, placement } = contentOn(one, date);
      return JSON.stringify(items) === sound && holds(placement, draft.placement);
    }),
  );
}

function daysOf({ dates }: Broadcast): LocalDate[] | null {
  const last = lastDateOf(dates);
  if (last === null) return null;
  const days = datesIn(dates, '0000-01-01', last, mostDays + 1);
  return days.length > mostDays ? null : days;
}

function holds(known: Placement, wanted: Placement): boolean {
  if (known.kind === 'session')
    return wanted.kind === 'session' && wanted.sessionKey === known.sessionKey;
  if (known.kind !== 'at' || wanted.kind !== 'at') return false;
  const times = new Set(known.slots.map(({ time }) => secondsOf(time)));
  return wanted.slots.every(({ time }) => times.has(secondsOf(time)));
}
