import type { Area } from '../../../core/area/area.ts';
import { rankOf } from '../../../core/area/area.ts';
import { createTree, type Tree } from '../../../core/area/tree.ts';
import type { Placement } from '../../../core/broadcast/broadcast.ts';
import type { Place } from '../../../core/broadcast/targets.ts';
import type { LibraryItem } from '../../../core/compile/library-item.ts';
import type { RankedBroadcast } from '../../../core/compile/ranked-broadcast.ts';
import type { Recurrence, Rule } from '../../../core/recurrence/recurrence.ts';
import type { Session } from '../../../core/session/session.ts';
import { allWeekdays, type Weekday } from '../../../core/time/zoned.ts';

/** How much there is. */
export interface Size {
  provinces: number;
  districtsEach: number;
  communesEach: number;
  endpointsEach: number;
  broadcasts: number;
}

/** A made-up country of three tiers with villages below. */
export interface Nation {
  tree: Tree;
  stations: { id: string; areaId: string; sessions: Session[]; places: Place[] }[];
  broadcasts: RankedBroadcast[];
  library: Map<string, LibraryItem>;
  /** Areas of the middle and the upper tier. */
  provinces: string[];
}

export const zone = 'Asia/Ho_Chi_Minh';
const minuteMs = 60_000;
const villagesEach = 10;
const recordings = 400;
const firstDay = '2026-01-05';

/** The same seed gives the same country. */
export function makeNation(size: Size, random: () => number): Nation {
  const areas = new Map<string, Area>();
  const add = (id: string, kind: string, parentId: string | null) => {
    const dates = { validFrom: null, validTo: null };
    areas.set(id, { id, code: id, name: id, kind, parentId, ...dates, tags: [] });
    return id;
  };
  const provinces: string[] = [];
  const districts: string[] = [];
  const communes: string[] = [];
  for (let p = 0; p < size.provinces; p += 1) {
    provinces.push(add(`p${p}`, 'tỉnh', null));
    for (let d = 0; d < size.districtsEach; d += 1) {
      const district = add(`p${p}d${d}`, 'huyện', `p${p}`);
      districts.push(district);
      for (let c = 0; c < size.communesEach; c += 1)
        communes.push(add(`${district}c${c}`, 'xã', district));
    }
  }
  for (const commune of communes)
    for (let v = 0; v < villagesEach; v += 1) add(`${commune}v${v}`, 'xóm', commune);
  const stations = communes.map((areaId) => station(areaId, size.endpointsEach));
  const library = new Map(
    Array.from({ length: recordings }, (_, index) => [`r${index}`, recording(index)]),
  );
  const owners = ownersOf(size.broadcasts, { provinces, districts, communes });
  const broadcasts = owners.map((owner, index) =>
    broadcast(`b${String(index).padStart(5, '0')}`, owner, {
      rank: rankOf(areas, owner),
      isDaily: index < communes.length,
      random,
    }),
  );
  return { tree: createTree(areas), stations, broadcasts, library, provinces };
}

function station(areaId: string, endpointsEach: number): Nation['stations'][number] {
  const id = `s_${areaId}`;
  return {
    id,
    areaId,
    sessions: [
      session(id, 'morning', '05:00', '05:45'),
      session(id, 'afternoon', '17:00', '17:45'),
    ],
    places: Array.from({ length: endpointsEach }, (_, index) => ({
      endpointId: `e_${areaId}_${index}`,
      stationId: id,
      areaId: `${areaId}v${index % villagesEach}`,
      groupIds: [],
    })),
  };
}

function session(stationId: string, key: string, startsAt: string, latestEnd: string): Session {
  return {
    ...{ id: `${stationId}_${key}`, stationId, key, name: key, weekdays: allWeekdays },
    ...{ startsAt, latestEnd, validFrom: null, validTo: null },
    parts: [
      { tier: 'relay', budgetMs: 15 * minuteMs, anchor: null },
      { tier: 'above', budgetMs: 15 * minuteMs, anchor: null },
      { tier: 'own', budgetMs: 15 * minuteMs, anchor: null },
    ],
    ...{ openingId: 'r0', closingId: null, leadInMs: 3000, tailMs: 1000 },
    ...{ stagger: [], modeKeys: [] },
  };
}

function recording(index: number): LibraryItem {
  return {
    ...{ recordingId: `r${index}`, title: `Tin số ${index}`, state: 'approved', kind: 'speech' },
    ...{ mayBeCut: false, notBefore: null, expiresAt: null },
    durationMs: index === 0 ? 8000 : 40_000 + (index % 9) * 20_000,
    profiles: { 'mp3-48k': { sha256: `r${index}`.padEnd(43, 'A'), bytes: 400_000 + index } },
  };
}

/** Every commune has one of its own first; of the rest one in a hundred is a province's, a tenth a district's. */
function ownersOf(
  count: number,
  {
    provinces,
    districts,
    communes,
  }: { provinces: string[]; districts: string[]; communes: string[] },
): string[] {
  return Array.from({ length: count }, (_, index) => {
    const own = communes[index % communes.length] ?? '';
    if (index < communes.length) return own;
    if (index % 100 === 0) return provinces[(index / 100) % provinces.length] ?? own;
    return index % 10 === 0 ? (districts[(index / 10) % districts.length] ?? own) : own;
  });
}

function broadcast(
  id: string,
  owner: string,
  { rank, isDaily, random }: { rank: number; isDaily: boolean; random: () => number },
): RankedBroadcast {
  const pick = (count: number) => Math.floor(random() * count);
  return {
    ...{ id, version: 1, title: `Mục phát ${id}`, ownerAreaId: owner, rank },
    class: pick(20) === 0 ? 'priority' : 'normal',
    placement: placement(rank, pick),
    dates: recurrence(isDaily ? { freq: 'daily', interval: 1 } : rule(pick)),
    items: Array.from({ length: 1 + pick(2) }, () => ({
      type: 'recording',
      recordingId: `r${1 + pick(recordings - 1)}`,
    })),
    overrides: [],
    targets: { areas: [owner], stations: [], endpoints: [], groups: [], except: [] },
    overflow: pick(3) === 0 ? { kind: 'next', withinDays: 2 } : { kind: 'skip' },
    ...{ whenBeaten: 'queue', afterInterrupt: 'restart', volumePercent: null, urgentSince: null },
  };
}

function placement(rank: number, pick: (count: number) => number): Placement {
  const minute = String(pick(60)).padStart(2, '0');
  const time = `${String(6 + pick(12)).padStart(2, '0')}:${minute}`;
  if (rank === 2 && pick(4) === 0) {
    const start = pick(2) === 0 ? 'hard' : 'soft';
    return { kind: 'at', slots: [{ id: '1', time }], start, maxDelayMs: 30 * minuteMs };
  }
  return {
    kind: 'session',
    sessionKey: pick(2) === 0 ? 'morning' : 'afternoon',
    part: rank < 2 ? 'above' : 'own',
    order: pick(100),
  };
}

function rule(pick: (count: number) => number): Rule {
  const kind = pick(20);
  if (kind < 3) return { freq: 'daily', interval: 1 + pick(2) };
  if (kind < 17) {
    const weekdays = allWeekdays.filter(() => pick(5) < 2);
    const some = weekdays.length > 0 ? weekdays : [(pick(7) + 1) as Weekday];
    return { freq: 'weekly', interval: kind < 15 ? 1 : 2, weekdays: some };
  }
  if (kind < 19) return { freq: 'monthly', interval: 1, on: { by: 'day', days: [1 + pick(28)] } };
  const weekday = (pick(7) + 1) as Weekday;
  const on = { by: 'weekday' as const, weekdays: [{ ordinal: 1 + pick(4), weekday }] };
  return { freq: 'monthly', interval: 1, on };
}

function recurrence(given: Rule): Recurrence {
  return { first: firstDay, last: null, count: null, rule: given, exdates: [], rdates: [] };
}
