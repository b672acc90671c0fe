import { readLevels } from '../media/ear/read-levels.ts';
import { judgeTake } from '../media/ear/take.ts';
import { MediaError } from '../media/media-error.ts';
import type { MediaStore } from '../media/store.ts';
import { AppError } from '../runtime/error.ts';
import type { Processor } from './processor.ts';

/** Of a recording no more is looked at: it is to have ten seconds. */
const longestTakeMs = 15_000;

/** Listens whether a phone recorded what was played. */
export function createCompare(store: MediaStore, takes: MediaStore): Processor<'compare'> {
  return async ({ recorded, played, fromMs, lengthMs }, { signal }) => {
    if (!(await takes.has(recorded)) || !(await store.has(played)))
      throw new AppError('object_not_found', 'One of the two sounds is not in the media store.');
    try {
      const levels = {
        recorded: await readLevels(takes.path(recorded), { lengthMs: longestTakeMs, signal }),
        played: await readLevels(store.path(played), { fromMs, lengthMs, signal }),
      };
      return { likeness: judgeTake(levels) };
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      throw new AppError(error.code, error.detail, { cause: error });
    }
  };
}
