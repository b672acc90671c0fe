import type { Broadcast, Content } from '../broadcast/broadcast.ts';
import { contentOn, defaultMaxDelayMs } from '../broadcast/broadcast.ts';
import { datesIn, lastDateOf } from '../recurrence/occurs-on.ts';
import type { LocalDate, LocalTime } from '../time/zoned.ts';
import { addDays, secondsOf } from '../time/zoned.ts';
import type { PlayWindow } from './play-window.ts';
import { isWindowOn } from './play-window.ts';

/** Why a broadcast is not inside a window. */
export type WindowFault = 'class' | 'urgent' | 'overflow' | 'items' | 'days' | 'hours';

/** A session at a station that the broadcast reaches. */
export interface ReachedSession {
  key: string;
  startsAt: LocalTime;
  latestEnd: LocalTime;
}

/** Days that are looked at one by one; each day is judged again when it is compiled. */
const daysAhead = 400;

/**
 * What keeps a broadcast from being wholly inside a window from `today` on, or `null`. What has passed does
 * not count. Areas are the caller's matter.
 */
export function faultInWindow(
  broadcast: Broadcast,
  window: PlayWindow,
  given: {
    today: LocalDate;
    sessions: readonly ReachedSession[];
    /** How long some recordings sound together, in ms. */
    lengthOf: (recordingIds: readonly string[]) => number;
  },
): WindowFault | null {
  if (broadcast.class !== 'normal') return 'class';
  if (broadcast.urgentSince !== null) return 'urgent';
  // It would go on to sessions that nobody named.
  if (broadcast.overflow.kind === 'next') return 'overflow';
  const { dates } = broadcast;
  if (window.validTo !== null && lastDateOf(dates) === null) return 'days';
  const days = datesIn(dates, given.today, addDays(given.today, daysAhead));
  if (!days.every((date) => isWindowOn(window, date))) return 'days';
  for (const date of unlikeDays(broadcast, days)) {
    const fault = contentFault(contentOn(broadcast, date), broadcast, { ...given, window });
    if (fault) return fault;
  }
  return null;
}

/** The days that were edited by themselves, and one of the others. */
function unlikeDays({ overrides }: Broadcast, days: readonly LocalDate[]): LocalDate[] {
  const edited = new Set(overrides.map(({ date }) => date));
  const usual = days.find((date) => !edited.has(date));
  return [...(usual === undefined ? [] : [usual]), ...days.filter((date) => edited.has(date))];
}

function contentFault(
  { placement, items }: Content,
  { whenBeaten }: Broadcast,
  given: {
    window: PlayWindow;
    sessions: readonly ReachedSession[];
    lengthOf: (recordingIds: readonly string[]) => number;
  },
): WindowFault | null {
  const { hours, sessionKeys } = given.window;
  const recordingIds = items.flatMap((item) =>
    item.type === 'recording' ? [item.recordingId] : [],
  );
  // Whatever else sounds was not approved as a recording.
  if (recordingIds.length < items.length) return 'items';
  if (placement.kind === 'now') return 'urgent';
  if (placement.kind === 'session') {
    if (sessionKeys.includes(placement.sessionKey)) return null;
    const held = given.sessions.filter(({ key }) => key === placement.sessionKey);
    // One that ends on the next day is longer than any window.
    const isInside = ({ startsAt, latestEnd }: ReachedSession) =>
      hours !== null &&
      startsAt < latestEnd &&
      isWithin(startsAt, 0, hours) &&
      isWithin(latestEnd, 0, hours);
    return held.length > 0 && held.every(isInside) ? null : 'hours';
  }
  const waits = placement.start === 'soft' ? placement.maxDelayMs : defaultMaxDelayMs;
  const delayMs = placement.start === 'soft' || whenBeaten === 'queue' ? waits : 0;
  const seconds = (delayMs + given.lengthOf(recordingIds)) / 1000;
  const isInside = placement.slots.every(
    ({ time }) => hours !== null && isWithin(time, seconds, hours),
  );
  return isInside ? null : 'hours';
}

/** Whether what begins at a wall time and lasts some seconds lies in hours of the same day. */
function isWithin(
  time: LocalTime,
  seconds: number,
  { from, to }: { from: LocalTime; to: LocalTime },
): boolean {
  return secondsOf(from) <= secondsOf(time) && secondsOf(time) + seconds <= secondsOf(to);
}
