import { defaultMaxDelayMs, type Placement } from '../../core/broadcast/broadcast.ts';
import type { Item } from '../../core/broadcast/item.ts';
import { shortestShareMs } from '../../core/broadcast/item.ts';
import type { Recurrence } from '../../core/recurrence/recurrence.ts';
import type { Days, UnderstoodLine } from '../../core/week-plan/plan-line.ts';
import type { Draft } from '../broadcasts/check-draft.ts';
import type { PlanGround } from './plan-ground.ts';

/** What a line means beside what it says. */
export interface LineGiven {
  ground: PlanGround;
  /** The recording that a person chose for it. */
  chosenId: string | null;
  /** Its place among the items of its session. */
  order: number;
  makeId: () => string;
}

/** What of a broadcast a line says; what it does not say, or not clearly, is `null`. */
export interface LineParts {
  title: string | null;
  programmeId: string | null;
  dates: Recurrence | null;
  /** One for the times of a day, one for each session; empty where none is known. */
  placements: Placement[];
  items: Item[];
  targets: Draft['targets'];
}

/** A pool plays no recording twice within so many days. */
const restDays = 7;
const longestTitle = 200;

export function partsOfLine(line: UnderstoodLine, given: Omit<LineGiven, 'makeId'>): LineParts {
  const { ground, chosenId } = given;
  const recordingId = chosenId ?? line.recordingId?.value ?? null;
  const recording = recordingId === null ? undefined : ground.recordings.get(recordingId);
  const title = line.title?.value ?? recording?.title ?? null;
  const programmeId = line.programmeId?.value ?? recording?.programmeId ?? null;
  return {
    title: title === null ? null : title.slice(0, longestTitle).trim(),
    programmeId,
    dates: line.days && recurrenceOf(line.days.value),
    placements: placementsOf(line, given),
    items: itemsOf(line, recordingId),
    targets: targetsOf(line, ground),
  };
}

/** The broadcasts that a line stands for, or `null` where it does not say enough for one. */
export function draftsOfLine(line: UnderstoodLine, given: LineGiven): Draft[] | null {
  const { title, programmeId, dates, placements, items, targets } = partsOfLine(line, given);
  const isWhole = title && dates && placements.length > 0 && items.length > 0;
  if (!isWhole) return null;
  return placements.map((placement) => ({
    ...{ id: given.makeId(), version: 1, title, programmeId, campaignId: null },
    ...{ ownerAreaId: given.ground.place.areaId, class: line.class?.value ?? 'normal' },
    ...{ placement, dates, overrides: [], items, targets, overflow: { kind: 'skip' } },
    ...{ whenBeaten: 'queue', afterInterrupt: 'restart', volumePercent: null, urgentSince: null },
  }));
}

function recurrenceOf(days: Days): Recurrence | null {
  if (days.kind === 'repeated') return days.recurrence;
  const [first, ...rdates] = days.dates;
  if (first === undefined) return null;
  return { first, last: null, count: null, rule: null, exdates: [], rdates };
}

/** Who names a session means it, whatever minute stands beside it: there the items follow each other. */
function placementsOf(
  { airings, isRelay }: UnderstoodLine,
  { order }: Omit<LineGiven, 'makeId'>,
): Placement[] {
  const keys = new Set(airings.flatMap(({ session }) => session?.value ?? []));
  const part = isRelay ? 'relay' : 'own';
  const sessions = [...keys].map((sessionKey): Placement => ({
    kind: 'session',
    sessionKey,
    part,
    order,
  }));
  const times = new Set(
    airings.flatMap(({ time, session }) => (session === null && time ? [time.value] : [])),
  );
  if (times.size === 0) return sessions;
  const slots = [...times].sort().map((time, index) => ({ id: String(index + 1), time }));
  return [{ kind: 'at', slots, start: 'soft', maxDelayMs: defaultMaxDelayMs }, ...sessions];
}

/** A programme by its name alone is any of its recordings, for as long as the line says. */
function itemsOf(
  { isRelay, programmeId, lengthMs, problems }: UnderstoodLine,
  recordingId: string | null,
): Item[] {
  if (recordingId !== null) return [{ type: 'recording', recordingId }];
  const isOpen = problems.some(({ code }) => code.startsWith('recording_'));
  if (isRelay || isOpen || programmeId === null) return [];
  const fillMs = lengthMs?.value ?? 0;
  if (fillMs < shortestShareMs) return [];
  const bounds = { language: null, minMs: null, maxMs: null };
  return [{ type: 'pool', programmeId: programmeId.value, fillMs, ...bounds, restDays }];
}

function targetsOf({ places }: UnderstoodLine, { place }: PlanGround): Draft['targets'] {
  const { areaIds = [], exceptIds = [], everywhere = true } = places?.value ?? {};
  const { areaId, stationId } = place;
  const isNamed = areaIds.length > 0 && !everywhere;
  return {
    areas: isNamed ? [...areaIds] : stationId === null ? [areaId] : [],
    stations: isNamed || stationId === null ? [] : [stationId],
    ...{ endpoints: [], groups: [], except: [...exceptIds] },
  };
}
