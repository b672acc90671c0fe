import type { EpochMs } from '../time/zoned.ts';

export interface DatedVersion {
  version: number;
  /** When it was saved. */
  at: EpochMs;
  isUrgent: boolean;
}

/**
 * The version by which something aired that was due at a time: the last one that was saved before the list stood fast,
 * or, where it was urgent or there is none, before it was due; `null` where none of that time is kept.
 * @param versions the oldest first
 * @param freezeMs see `freezeMs` of core/compile/freeze
 */
export function versionOfAir<Version extends DatedVersion>(
  versions: readonly Version[],
  { dueAt, freezeMs }: { dueAt: EpochMs; freezeMs: number },
): Version | null {
  const inTime = ({ at, isUrgent }: Version) => at <= dueAt - (isUrgent ? 0 : freezeMs);
  return versions.findLast(inTime) ?? versions.find(({ at }) => at <= dueAt) ?? null;
}
