import type { OccurrenceAnswer } from '../../../contract/http/occurrences.ts';
import type { EpochMs } from '../../../core/time/zoned.ts';
import type { Mark } from '../../ui/shapes.ts';
import { rulingMark } from './ruling-mark.ts';

/** How a planned occurrence is shown: the plan, never the proof. */
export function occurrenceMark(
  one: Pick<OccurrenceAnswer, 'airs' | 'stopped' | 'startsAt' | 'durationMs' | 'reason'>,
  now: EpochMs,
): Mark {
  if (one.stopped) return { shape: 'stopped', tone: 'idle', word: 'occurrence.stopped' };
  if (!one.airs || one.startsAt === null) return rulingMark(one.reason);
  if (now < one.startsAt) return { shape: 'due', tone: 'idle', word: 'occurrence.due' };
  if (now < one.startsAt + one.durationMs)
    return { shape: 'late', tone: 'accent', word: 'occurrence.now' };
  return { shape: 'unknown', tone: 'idle', word: 'occurrence.past' };
}
