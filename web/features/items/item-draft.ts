import type { z } from 'zod';
import { askedItem, type item } from '../../../contract/http/broadcasts.ts';

/** What a broadcast sounds, as the API takes it; a new one may still lack what cannot be guessed. */
export type ItemDraft = z.output<typeof item>;
export type OtherType = Exclude<ItemDraft['type'], 'recording'>;
/** An item of one type. */
export type ItemOf<Type extends ItemDraft['type']> = Extract<ItemDraft, { type: Type }>;

export const otherTypes = ['pool', 'relay', 'input', 'silence'] as const satisfies OtherType[];

/** Lengths that an item of each type may have, in ms. */
export const lengthLimits = {
  pool: { minMs: 30_000, maxMs: 14_400_000 },
  relay: { minMs: 1000, maxMs: 14_400_000 },
  input: { minMs: 1000, maxMs: 14_400_000 },
  silence: { minMs: 1000, maxMs: 600_000 },
};

export function newItem(type: OtherType): ItemDraft {
  switch (type) {
    case 'pool': {
      const open = { language: null, minMs: null, maxMs: null };
      return { type, programmeId: '', fillMs: 600_000, restDays: 7, ...open };
    }
    case 'relay': {
      const fallback = { fallbackRecordingId: null, carry: 'live' as const, recordAt: null };
      return { type, url: '', durationMs: 1_800_000, delayMs: 0, ...fallback };
    }
    case 'input':
      return { type, input: 'line', durationMs: 600_000 };
    case 'silence':
      return { type, durationMs: 5000 };
  }
}

/** Whether nothing is missing. */
export function isWhole(given: ItemDraft): boolean {
  if (given.type === 'pool' && given.minMs !== null && given.maxMs !== null)
    if (given.minMs > given.maxMs) return false;
  return askedItem.safeParse(given).success;
}

/** How long it sounds, a pool at the most, in ms. */
export function itemLengthMs(given: ItemDraft, lengthOf: (recordingId: string) => number): number {
  if (given.type === 'recording') return lengthOf(given.recordingId);
  return given.type === 'pool' ? given.fillMs : given.durationMs;
}
