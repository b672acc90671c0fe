import type { Broadcast, Placement } from '../../../../core/broadcast/broadcast.ts';
import type { DayInput, LibraryItem, RankedBroadcast } from '../../../../core/compile/day.ts';
import type { Session } from '../../../../core/session/session.ts';
import { allWeekdays, instantOf } from '../../../../core/time/zoned.ts';

export const zone = 'Asia/Ho_Chi_Minh';
/** A Monday. */
export const date = '2026-11-23';
export const at = (time: string, day = date) => instantOf(day, time, zone);

export function recording(recordingId: string, seconds: number, more: Partial<LibraryItem> = {}) {
  const item: LibraryItem = {
    recordingId,
    title: `Bản tin ${recordingId}`,
    state: 'approved',
    kind: 'speech',
    notBefore: null,
    expiresAt: null,
    durationMs: seconds * 1000,
    profiles: { 'mp3-48k': { sha256: recordingId.padEnd(43, 'A'), bytes: seconds * 6000 } },
    ...more,
  };
  return item;
}

export const morning: Session = {
  id: 'morning1',
  stationId: 'station1',
  key: 'morning',
  name: 'Buổi sáng',
  weekdays: allWeekdays,
  startsAt: '05:00',
  latestEnd: '05:45',
  validFrom: null,
  validTo: null,
  parts: [
    { tier: 'above', budgetMs: 10 * 60_000, anchor: null },
    { tier: 'own', budgetMs: 20 * 60_000, anchor: null },
  ],
};

export const inMorning = (part: 'above' | 'own' = 'own', order = 0): Placement => ({
  kind: 'session',
  sessionKey: 'morning',
  part,
  order,
});

export const hardAt = (time: string): Placement => ({
  kind: 'at',
  time,
  start: 'hard',
  maxDelayMs: 0,
});

export function broadcast(
  id: string,
  placement: Placement,
  recordings: string[],
  more: Partial<RankedBroadcast> = {},
): RankedBroadcast {
  const plain: Broadcast = {
    id,
    title: `Mục phát ${id}`,
    ownerAreaId: 'xa',
    class: 'normal',
    placement,
    dates: { kind: 'once', date },
    items: recordings.map((recordingId) => ({ recordingId })),
    targets: { areas: ['xa'], stations: [], endpoints: [], except: [] },
    whenBeaten: 'queue',
  };
  return { ...plain, rank: 1, ...more };
}

export function day(
  broadcasts: RankedBroadcast[],
  items: LibraryItem[],
  more: Partial<DayInput> = {},
): DayInput {
  return {
    date,
    zone,
    now: at('00:00', '2026-11-22'),
    frozenUntil: at('00:00', '2026-11-22'),
    busyUntil: 0,
    sessions: [morning],
    broadcasts,
    library: new Map(items.map((item) => [item.recordingId, item])),
    quietHours: [],
    before: [],
    ...more,
  };
}
