import type { Broadcast, Placement } from '../../../../core/broadcast/broadcast.ts';
import { noAnswers } from '../../../../core/compile/answers.ts';
import type { DayInput, LibraryItem, RankedBroadcast } from '../../../../core/compile/day.ts';
import { noLimits } from '../../../../core/guard/guard.ts';
import { fromForm } from '../../../../core/recurrence/form.ts';
import type { Session } from '../../../../core/session/session.ts';
import type { QuietHours } from '../../../../core/session/quiet-hours.ts';
import { quietSpans } from '../../../../core/session/quiet-hours.ts';
import { openZone } from '../../../../core/time/zone.ts';
import { addDays, allWeekdays, instantOf, startOfDay } from '../../../../core/time/zoned.ts';

export const zone = 'Asia/Ho_Chi_Minh';
/** Tier of the station, and of its own broadcasts. */
export const communeRank = 1;
/** A Monday. */
export const date = '2026-11-23';
export const at = (time: string, day = date) => instantOf(day, time, zone);

export function recording(recordingId: string, seconds: number, more: Partial<LibraryItem> = {}) {
  const item: LibraryItem = {
    recordingId,
    title: `Bản tin ${recordingId}`,
    state: 'approved',
    kind: 'speech',
    mayBeCut: false,
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
  openingId: null,
  closingId: null,
  leadInMs: 3000,
  tailMs: 1000,
  stagger: [],
  modeKeys: [],
};

export const inMorning = (part: 'above' | 'own' = 'own', order = 0): Placement => ({
  kind: 'session',
  sessionKey: 'morning',
  part,
  order,
});

export const hardAt = (time: string): Placement => ({
  kind: 'at',
  slots: [{ id: '1', time }],
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
    version: 1,
    title: `Mục phát ${id}`,
    ownerAreaId: 'xa',
    class: 'normal',
    placement,
    dates: fromForm({ kind: 'once', date }),
    overrides: [],
    items: recordings.map((recordingId) => ({ type: 'recording', recordingId })),
    targets: { areas: ['xa'], stations: [], endpoints: [], groups: [], except: [] },
    overflow: { kind: 'skip' },
    whenBeaten: 'queue',
    afterInterrupt: 'restart',
    volumePercent: null,
    urgentSince: null,
  };
  return { ...plain, rank: communeRank, ...more };
}

export function day(
  broadcasts: RankedBroadcast[],
  items: LibraryItem[],
  more: Partial<DayInput> = {},
): DayInput {
  return {
    date,
    zone: openZone(zone),
    now: at('00:00', '2026-11-22'),
    frozenUntil: at('00:00', '2026-11-22'),
    urgentFrom: at('00:00', '2026-11-22'),
    busyUntil: 0,
    rank: communeRank,
    sessions: [morning],
    staggers: new Map(),
    mode: null,
    limits: noLimits,
    broadcasts,
    guests: [],
    library: new Map(items.map((item) => [item.recordingId, item])),
    draws: new Map(),
    answers: noAnswers,
    approved: null,
    quiet: [],
    before: { entries: [], rulings: [] },
    ...more,
  };
}

/** The quiet air of the day and of the night that follows. */
export function quiet(rules: readonly QuietHours[]): Pick<DayInput, 'quiet'> {
  const [fromMs, toMs] = [startOfDay(date, zone), startOfDay(addDays(date, 2), zone)];
  return { quiet: quietSpans(rules, fromMs, toMs, zone) };
}
