import { rankOn, type Tree } from '../area/tree.ts';
import { stationAreaOn, type StationMove } from '../area/dated-station.ts';
import { isPlaceOn, type Place } from '../broadcast/targets.ts';
import type { DayMode } from '../guard/day-mode.ts';
import type { DayLimits } from '../guard/guard.ts';
import type { Entry } from '../playlist/playlist.ts';
import { endOf } from '../playlist/playlist.ts';
import type { Span } from '../session/quiet-hours.ts';
import type { Session } from '../session/session.ts';
import type { Zone } from '../time/zone.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';
import { addDays, localDateOf } from '../time/zoned.ts';
import type { Answers } from './answers.ts';
import type { Asking } from './asked.ts';
import { compileDay } from './compile-day.ts';
import type { CompiledDay, DayRecord } from './day.ts';
import type { Guest } from './guest.ts';
import type { RankedBroadcast } from './ranked-broadcast.ts';
import { urgentLeadMs } from './freeze.ts';
import type { TargetIndex } from './target-index.ts';

/** A station with its living endpoints, and the days as they were last compiled. */
export interface StationInput {
  id: string;
  areaId: string;
  /** Where it ever moves. */
  moves?: readonly StationMove[];
  zone: string;
  sessions: readonly Session[];
  /** Of its endpoints; one that moves within the station has several, one that comes or goes has it for some days. */
  places: readonly Place[];
  /** Names the day that an endpoint has in force; two endpoints with the same name have the same day. */
  storedName(endpointId: string, date: LocalDate): string;
  /** The day behind a name. */
  storedDay(name: string): Stored;
}

export interface Stored {
  entries: readonly Entry[];
  record: Pick<DayRecord, 'rulings' | 'guests'>;
}

/** What the rules of a place say of a day. */
export interface PlaceRules {
  quiet: readonly Span[];
  limits: DayLimits;
  mode: DayMode | null;
}

/** What the compile of every station reads. */
export interface CompileContext {
  now: EpochMs;
  /** See `freezeMs` of core/compile/freeze. */
  freezeMs: number;
  zone(name: string): Zone;
  tree: Tree;
  index: TargetIndex;
  asking: Asking;
  /** Names the rules of a place on a day: places under the same rules have the same name. */
  rulesName(place: Place, date: LocalDate): string;
  rules(place: Place, date: LocalDate, zone: Zone): PlaceRules;
  answers(stationId: string): Answers;
  /** `id@version` of what may air where the week's programme needs an approval. */
  approved(stationId: string, date: LocalDate): ReadonlySet<string>;
}

/** A day of the endpoints that hear the same. */
export interface CompiledGroup extends CompiledDay {
  date: LocalDate;
  endpointIds: string[];
}

/**
 * Compiles days in their order, those of endpoints that hear the same together: the work grows with what is
 * different to the ear, not with the number of endpoints.
 */
export function compileStation(
  station: StationInput,
  dates: readonly LocalDate[],
  context: CompileContext,
): CompiledGroup[] {
  const zone = context.zone(station.zone);
  return groupsOf(station, dates, context).flatMap((group) =>
    compileGroup(group, { station, dates, zone, context }),
  );
}

interface Group {
  endpointIds: string[];
  /** For each date; `null`: they belong to another station then. */
  days: readonly (GroupDay | null)[];
  stored: readonly string[];
}

interface GroupDay {
  /** Any of them: they hear the same. */
  place: Place;
  staggers: ReadonlyMap<string, number>;
  heard: readonly RankedBroadcast[];
}

function groupsOf(
  station: StationInput,
  dates: readonly LocalDate[],
  context: CompileContext,
): Group[] {
  const groups = new Map<string, Group>();
  const listNames = new Map<readonly RankedBroadcast[], number>();
  const nameOf = (list: readonly RankedBroadcast[]) => {
    const name = listNames.get(list) ?? listNames.size;
    listNames.set(list, name);
    return name;
  };
  const trees = dates.map((date) => context.tree.on(date));
  for (const [endpointId, places] of placesByEndpoint(station.places)) {
    const names: string[] = [];
    const days: (GroupDay | null)[] = [];
    for (const [index, date] of dates.entries()) {
      const before = days.at(-1);
      const place = places.find((one) => isPlaceOn(one, date));
      // Nothing has changed since the day before.
      if (index > 0 && trees[index] === trees[index - 1] && place === before?.place) {
        days.push(before ?? null);
        names.push('');
        continue;
      }
      const day = place ? dayOf(station, place, { date, context }) : null;
      days.push(day);
      names.push(day ? dayName(day, { date, context, nameOf }) : 'elsewhere');
    }
    if (days.every((day) => day === null)) continue;
    const stored = dates.map((date) => station.storedName(endpointId, date));
    const key = [...names, ...stored].join('|');
    const group = groups.get(key);
    if (group) group.endpointIds.push(endpointId);
    else groups.set(key, { endpointIds: [endpointId], days, stored });
  }
  return [...groups.values()];
}

function placesByEndpoint(places: readonly Place[]): Map<string, Place[]> {
  const byEndpoint = new Map<string, Place[]>();
  for (const place of places) {
    const known = byEndpoint.get(place.endpointId);
    if (known) known.push(place);
    else byEndpoint.set(place.endpointId, [place]);
  }
  return byEndpoint;
}

function dayOf(
  { sessions }: StationInput,
  place: Place,
  { date, context }: { date: LocalDate; context: CompileContext },
): GroupDay {
  return {
    place,
    staggers: staggersOf(sessions, place),
    heard: context.index.reaching(place, date),
  };
}

/** Days with the same name are the same to the ear. */
function dayName(
  { place, staggers, heard }: GroupDay,
  given: {
    date: LocalDate;
    context: CompileContext;
    nameOf: (list: readonly RankedBroadcast[]) => number;
  },
): string {
  const rules = given.context.rulesName(place, given.date);
  return [rules, ...staggers.values(), given.nameOf(heard)].join(' ');
}

/** How much later each session speaks at a place, by the session's id. */
function staggersOf(sessions: readonly Session[], { areaId }: Place): Map<string, number> {
  return new Map(
    sessions.map(({ id, stagger }) => [
      id,
      stagger.find((one) => one.areaId === areaId)?.offsetMs ?? 0,
    ]),
  );
}

function compileGroup(
  group: Group,
  given: {
    station: StationInput;
    dates: readonly LocalDate[];
    zone: Zone;
    context: CompileContext;
  },
): CompiledGroup[] {
  const { station, dates, zone, context } = given;
  const { now, freezeMs } = context;
  const today = localDateOf(now, station.zone);
  const compiled: CompiledGroup[] = [];
  let tailMs = 0;
  let guests: readonly Guest[] = [];
  for (const [index, date] of dates.entries()) {
    const before = station.storedDay(group.stored[index] ?? '');
    const ofDay = group.days[index];
    if (!ofDay) {
      // Guests stay with the station whose sessions had no room for them.
      tailMs = tailOf(before.entries);
      guests = [];
      continue;
    }
    if (date < today && isOver(date, before, { ...given, tailMs })) {
      tailMs = tailOf(before.entries);
      guests = before.record.guests;
      continue;
    }
    const reaching = ofDay.heard;
    const heard = reaching.filter((one) => context.asking.on(one, date).length > 0);
    const rules = context.rules(ofDay.place, date, zone);
    const day = compileDay({
      date,
      zone,
      now,
      frozenUntil: now + freezeMs,
      urgentFrom: now + Math.min(urgentLeadMs, freezeMs),
      busyUntil: tailMs > zone.startOfDay(date) ? tailMs : 0,
      rank: rankOn(context.tree, stationAreaOn(station, date), date),
      sessions: station.sessions,
      staggers: ofDay.staggers,
      ...rules,
      broadcasts: [...heard, ...hostsOf(guests, heard, reaching)],
      guests,
      asking: context.asking,
      answers: context.answers(station.id),
      approved: rules.limits.asksWeekApproval ? context.approved(station.id, date) : null,
      before: { entries: before.entries, rulings: before.record.rulings },
    });
    tailMs = tailOf(day.playlist.entries);
    guests = day.record.guests;
    compiled.push({ date, endpointIds: group.endpointIds, ...day });
  }
  return compiled;
}

/** Broadcasts of guests that are not on by themselves on the later day. */
function hostsOf(
  guests: readonly Guest[],
  heard: readonly RankedBroadcast[],
  reaching: readonly RankedBroadcast[],
): RankedBroadcast[] {
  const ids = new Set(guests.map(({ broadcastId }) => broadcastId));
  return reaching.filter((one) => ids.has(one.id) && !heard.includes(one));
}

/** Yesterday is history, unless something of it may still sound or be placed. */
function isOver(
  date: LocalDate,
  { entries }: Stored,
  given: { station: StationInput; zone: Zone; context: CompileContext; tailMs: number },
): boolean {
  const { station, zone, context } = given;
  if (tailOf(entries) > context.now) return false;
  return station.sessions.every(({ startsAt, latestEnd }) => {
    if (latestEnd > startsAt) return true;
    return zone.instantOf(addDays(date, 1), latestEnd) <= context.now;
  });
}

function tailOf(entries: readonly Entry[]): EpochMs {
  return entries.reduce((latest, entry) => Math.max(latest, endOf(entry)), 0);
}
