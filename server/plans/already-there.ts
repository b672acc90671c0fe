import type { Kysely } from 'kysely';
import { contentOn, type Broadcast, type Placement } from '../../core/broadcast/broadcast.ts';
import { datesIn, lastDateOf, occursOn } from '../../core/recurrence/occurs-on.ts';
import type { Recurrence } from '../../core/recurrence/recurrence.ts';
import { beginAt, exceptOne } from '../../core/recurrence/split.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { secondsOf } from '../../core/time/zoned.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';

/** So many days of a rule are looked at; one that goes on for longer is held against the whole rule. */
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

/**
 * What of a draft is not there yet: the same sound, at its times or in its session, on its days. Times that lack
 * the same days stay together; of those that lack others a draft of its own is made, with an id of `makeId`.
 */
export function restOf<D extends Broadcast>(
  draft: D,
  known: readonly Broadcast[],
  makeId: () => string,
): D[] {
  const days = daysOf(draft);
  const alike = known.filter(
    (one) => JSON.stringify(one.targets) === JSON.stringify(draft.targets),
  );
  if (days === null) return alike.some((one) => isWholly(draft, one)) ? [] : [draft];
  return placementsOf(draft, (placement) => daysLacking({ ...draft, placement }, days, alike)).map(
    ({ placement, left }, index) => ({
      ...draft,
      id: index === 0 ? draft.id : makeId(),
      placement,
      dates: onlyOn(draft.dates, days, left),
    }),
  );
}

interface Left {
  placement: Placement;
  /** Never empty. */
  left: readonly LocalDate[];
}

/** The times of a draft, by the days on which they are not there. */
function placementsOf(
  { placement }: Broadcast,
  lacking: (placement: Placement) => LocalDate[],
): Left[] {
  if (placement.kind !== 'at') {
    const left = lacking(placement);
    return left.length === 0 ? [] : [{ placement, left }];
  }
  const groups = groupRows(
    placement.slots.map((slot) => ({ slot, left: lacking({ ...placement, slots: [slot] }) })),
    ({ left }) => left.join(),
  );
  return [...groups.values()].flatMap((group) => {
    const left = group[0]?.left ?? [];
    if (left.length === 0) return [];
    const slots = group.map(({ slot: { time } }, index) => ({ id: String(index + 1), time }));
    return { placement: { ...placement, slots }, left };
  });
}

function daysLacking(
  { items, placement }: Broadcast,
  days: readonly LocalDate[],
  alike: readonly Broadcast[],
): LocalDate[] {
  const sound = JSON.stringify(items);
  return days.filter(
    (date) =>
      !alike.some((one) => {
        if (!occursOn(one.dates, date)) return false;
        const content = contentOn(one, date);
        return JSON.stringify(content.items) === sound && holds(content.placement, placement);
      }),
  );
}

function isWholly(draft: Broadcast, one: Broadcast): boolean {
  return (
    JSON.stringify(one.dates) === JSON.stringify(draft.dates) &&
    JSON.stringify(one.items) === JSON.stringify(draft.items) &&
    holds(one.placement, draft.placement)
  );
}

function onlyOn(
  dates: Recurrence,
  days: readonly LocalDate[],
  left: readonly LocalDate[],
): Recurrence {
  const [first] = left;
  if (first === undefined || left.length === days.length) return dates;
  const staying = new Set(left);
  const rest = days.filter((date) => !staying.has(date)).reduce(exceptOne, dates);
  return beginAt(rest, first) ?? rest;
}

/** Each of its days; `null` where a rule gives more than are looked at, as no line of a plan does. */
function daysOf({ dates }: Broadcast): LocalDate[] | null {
  const last = lastDateOf(dates);
  if (last === null) return null;
  const most = dates.rule === null ? Infinity : mostDays;
  const days = datesIn(dates, '0000-01-01', last, most + 1);
  return days.length > most ? null : days;
}

function holds(known: Placement, wanted: Placement): boolean {
  if (known.kind === 'session')
    return wanted.kind === 'session' && wanted.sessionKey === known.sessionKey;
  if (known.kind !== 'at' || wanted.kind !== 'at') return false;
  const times = new Set(known.slots.map(({ time }) => secondsOf(time)));
  return wanted.slots.every(({ time }) => times.has(secondsOf(time)));
}
