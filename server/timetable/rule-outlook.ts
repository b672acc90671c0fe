import type { RuleLine, RuleOutlook } from '../../contract/http/rule-change.ts';
import type { Ruling } from '../../core/compile/day.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import type { Trial } from './each-station.ts';

/** So many lines are told; nobody reads more. */
const mostLines = 500;

/** What trials take from the coming days in force, and give to them: by station, day and occurrence. */
export function ruleOutlook(trials: readonly Trial[], now: EpochMs): RuleOutlook {
  const lost = new Map<string, RuleLine>();
  const gained = new Map<string, RuleLine>();
  for (const { station, groups, stored } of trials) {
    for (const { date, endpointIds, record } of groups) {
      // Those of a group have the same day in force.
      const before = stored.dayOf(stored.nameOf(endpointIds[0] ?? '', date)).record.rulings;
      const place = {
        ...{ stationId: station.id, stationName: station.name, date },
        endpoints: endpointIds.length,
      };
      for (const change of leaving(before, record.rulings, now)) addTo(lost, place, change);
      for (const change of leaving(record.rulings, before, now))
        addTo(gained, place, { ...change, reason: change.ruling.reason });
    }
  }
  return {
    lostCount: lost.size,
    gainedCount: gained.size,
    lost: inOrder(lost),
    gained: inOrder(gained),
  };
}

interface Change {
  ruling: Ruling;
  startsAt: EpochMs;
  reason: string;
}

/** What airs by some rulings and not by others, with what those say of it. */
function leaving(from: readonly Ruling[], to: readonly Ruling[], now: EpochMs): Change[] {
  const others = new Map(to.map((ruling) => [ruling.occurrence, ruling]));
  return from.flatMap((ruling) => {
    const { airs, startsAt, occurrence } = ruling;
    const other = others.get(occurrence);
    if (!airs || startsAt === null || startsAt <= now || other?.airs) return [];
    return [{ ruling, startsAt, reason: other?.reason ?? 'not_targeted' }];
  });
}

function addTo(
  lines: Map<string, RuleLine>,
  place: Pick<RuleLine, 'stationId' | 'stationName' | 'date' | 'endpoints'>,
  { ruling: { occurrence, title }, startsAt, reason }: Change,
): void {
  const key = `${place.stationId} ${place.date} ${occurrence}`;
  const known = lines.get(key);
  lines.set(key, {
    ...place,
    ...{ occurrence, title },
    startsAt: Math.min(startsAt, known?.startsAt ?? startsAt),
    reason: known?.reason ?? reason,
    endpoints: place.endpoints + (known?.endpoints ?? 0),
  });
}

function inOrder(lines: ReadonlyMap<string, RuleLine>): RuleLine[] {
  return [...lines]
    .sort(([a, one], [b, other]) => one.startsAt - other.startsAt || (a < b ? -1 : 1))
    .slice(0, mostLines)
    .map(([, line]) => line);
}
