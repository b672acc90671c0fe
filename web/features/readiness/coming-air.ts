import type { DaySubject } from '../../../contract/http/readiness.ts';
import type { ReadinessReason } from '../../../core/readiness/readiness.ts';
import { noteLeadMs } from '../../../core/readiness/subjects.ts';

/** What sounds soon, at all stations that sound it then. */
export interface ComingAir {
  subject: string;
  name: string;
  date: string;
  startsAt: number;
  ready: number;
  total: number;
  reasons: { reason: ReadinessReason; count: number }[];
}

/** What sounds within half an hour or sounds now, and is not wholly ready; what comes first first. */
export function comingTroubles(subjects: readonly DaySubject[], now: number): ComingAir[] {
  const airs = new Map<string, ComingAir>();
  for (const one of subjects) {
    if (one.startsAt - noteLeadMs > now || one.endsAt <= now) continue;
    const { subject, name, date, startsAt, ready, notReady, unknown } = one;
    const key = `${subject} ${startsAt}`;
    const air = airs.get(key) ?? { subject, name, date, startsAt, ready: 0, total: 0, reasons: [] };
    air.ready += ready;
    air.total += ready + notReady + unknown;
    for (const { reason, count } of one.reasons) {
      const known = air.reasons.find((each) => each.reason === reason);
      if (known) known.count += count;
      else air.reasons.push({ reason, count });
    }
    airs.set(key, air);
  }
  const troubled = [...airs.values()].filter(({ ready, total }) => ready < total);
  for (const { reasons } of troubled) reasons.sort((a, b) => b.count - a.count);
  return troubled.sort((a, b) => a.startsAt - b.startsAt);
}
