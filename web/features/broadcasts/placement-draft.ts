import type { Placement } from '../../../core/broadcast/broadcast.ts';
import { defaultMaxDelayMs } from '../../../core/broadcast/broadcast.ts';
import type { StartMode } from '../../../core/playlist/playlist.ts';
import type { Slot } from '../../../core/recurrence/slots.ts';
import { firstSlotId, repetitionOf, slotsEvery } from '../../../core/recurrence/slots.ts';
import type { PartTier } from '../../../core/session/session.ts';
import type { EpochMs } from '../../../core/time/zoned.ts';

const minuteMs = 60_000;

/** Where a broadcast stands, as the form holds it: every choice kept, also those that another hides. */
export interface PlacementDraft {
  kind: Placement['kind'];
  sessionKey: string;
  part: PartTier;
  order: string;
  time: string;
  /** How often on a day, and how many minutes apart. */
  times: string;
  gapMinutes: string;
  /** Times that no even repetition gives, as they were saved. */
  ownSlots: Slot[] | null;
  start: StartMode;
  maxDelayMinutes: string;
  interrupts: boolean;
  /** Of one that was saved as "now"; `null`: as soon as anything may, by the server's clock. */
  atMs: EpochMs | null;
}

export type PlacementFault = 'session' | 'time' | 'repeat';

export function emptyPlacement(): PlacementDraft {
  return {
    kind: 'session',
    sessionKey: '',
    part: 'own',
    order: '10',
    time: '',
    times: '1',
    gapMinutes: '30',
    ownSlots: null,
    start: 'soft',
    maxDelayMinutes: String(defaultMaxDelayMs / minuteMs),
    interrupts: false,
    atMs: null,
  };
}

export function placementDraftOf(placement: Placement): PlacementDraft {
  const empty = { ...emptyPlacement(), kind: placement.kind };
  switch (placement.kind) {
    case 'session': {
      const { sessionKey, part, order } = placement;
      return { ...empty, sessionKey, part, order: String(order) };
    }
    case 'at': {
      const { slots, start, maxDelayMs } = placement;
      const maxDelayMinutes = String(Math.round(maxDelayMs / minuteMs));
      return { ...empty, ...timesOf(slots), start, maxDelayMinutes };
    }
    case 'now':
      return { ...empty, interrupts: placement.interrupts, atMs: placement.atMs };
  }
}

/** The placement of a draft without faults. */
export function placementOf(draft: PlacementDraft) {
  const { sessionKey, part, start, interrupts } = draft;
  switch (draft.kind) {
    case 'session':
      return { kind: 'session' as const, sessionKey, part, order: wholeOf(draft.order) ?? 0 };
    case 'at': {
      const delayMs = (wholeOf(draft.maxDelayMinutes) ?? 0) * minuteMs;
      const maxDelayMs = start === 'hard' ? 0 : delayMs;
      return { kind: 'at' as const, slots: slotsOf(draft) ?? [], start, maxDelayMs };
    }
    case 'now':
      // When that is, the server says: the clock of this machine may be wrong.
      return { kind: 'now' as const, atMs: draft.atMs ?? 0, interrupts };
  }
}

/** The times of a day, or `null` where number and distance do not fit into one. */
export function slotsOf(draft: PlacementDraft): Slot[] | null {
  if (draft.ownSlots) return draft.ownSlots;
  const times = wholeOf(draft.times) ?? 0;
  if (times === 1) return [{ id: firstSlotId, time: draft.time }];
  const every = slotsEvery(draft.time, times, wholeOf(draft.gapMinutes) ?? 0);
  return every.isOk ? every.slots : null;
}

/** What still stands in the way. */
export function placementFaults(draft: PlacementDraft): PlacementFault[] {
  if (draft.kind === 'session') return draft.sessionKey === '' ? ['session'] : [];
  if (draft.kind === 'now' || draft.ownSlots) return [];
  if (draft.time === '') return ['time'];
  return slotsOf(draft) === null ? ['repeat'] : [];
}

function timesOf(slots: readonly Slot[]): Partial<PlacementDraft> {
  const [first] = slots;
  const repeated = repetitionOf(slots);
  if (repeated) {
    const { time, times, gapMinutes } = repeated;
    return { time, times: String(times), gapMinutes: String(gapMinutes) };
  }
  const time = first?.time ?? '';
  const isPlain = slots.length === 1 && first?.id === firstSlotId;
  return { time, ownSlots: isPlain ? null : slots.map((slot) => ({ ...slot })) };
}

function wholeOf(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}
