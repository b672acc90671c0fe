import { recurrence } from '../../../contract/recurrence.ts';
import { noAnswers } from '../../../core/compile/answers.ts';
import { createAsking } from '../../../core/compile/asked.ts';
import {
  compileStation,
  type CompileContext,
  type CompiledGroup,
  type Stored,
} from '../../../core/compile/compile-station.ts';
import type { LibraryItem } from '../../../core/compile/library-item.ts';
import type { RankedBroadcast } from '../../../core/compile/ranked-broadcast.ts';
import { freezeMs } from '../../../core/compile/freeze.ts';
import { createTargetIndex } from '../../../core/compile/target-index.ts';
import type { Area } from '../../../core/area/area.ts';
import { createTree } from '../../../core/area/tree.ts';
import type { Placement } from '../../../core/broadcast/broadcast.ts';
import type { Item } from '../../../core/broadcast/item.ts';
import { noLimits } from '../../../core/guard/guard.ts';
import type { Entry } from '../../../core/playlist/playlist.ts';
import type { QuietHours } from '../../../core/session/quiet-hours.ts';
import { quietSpansAround } from '../../../core/session/quiet-hours.ts';
import type { PartTier, Session } from '../../../core/session/session.ts';
import { openZone } from '../../../core/time/zone.ts';
import {
  addDays,
  allWeekdays,
  instantOf,
  localDateOf,
  localTimeOf,
} from '../../../core/time/zoned.ts';
import type { Vector, VectorBroadcast, VectorCompile } from './vector.ts';

const minuteMs = 60_000;
const areas = new Map<string, Area>(
  [
    ['tinh', null],
    ['xa', 'tinh'],
  ].map(([id, parentId]) => [
    id ?? '',
    {
      id: id ?? '',
      code: '',
      name: '',
      kind: '',
      parentId: parentId ?? null,
      validFrom: null,
      validTo: null,
      tags: [],
    },
  ]),
);

/** The days of each compile of a vector, in order. */
export function compileVector(vector: Vector): CompiledGroup[][] {
  let before: CompiledGroup[] = [];
  return vector.compiles.map((compile) => {
    before = merged(before, compileOnce(vector, compile, before));
    return before;
  });
}

/** What is not compiled any more stays as it was. */
function merged(before: CompiledGroup[], now: CompiledGroup[]): CompiledGroup[] {
  const fresh = new Set(now.map(({ date }) => date));
  return [...before.filter(({ date }) => !fresh.has(date)), ...now].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
}

function compileOnce(vector: Vector, compile: VectorCompile, before: CompiledGroup[]) {
  const stored = new Map<string, Stored>(
    before.map(({ date, playlist, record }) => [date, { entries: playlist.entries, record }]),
  );
  return compileStation(
    {
      ...{ id: 'dai', areaId: 'xa', zone: vector.zone, sessions: sessionsOf(vector) },
      places: [{ endpointId: 'cum', stationId: 'dai', areaId: 'xa', groupIds: [] }],
      storedName: (_, date) => (stored.has(date) ? date : ''),
      storedDay: (name) => stored.get(name) ?? { entries: [], record: { rulings: [], guests: [] } },
    },
    vector.dates,
    contextOf(vector, compile),
  );
}

function contextOf(vector: Vector, compile: VectorCompile): CompileContext {
  const zone = openZone(vector.zone);
  const first = vector.dates[0] ?? '';
  const now = compile.now ?? `${addDays(first, -1)}T00:00`;
  const broadcasts = compile.broadcasts.map((one) => broadcastOf(one, first));
  const library = new Map(
    Object.keys(vector.recordings).map((id) => [id, recordingOf(id, vector)]),
  );
  const { session, day } = vector.caps;
  const limits = {
    ...noLimits,
    sessionCapMs: session === undefined ? null : session * minuteMs,
    dayCapMs: day === undefined ? null : day * minuteMs,
  };
  return {
    now: instant(now, vector.zone),
    freezeMs,
    zone: () => zone,
    tree: createTree(areas),
    index: createTargetIndex(broadcasts, createTree(areas)),
    asking: createAsking({ library, draws: drawsOf(vector, compile) }),
    rulesName: () => '',
    rules: (_, date) => ({
      quiet: quietSpansAround(quietHoursOf(vector), date, zone),
      limits,
      mode: null,
    }),
    answers: () => noAnswers,
    approved: () => new Set(),
  };
}

/** What came of recorded relays, on every day; those still to be recorded are missing. */
function drawsOf({ dates }: Vector, { broadcasts }: VectorCompile): Map<string, string[]> {
  return new Map(
    broadcasts.flatMap(({ id, plays, relays, recorded }) =>
      relays === undefined || recorded === 'due'
        ? []
        : dates.map((date) => [
            `${id}-${date}/${plays.length}`,
            recorded === 'failed' ? [] : [recorded.as],
          ]),
    ),
  );
}

export function quietHoursOf({ quiet }: Vector): QuietHours[] {
  return quiet.map(([from, to]) => ({
    ...{ from, to, weekdays: allWeekdays, validFrom: null, validTo: null },
  }));
}

function sessionsOf({ sessions }: Vector): Session[] {
  return sessions.map(({ key, start, end, weekdays, parts }) => ({
    ...{ id: `dai_${key}`, stationId: 'dai', key, name: key },
    ...{ weekdays: weekdays ?? allWeekdays, startsAt: start, latestEnd: end },
    ...{ validFrom: null, validTo: null },
    parts: parts.map(([tier, minutes]) => ({ tier, budgetMs: minutes * minuteMs, anchor: null })),
    ...{
      openingId: null,
      closingId: null,
      leadInMs: 3000,
      tailMs: 1000,
      stagger: [],
      modeKeys: [],
    },
  }));
}

function recordingOf(id: string, { recordings, zone }: Vector): LibraryItem {
  const given = recordings[id] ?? 0;
  const { seconds, kind, until } =
    typeof given === 'number'
      ? { seconds: given, kind: 'speech' as const, until: undefined }
      : given;
  return {
    ...{ recordingId: id, title: id, state: 'approved', kind, mayBeCut: kind === 'music' },
    ...{ notBefore: null, expiresAt: until === undefined ? null : instant(until, zone) },
    durationMs: seconds * 1000,
    profiles: { 'mp3-48k': { sha256: id.padEnd(43, 'A'), bytes: 1000 } },
  };
}

function broadcastOf(given: VectorBroadcast, first: string): RankedBroadcast {
  const owner = given.tier === 0 ? 'tinh' : 'xa';
  return {
    ...{ id: given.id, version: 1, title: given.id, ownerAreaId: owner, rank: given.tier },
    class: given.class,
    placement: placementOf(given),
    dates: recurrence.parse({
      ...{ first, last: null, count: null, rule: null, exdates: [], rdates: [] },
      ...given.dates,
    }),
    items: [
      ...given.plays.map((recordingId) => ({ type: 'recording' as const, recordingId })),
      ...relayOf(given),
    ],
    overrides: [],
    targets: { areas: [owner], stations: [], endpoints: [], groups: [], except: [] },
    overflow:
      given.overflow === undefined
        ? { kind: 'skip' }
        : { kind: 'next', withinDays: given.overflow },
    whenBeaten: given.beaten,
    ...{ afterInterrupt: given.interrupted, volumePercent: null, urgentSince: null },
  };
}

function relayOf({ relays }: VectorBroadcast): Item[] {
  if (!relays) return [];
  const { seconds, fallback: fallbackRecordingId } = relays;
  const stream = { url: 'https://radio.example/live', delayMs: 0, recordAt: '04:00' };
  const durationMs = seconds * 1000;
  return [{ type: 'relay', ...stream, durationMs, fallbackRecordingId, carry: 'recorded' }];
}

function placementOf({ id, in: inside, hard, soft, waits = 30 }: VectorBroadcast): Placement {
  if (inside !== undefined) {
    const [sessionKey = '', part = 'own', order = '0'] = inside.split('/');
    return { kind: 'session', sessionKey, part: part as PartTier, order: Number(order) };
  }
  const time = hard ?? soft;
  if (time === undefined) throw new RangeError(`${id} stands nowhere`);
  const start = hard === undefined ? 'soft' : 'hard';
  return { kind: 'at', slots: [{ id: '1', time }], start, maxDelayMs: waits * minuteMs };
}

/** `YYYY-MM-DDTHH:MM[:SS]`, with `Z` or an offset as an instant, else a wall time of the zone. */
export function instant(text: string, zone: string): number {
  if (/(Z|[+-]\d\d:\d\d)$/.test(text)) return Date.parse(text);
  const [date = '', time = ''] = text.split('T');
  return instantOf(date, time, zone);
}

/** `2026-11-23T05:00:00 a/0 60`. */
export function airOf(groups: readonly CompiledGroup[], zone: string): string[] {
  return groups.flatMap(({ playlist }) =>
    playlist.entries.map((entry) => {
      return `${wallTime(entry.startsAt, zone)} ${nameOf(entry)} ${entry.durationMs / 1000}`;
    }),
  );
}

/** Of what is placed plainly nothing is said. */
export function rulingsOf(groups: readonly CompiledGroup[], first: string): Record<string, string> {
  const told: Record<string, string> = {};
  for (const { record } of groups)
    for (const { occurrence, broadcastId, reason } of record.rulings) {
      if (reason === 'placed') continue;
      const date = occurrence.slice(broadcastId.length + 1);
      told[date === first ? broadcastId : `${broadcastId} ${date}`] = reason;
    }
  return told;
}

export function nameOf({ key, occurrence }: Pick<Entry, 'key' | 'occurrence'>): string {
  return key.replace(occurrence, occurrence.replace(/-\d{4}-\d\d-\d\d/, ''));
}

export function wallTime(at: number, zone: string): string {
  return `${localDateOf(at, zone)}T${localTimeOf(at, zone)}`;
}
