import type { EpochMs, LocalDate } from '../time/zoned.ts';

/** One broadcast on one day at one station, as it was compiled. */
export interface PlannedOccurrence {
  id: string;
  broadcastId: string;
  title: string;
  stationId: string;
  date: LocalDate;
  sessionKey: string | null;
  airs: boolean;
  reason: string;
  stopped: boolean;
  startsAt: EpochMs | null;
  durationMs: number;
}

/** What sounds together: a session of a day, or one broadcast at its own time. */
export interface Air<One extends PlannedOccurrence = PlannedOccurrence> {
  sessionKey: string | null;
  startsAt: EpochMs;
  endsAt: EpochMs;
  /** In order of start. */
  occurrences: (One & { startsAt: EpochMs })[];
}

/** What sounds now and what sounds next, from the timetable alone. */
export function airsOf<One extends PlannedOccurrence>(
  occurrences: readonly One[],
  now: EpochMs,
): { playing: Air<One> | null; next: Air<One> | null } {
  const airs = groupAirs(occurrences);
  return {
    playing: airs.find((air) => air.occurrences.some((one) => isAiring(one, now))) ?? null,
    next: airs.find((air) => air.startsAt > now) ?? null,
  };
}

/** Whether the timetable has it sounding at an instant. */
export function isAiring(
  one: Pick<PlannedOccurrence, 'airs' | 'stopped' | 'startsAt' | 'durationMs'>,
  now: EpochMs,
): boolean {
  if (!one.airs || one.stopped || one.startsAt === null) return false;
  return one.startsAt <= now && now < one.startsAt + one.durationMs;
}

function groupAirs<One extends PlannedOccurrence>(occurrences: readonly One[]): Air<One>[] {
  const airs = new Map<string, Air<One>>();
  for (const one of occurrences) {
    const { startsAt } = one;
    if (!one.airs || one.stopped || startsAt === null) continue;
    const key = `${one.date} ${one.sessionKey ?? one.broadcastId}`;
    const air = airs.get(key) ?? {
      sessionKey: one.sessionKey,
      startsAt,
      endsAt: startsAt,
      occurrences: [],
    };
    air.startsAt = Math.min(air.startsAt, startsAt);
    air.endsAt = Math.max(air.endsAt, startsAt + one.durationMs);
    air.occurrences.push({ ...one, startsAt });
    airs.set(key, air);
  }
  for (const air of airs.values()) air.occurrences.sort((a, b) => a.startsAt - b.startsAt);
  return [...airs.values()].sort((a, b) => a.startsAt - b.startsAt);
}

/** Each title once, in order of start. */
export function titlesOf(air: Air): string[] {
  return [...new Set(air.occurrences.map(({ title }) => title))];
}

export function stationIdsOf(air: Air): string[] {
  return [...new Set(air.occurrences.map(({ stationId }) => stationId))];
}
