import { api } from '../../../contract/api.ts';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { onDay } from '../../support/on-days.ts';
import type { Person } from '../../support/person.ts';
import { zone } from './seed.ts';

/** What the server did beside the polls. */
export interface BusyReport {
  compiles: number;
  reports: number;
}

/**
 * Keeps the server at work until told to stop: full compiles, one after another, of a broadcast for the
 * whole province that airs beyond the horizon (so that no head changes), and as-run reports of the week.
 */
export function keepBusy(
  operator: Person,
  { rootId, clock }: { rootId: string; clock: Clock },
): { stop(): Promise<BusyReport> } {
  const done = { compiles: 0, reports: 0 };
  const today = localDateOf(clock.now(), zone);
  let isOver = false;
  const compile = async () => {
    while (!isOver) {
      const { broadcast } = await operator.call(api.broadcasts.create, {
        body: {
          ...{ title: 'Bận', programmeId: null, ownerAreaId: rootId, class: 'normal' },
          placement: {
            kind: 'at',
            slots: [{ id: '1', time: '09:00' }],
            start: 'soft',
            maxDelayMs: 0,
          },
          dates: onDay(addDays(today, 30)),
          items: [{ type: 'recording', recordingId: 'r1' }],
          targets: { areas: [rootId], stations: [], endpoints: [], except: [] },
          whenBeaten: 'queue',
        },
      });
      await operator.call(api.broadcasts.withdraw, { params: { id: broadcast?.id ?? '' } });
      done.compiles += 2;
    }
  };
  const report = async () => {
    const path = `/api/v1/reports/as-run?from=${today}&to=${addDays(today, 6)}`;
    while (!isOver) {
      const response = await operator.fetch(path);
      if (!response.ok) throw new Error(`the report failed: ${await response.text()}`);
      await response.arrayBuffer();
      done.reports += 1;
    }
  };
  const running = Promise.all([compile(), report()]);
  return {
    stop: async () => {
      isOver = true;
      await running;
      return done;
    },
  };
}
