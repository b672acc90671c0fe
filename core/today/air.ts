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

/** What sounds together: a session of a day, or one occurrence at its own time. */
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
  const playing = airs.find((air) => air.occurrences.some((one) => isAiring(one, now))) ?? null;
  const [next] = airs
    .filter((air) => air !== playing && goesOnAt(air, now) < Infinity)
    .sort((a, b) => goesOnAt(a, now) - goesOnAt(b, now));
  return { playing, next: next ?? null };
}

/** When the next of it starts, also after a pause in the middle of a session; `Infinity`: all of it has begun. */
export function goesOnAt({ occurrences }: Air, now: EpochMs): EpochMs {
  return occurrences.find(({ startsAt }) => startsAt > now)?.startsAt ?? Infinity;
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
    const key = `${one.date} ${subjectOf(one)}`;
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

/** By which readiness is asked for: the key of the session, or the occurrence. */
export function subjectOf({
  sessionKey,
  id,
}: Pick<PlannedOccurrence, 'sessionKey' | 'id'>): string {
  return sessionKey ?? id;
}

/** Each title once, in order of start. */
export function titlesOf(air: Air): string[] {
  return [...new Set(air.occurrences.map(({ title }) => title))];
}

export function stationIdsOf(air: Air): string[] {
  return [...new Set(air.occurrences.map(({ stationId }) => stationId))];
}
