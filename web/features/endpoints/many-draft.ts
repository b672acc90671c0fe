import type { BulkAct } from '../../../contract/http/endpoint-page.ts';
import { isLocalDate } from '../../../core/recurrence/civil.ts';
import { addDays, startOfDay, type LocalDate } from '../../../core/time/zoned.ts';
import { emptyGuard, guardRuleOf } from '../rules/guard-draft.ts';

export type ManyKind = BulkAct['kind'] | 'lift';

/** What the dialog for many loudspeakers holds: every act's fields, of which one act's are shown. */
export interface ManyDraft {
  kind: ManyKind;
  until: LocalDate;
  reason: string;
  percent: string;
  from: string;
  to: string;
  stationId: string;
  areaId: string;
  on: LocalDate;
}

/** The act; `null` while a field says nothing that can be meant. */
export function bulkActOf(
  draft: ManyDraft,
  { today, zone }: { today: LocalDate; zone: string },
): BulkAct | null {
  const { kind, until, reason, percent, from, to, stationId, areaId, on } = draft;
  switch (kind) {
    case 'snooze':
      return isSnoozeDay(until, today)
        ? { kind, until: startOfDay(addDays(until, 1), zone), reason }
        : null;
    case 'unsnooze':
      return { kind };
    case 'quarantine':
      return { kind, quarantined: true };
    case 'lift':
      return { kind: 'quarantine', quarantined: false };
    case 'revoke':
      return { kind };
    case 'volume_cap': {
      const whole = String(Math.round(Number(percent)));
      const rule = guardRuleOf({ ...emptyGuard(), kind, percent: whole, from, to });
      return rule?.kind === 'volume_cap' ? rule : null;
    }
    case 'move':
      return isLocalDate(on) ? { kind, stationId, areaId, on } : null;
  }
}

/** Ninety days at most, today among them. */
export function isSnoozeDay(until: LocalDate, today: LocalDate): boolean {
  return isLocalDate(until) && until >= today && until <= addDays(today, 89);
}
