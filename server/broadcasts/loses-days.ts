import { lostExceptions, type LostExceptions } from '../../core/recurrence/split.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { Draft } from './check-draft.ts';

/** Days from `since` on that were left out or edited by themselves and lose their date by a change. */
export function lostDays(before: Broadcast, after: Draft, since: LocalDate): LostExceptions {
  const edited = before.overrides.map(({ date }) => date);
  const lost = lostExceptions(before.dates, after.dates, edited);
  const isComing = (date: LocalDate) => date >= since;
  return { exdates: lost.exdates.filter(isComing), edited: lost.edited.filter(isComing) };
}

/** @throws AppError `broadcast_loses_days`, with each of the days */
export function refuseLostDays({ exdates, edited }: LostExceptions): void {
  if (exdates.length + edited.length === 0) return;
  const fields = [
    ...edited.map((date) => ({ path: 'overrides', code: 'edited_day', message: date })),
    ...exdates.map((date) => ({ path: 'dates.exdates', code: 'left_out_day', message: date })),
  ];
  const days = fields.map(({ message }) => message).join(', ');
  throw new AppError('broadcast_loses_days', `no day of it any more: ${days}`, { fields });
}

/** Without what is said of days on which it is not. */
export function withoutLostDays(draft: Draft, { exdates }: LostExceptions): Draft {
  const { dates, overrides } = draft;
  return {
    ...draft,
    dates: { ...dates, exdates: dates.exdates.filter((date) => !exdates.includes(date)) },
    overrides: overrides.filter(({ date }) => occursOn(dates, date)),
  };
}
