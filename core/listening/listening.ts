/** What somebody near a loudspeaker says of an item; a word, never proof. */
export const heardWords = ['clear', 'faint', 'nothing'] as const;
export type HeardWord = (typeof heardWords)[number];

/** Where an item stands for somebody who listens; of what is `past` it can still be told. */
export type ListeningPhase = 'ahead' | 'sounding' | 'past' | 'over';

export interface ListenedItem {
  /** Epoch ms. */
  startsAt: number;
  durationMs: number;
}

/** A box may be a little late, and so may a phone's page. */
const lateMs = 60_000;
/** Whoever works in the field tells of the morning at noon. */
const tellMs = 6 * 3_600_000;
/** A recording may wait so long for a better line. */
const sendMs = 15 * 60_000;

/** As long as a recording of a phone is. */
export const takeMs = 10_000;
/** Recordings by one link in 24 hours. */
export const takesADay = 10;
/** Ten seconds take a tenth of that. */
export const takeLimitBytes = 2 ** 20;

/** Where an item stands at `now`, epoch ms. */
export function phaseOf({ startsAt, durationMs }: ListenedItem, now: number): ListeningPhase {
  if (now < startsAt) return 'ahead';
  const endsAt = startsAt + durationMs;
  if (now < endsAt + lateMs) return 'sounding';
  return now < endsAt + tellMs ? 'past' : 'over';
}

/** How a recording that ended at `endedAt` and came at `now` stands to the item that it is to be of. */
export function takeTimeOf(
  { startsAt, durationMs }: ListenedItem,
  { endedAt, now }: { endedAt: number; now: number },
): 'good' | 'too_early' | 'too_late' {
  if (endedAt < startsAt) return 'too_early';
  const isOf = endedAt <= startsAt + durationMs + lateMs + takeMs;
  return isOf && now - endedAt <= sendMs ? 'good' : 'too_late';
}

/** The longest that a recording may say that it waited, in ms. */
export const longestWaitMs = sendMs;
