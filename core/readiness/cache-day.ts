import type { Entry } from '../playlist/playlist.ts';
import { filesOf } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';
import {
  readinessOf,
  type EndpointKnowledge,
  type ReadinessReason,
  type ReadinessState,
} from './readiness.ts';

/** What an endpoint holds of what it is to play on a day. */
export interface DayCache {
  entries: number;
  /** Of its audio, each file once. */
  files: number;
  bytes: number;
  state: ReadinessState;
  reason: ReadinessReason;
  /** `null`: nobody knows how many. */
  filesMissing: number | null;
  /** Items whose sound is known to be missing, in order of start. */
  missing: { title: string; startsAt: EpochMs }[];
}

/** As readiness, but for the whole day: also what has sounded is to be held. */
export function dayCache(known: EndpointKnowledge, now: EpochMs): DayCache {
  const { entries } = known;
  const files = new Map(entries.flatMap(filesOf).map(({ sha256, bytes }) => [sha256, bytes]));
  const { state, reason, filesMissing } = readinessOf(known, now);
  const lacks = (entry: Entry) =>
    filesOf(entry).some(({ sha256 }) => known.missing?.includes(sha256));
  return {
    ...{ entries: entries.length, files: files.size, state, reason, filesMissing },
    bytes: [...files.values()].reduce((sum, bytes) => sum + bytes, 0),
    missing: filesMissing
      ? entries.filter(lacks).map(({ title, startsAt }) => ({ title, startsAt }))
      : [],
  };
}
