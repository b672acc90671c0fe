import type { RulingReason } from '../../../../core/compile/ruling-reason.ts';
import type { Airing } from '../../../../core/history/airing.ts';
import { instantOf } from '../../../../core/time/zoned.ts';

export const zone = 'Asia/Ho_Chi_Minh';
/** A Tuesday. */
export const tuesday = '2026-11-24';

/** An airing of a broadcast on a Tuesday at 17:00; a test tells what is other. */
export function anAiring(broadcastId: string, other: Partial<Airing> = {}): Airing {
  const date = other.date ?? tuesday;
  return {
    date,
    occurrence: `${broadcastId}-${date}`,
    broadcastId,
    title: broadcastId.toUpperCase(),
    startsAt: instantOf(date, '17:00', zone),
    soundMs: 60_000,
    sound: broadcastId,
    why: null,
    ...other,
  };
}

export function silent(
  broadcastId: string,
  why: RulingReason,
  other: Partial<Airing> = {},
): Airing {
  return { ...anAiring(broadcastId, other), startsAt: null, soundMs: 0, sound: '', why };
}
