import { playlistOf } from '../../contract/station/objects.ts';
import type { Area } from '../../core/area/area.ts';
import { lineOf } from '../../core/area/area.ts';
import type { Place } from '../../core/broadcast/targets.ts';
import { compileDay } from '../../core/compile/compile-day.ts';
import type { LibraryItem, Ruling } from '../../core/compile/day.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import { endOf } from '../../core/playlist/playlist.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import type { Session } from '../../core/session/session.ts';
import { isSessionOn } from '../../core/session/session.ts';
import type { EpochMs, LocalDate } from '../../core/time/zoned.ts';
import { addDays, instantOf, localDateOf, startOfDay } from '../../core/time/zoned.ts';
import { hashObject, type HashedObject } from '../objects/objects.ts';
import { heldDays } from './horizon.ts';
import { settleRulings } from './settle-rulings.ts';
import type { StationInput } from './station-input.ts';
import type { TargetIndex } from './target-index.ts';

/** Endpoints poll, fetch and prepare: what starts within this time is already on its way to the ear. */
export const freezeMs = 15_000;

export interface CompileContext {
  now: EpochMs;
  areas: ReadonlyMap<string, Area>;
  index: TargetIndex;
  library: ReadonlyMap<string, LibraryItem>;
  quietHours: ReadonlyMap<string, readonly QuietHours[]>;
  /** Bytes of the objects that the stored days name. */
  objects: ReadonlyMap<string, Buffer>;
}

/** A day of the endpoints that hear the same. */
export interface CompiledGroup {
  date: LocalDate;
  endpointIds: string[];
  entries: readonly Entry[];
  rulings: readonly Ruling[];
  playlist: HashedObject;
  rulingsObject: HashedObject;
}

interface Before {
  playlist: string;
  entries: readonly Entry[];
  rulings: readonly Ruling[];
}

/** Compiles the days that a station's endpoints hold, those that hear the same together. */
export function compileStation(station: StationInput, context: CompileContext): CompiledGroup[] {
  const read = createReader(context.objects);
  const today = localDateOf(context.now, station.zone);
  /** When what began the day before ends, by endpoint. */
  const busyUntil = new Map<string, EpochMs>();
  const groups: CompiledGroup[] = [];
  for (const date of heldDays(context.now, station.zone)) {
    const places = station.places.map((place) => {
      const stored = station.stored.get(place.endpointId)?.get(date);
      return { place, before: stored ? read(stored.playlist, stored.rulings) : nothing };
    });
    const open = places.filter(
      ({ before }) => date >= today || isStillOpen(station, date, before, context.now),
    );
    const compiled = compileGroups(station, date, { places: open, busyUntil, context });
    const tails = new Map(
      places.map(({ place, before }) => [place.endpointId, tailOf(before.entries)]),
    );
    for (const group of compiled)
      for (const id of group.endpointIds) tails.set(id, tailOf(group.entries));
    for (const [id, tail] of tails) busyUntil.set(id, tail);
    groups.push(...compiled);
  }
  return groups;
}

const nothing: Before = { playlist: '', entries: [], rulings: [] };

function compileGroups(
  station: StationInput,
  date: LocalDate,
  given: {
    places: readonly { place: Place; before: Before }[];
    busyUntil: ReadonlyMap<string, EpochMs>;
    context: CompileContext;
  },
): CompiledGroup[] {
  const { context, busyUntil } = given;
  const groups = new Map<string, CompiledGroup>();
  for (const { place, before } of given.places) {
    const broadcasts = context.index.at(place, date);
    const busy = crossing(busyUntil.get(place.endpointId) ?? 0, date, station.zone);
    const names = broadcasts.map(({ id }) => id).join();
    const key = [place.areaId, names, before.playlist, busy].join('|');
    const group = groups.get(key);
    if (group) {
      group.endpointIds.push(place.endpointId);
      continue;
    }
    const line = lineOf(context.areas, place.areaId);
    const day = compileDay({
      date,
      zone: station.zone,
      now: context.now,
      frozenUntil: context.now + freezeMs,
      busyUntil: busy,
      sessions: station.sessions,
      broadcasts,
      library: context.library,
      quietHours: line.flatMap(({ id }) => context.quietHours.get(id) ?? []),
      before: before.entries,
    });
    const rulings = settleRulings(day.rulings, before.rulings);
    groups.set(key, {
      date,
      endpointIds: [place.endpointId],
      entries: day.playlist.entries,
      rulings,
      playlist: hashObject('playlist', day.playlist),
      rulingsObject: hashObject('rulings', rulings),
    });
  }
  return [...groups.values()];
}

/** Yesterday is history, unless something of it may still sound or be placed. */
function isStillOpen(
  station: StationInput,
  date: LocalDate,
  before: Before,
  now: EpochMs,
): boolean {
  if (tailOf(before.entries) > now) return true;
  return station.sessions.some((session) => {
    if (session.latestEnd > session.startsAt || !isSessionOn(session, date)) return false;
    return sessionEnd(session, date, station.zone) > now;
  });
}

function sessionEnd(session: Session, date: LocalDate, zone: string): EpochMs {
  const lastDay = session.latestEnd > session.startsAt ? date : addDays(date, 1);
  return instantOf(lastDay, session.latestEnd, zone);
}

function tailOf(entries: readonly Entry[]): EpochMs {
  return entries.reduce((latest, entry) => Math.max(latest, endOf(entry)), 0);
}

function crossing(tail: EpochMs, date: LocalDate, zone: string): EpochMs {
  return tail > startOfDay(date, zone) ? tail : 0;
}

/** Reads stored days; many endpoints share one. */
function createReader(objects: ReadonlyMap<string, Buffer>) {
  const known = new Map<string, Before>();
  const parse = (hash: string): unknown => JSON.parse(objects.get(hash)?.toString() ?? 'null');
  return (playlist: string, rulings: string): Before => {
    const key = playlist + rulings;
    const found = known.get(key);
    if (found) return found;
    const before = {
      playlist,
      entries: playlistOf(parse(playlist)).entries,
      // Written by this server alone, for itself.
      rulings: (parse(rulings) ?? []) as Ruling[],
    };
    known.set(key, before);
    return before;
  };
}
