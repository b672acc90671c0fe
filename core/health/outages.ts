import { groupRows } from '../list/group-rows.ts';
import type { EpochMs } from '../time/zoned.ts';

/** So long unseen is no short gap any more. */
export const offlineAfterMs = 10 * 60_000;
/** So long one waits for others that went at the same time, so that they are told of together. */
export const gatherMs = 2 * 60_000;
/** So long seen again without a gap is back for good. */
export const backAfterMs = 3 * 60_000;
/** Gone again so soon after it came back is the same trouble: it comes and goes. */
export const flapMs = 60 * 60_000;
/** Gone within so long of the first is gone for the same reason. */
export const togetherMs = 10 * 60_000;
/** A gap between two signs of life that breaks being back: polls come each minute. */
const gapMs = 3 * 60_000;
const leastTogether = 3;

/** An endpoint as the watch knows it. */
export interface WatchedEndpoint {
  id: string;
  stationId: string;
  /** The area above its station: where many stations can fail at once; `null` where there is none. */
  aboveId: string | null;
  seenAt: EpochMs;
  isSnoozed: boolean;
}

export type OutageLevel = 'endpoint' | 'station' | 'area';

/** A message that somebody is away, with those that it is about. */
export interface Outage {
  id: string;
  level: OutageLevel;
  /** The endpoint, station or area. */
  subjectId: string;
  beganAt: EpochMs;
  drops: number;
  endedAt: EpochMs | null;
  members: readonly OutageMember[];
}

export interface OutageMember {
  endpointId: string;
  lostAt: EpochMs;
  backAt: EpochMs | null;
  /** Seen again since then, not yet long enough. */
  seenSince: EpochMs | null;
}

/** What has changed; outages by their id, new ones without. */
export interface OutagePlan {
  begin: { level: OutageLevel; subjectId: string; beganAt: EpochMs; members: OutageMember[] }[];
  /** Came again, or others went with them. */
  change: { outageId: string; member: OutageMember; isDrop: boolean }[];
  end: { outageId: string; endedAt: EpochMs }[];
}

export interface OutageInput {
  /** Those in service that were ever seen. */
  endpoints: readonly WatchedEndpoint[];
  /** Open ones, and those that ended within {@link flapMs}. */
  outages: readonly Outage[];
  /** Nobody could be heard before: the server was not there itself. */
  listeningSince: EpochMs;
  now: EpochMs;
}

/**
 * Who has gone away or come back, in as few messages as may be: a short gap is none, what comes and goes is one,
 * and what goes within minutes at one station, or at many stations of an area, is one.
 */
export function planOutages(input: OutageInput): OutagePlan {
  const { outages, now } = input;
  const plan: OutagePlan = { begin: [], change: [], end: [] };
  const endpoints = new Map(input.endpoints.map((one) => [one.id, one]));
  const concerned = new Set<string>();
  for (const outage of outages) {
    const members = outage.members.map((member) => {
      concerned.add(member.endpointId);
      const next = followMember(member, endpoints.get(member.endpointId), outage, input);
      if (next !== member) {
        const isDrop = member.backAt !== null && next.backAt === null;
        plan.change.push({ outageId: outage.id, member: next, isDrop });
      }
      return next;
    });
    const isOver = members.every(({ backAt }) => backAt !== null);
    if (outage.endedAt === null && isOver) plan.end.push({ outageId: outage.id, endedAt: now });
  }
  const gone = input.endpoints.filter(
    (one) => !concerned.has(one.id) && !one.isSnoozed && isGone(one, input),
  );
  joinOrBegin(gone, input, plan);
  return plan;
}

function lostAtOf({ seenAt }: WatchedEndpoint, { listeningSince }: OutageInput): EpochMs {
  return Math.max(seenAt, listeningSince);
}

function isGone(endpoint: WatchedEndpoint, input: OutageInput): boolean {
  return input.now - lostAtOf(endpoint, input) > offlineAfterMs;
}

/** What became of one that was away; the same value where nothing did. */
function followMember(
  member: OutageMember,
  endpoint: WatchedEndpoint | undefined,
  outage: Outage,
  input: OutageInput,
): OutageMember {
  const { now } = input;
  // Locked out, or moved away for good: nobody waits for it.
  if (!endpoint) return member.backAt === null ? { ...member, backAt: now } : member;
  const isSilent = now - lostAtOf(endpoint, input) > gapMs;
  if (member.backAt !== null) {
    if (endpoint.isSnoozed || !isGone(endpoint, input) || !isOpenTo(outage, now)) return member;
    return { ...member, lostAt: endpoint.seenAt, backAt: null, seenSince: null };
  }
  const isSeen = endpoint.seenAt > member.lostAt && !isSilent;
  if (!isSeen) return member.seenSince === null ? member : { ...member, seenSince: null };
  if (member.seenSince === null) return { ...member, seenSince: endpoint.seenAt };
  if (now - member.seenSince < backAfterMs) return member;
  return { ...member, backAt: member.seenSince, seenSince: null };
}

function isOpenTo({ endedAt }: Outage, now: EpochMs): boolean {
  return endedAt === null || now - endedAt <= flapMs;
}

/** Those newly gone go into a message that is there, or into new ones. */
function joinOrBegin(gone: readonly WatchedEndpoint[], input: OutageInput, plan: OutagePlan): void {
  const { now, outages } = input;
  const left: { endpoint: WatchedEndpoint; member: OutageMember }[] = [];
  for (const endpoint of gone) {
    const lostAt = lostAtOf(endpoint, input);
    const member = { endpointId: endpoint.id, lostAt, backAt: null, seenSince: null };
    const own = outages.find(
      (outage) =>
        outage.endedAt === null &&
        [endpoint.stationId, endpoint.aboveId].includes(outage.subjectId) &&
        Math.abs(lostAt - outage.beganAt) <= togetherMs,
    );
    if (own) plan.change.push({ outageId: own.id, member, isDrop: false });
    else left.push({ endpoint, member });
  }
  const first = left.reduce((least, { member }) => Math.min(least, member.lostAt), Infinity);
  if (now - first <= offlineAfterMs + gatherMs) return;
  beginStations(left, input, plan);
}

type Gone = { endpoint: WatchedEndpoint; member: OutageMember };

function beginStations(left: readonly Gone[], input: OutageInput, plan: OutagePlan): void {
  const inStation = countBy(input.endpoints, ({ stationId }) => stationId);
  const whole: { stationId: string; aboveId: string | null; gone: Gone[] }[] = [];
  for (const [stationId, gone] of groupRows(left, ({ endpoint }) => endpoint.stationId)) {
    const together = nearFirst(gone);
    const going = silentWith(together, stationId, input);
    const isWhole = isMany(going, inStation.get(stationId) ?? 0);
    const alone = isWhole ? gone.filter((one) => !together.includes(one)) : gone;
    for (const { member } of alone)
      plan.begin.push(outageOf('endpoint', member.endpointId, [member]));
    const aboveId = gone[0]?.endpoint.aboveId ?? null;
    if (isWhole) whole.push({ stationId, aboveId, gone: together });
  }
  const stationsIn = countStations(input.endpoints);
  for (const [aboveId, stations] of groupRows(whole, (one) => one.aboveId)) {
    const isArea = aboveId !== null && isMany(stations.length, stationsIn.get(aboveId) ?? 0);
    if (isArea)
      plan.begin.push(outageOf('area', aboveId, membersOf(stations.flatMap((s) => s.gone))));
    else
      for (const { stationId, gone } of stations)
        plan.begin.push(outageOf('station', stationId, membersOf(gone)));
  }
}

const membersOf = (gone: readonly Gone[]) => gone.map(({ member }) => member);

function outageOf(level: OutageLevel, subjectId: string, members: OutageMember[]) {
  const beganAt = members.reduce((first, { lostAt }) => Math.min(first, lostAt), Infinity);
  return { level, subjectId, beganAt, members };
}

/** Those that went within minutes of the first of them. */
function nearFirst(gone: readonly Gone[]): Gone[] {
  const first = gone.reduce((least, { member }) => Math.min(least, member.lostAt), Infinity);
  return gone.filter(({ member }) => member.lostAt - first <= togetherMs);
}

/** How many of a station fell silent with these, also those of whom it is not certain yet. */
function silentWith(together: readonly Gone[], stationId: string, input: OutageInput): number {
  const first = together.reduce((least, { member }) => Math.min(least, member.lostAt), Infinity);
  return input.endpoints.filter((one) => {
    const lostAt = lostAtOf(one, input);
    const isSilent = input.now - lostAt > gapMs && Math.abs(lostAt - first) <= togetherMs;
    return one.stationId === stationId && !one.isSnoozed && isSilent;
  }).length;
}

/** A few at least, and half of them all. */
function isMany(count: number, of: number): boolean {
  return count >= leastTogether && count * 2 >= of;
}

function countStations(endpoints: readonly WatchedEndpoint[]): Map<string, number> {
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  for (const { stationId, aboveId } of endpoints) {
    if (aboveId === null || seen.has(stationId)) continue;
    seen.add(stationId);
    counts.set(aboveId, (counts.get(aboveId) ?? 0) + 1);
  }
  return counts;
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
