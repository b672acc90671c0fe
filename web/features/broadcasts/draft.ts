import type { BroadcastAnswer } from '../../../contract/http/broadcasts.ts';
import type { Dates, Placement, Targets } from '../../../core/broadcast/broadcast.ts';
import { defaultMaxDelayMs } from '../../../core/broadcast/broadcast.ts';
import type { PartTier } from '../../../core/session/session.ts';
import type { LocalDate, Weekday } from '../../../core/time/zoned.ts';

const minuteMs = 60_000;

/** A broadcast as the form holds it: every choice kept, also those that another choice hides. */
export interface BroadcastDraft {
  title: string;
  programmeId: string;
  ownerAreaId: string;
  class: 'normal' | 'priority';
  placement: 'session' | 'at';
  sessionKey: string;
  part: PartTier;
  order: string;
  time: string;
  start: 'hard' | 'soft';
  maxDelayMinutes: string;
  dates: 'once' | 'daily' | 'weekly';
  first: LocalDate | '';
  last: LocalDate | '';
  weekdays: Weekday[];
  except: LocalDate[];
  recordingIds: string[];
  targets: { [Key in keyof Targets]: string[] };
  whenBeaten: 'queue' | 'skip';
}

export type DraftFault = 'title' | 'recordings' | 'targets' | 'session' | 'time' | 'first' | 'last';

export function emptyDraft(ownerAreaId: string, date: LocalDate): BroadcastDraft {
  return {
    title: '',
    programmeId: '',
    ownerAreaId,
    class: 'normal',
    placement: 'session',
    sessionKey: '',
    part: 'own',
    order: '10',
    time: '',
    start: 'soft',
    maxDelayMinutes: String(defaultMaxDelayMs / minuteMs),
    dates: 'once',
    first: date,
    last: '',
    weekdays: [1, 2, 3, 4, 5],
    except: [],
    recordingIds: [],
    targets: { areas: [], stations: [], endpoints: [], except: [] },
    whenBeaten: 'queue',
  };
}

export function draftOf(broadcast: BroadcastAnswer): BroadcastDraft {
  const { placement, dates, targets } = broadcast;
  const draft: BroadcastDraft = {
    ...emptyDraft(broadcast.ownerAreaId, dates.kind === 'once' ? dates.date : dates.first),
    title: broadcast.title,
    programmeId: broadcast.programmeId ?? '',
    class: broadcast.class,
    placement: placement.kind,
    dates: dates.kind,
    recordingIds: broadcast.items.map(({ recordingId }) => recordingId),
    targets: {
      areas: [...targets.areas],
      stations: [...targets.stations],
      endpoints: [...targets.endpoints],
      except: [...targets.except],
    },
    whenBeaten: broadcast.whenBeaten,
  };
  if (placement.kind === 'session') {
    const { sessionKey, part, order } = placement;
    Object.assign(draft, { sessionKey, part, order: String(order) });
  } else {
    const maxDelayMinutes = String(Math.round(placement.maxDelayMs / minuteMs));
    Object.assign(draft, { time: placement.time, start: placement.start, maxDelayMinutes });
  }
  if (dates.kind !== 'once')
    Object.assign(draft, { last: dates.last ?? '', except: [...dates.except] });
  if (dates.kind === 'weekly') draft.weekdays = [...dates.weekdays];
  return draft;
}

/** What still stands in the way of saving. */
export function faultsOf(draft: BroadcastDraft): DraftFault[] {
  const { areas, stations, endpoints } = draft.targets;
  const faults: [DraftFault, boolean][] = [
    ['recordings', draft.recordingIds.length === 0],
    ['title', draft.title.trim() === ''],
    ['targets', areas.length + stations.length + endpoints.length === 0],
    ['session', draft.placement === 'session' && draft.sessionKey === ''],
    ['time', draft.placement === 'at' && draft.time === ''],
    ['first', draft.first === ''],
    ['last', draft.dates !== 'once' && draft.last !== '' && draft.last < draft.first],
  ];
  return faults.flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

/** The request that the draft stands for. */
export function bodyOf(draft: BroadcastDraft) {
  return {
    title: draft.title,
    programmeId: draft.programmeId === '' ? null : draft.programmeId,
    ownerAreaId: draft.ownerAreaId,
    class: draft.class,
    placement: placementOf(draft),
    dates: datesOf(draft),
    items: draft.recordingIds.map((recordingId) => ({ recordingId })),
    targets: draft.targets,
    whenBeaten: draft.whenBeaten,
  };
}

function placementOf(draft: BroadcastDraft): Placement {
  const { sessionKey, part, time, start } = draft;
  if (draft.placement === 'session')
    return { kind: 'session', sessionKey, part, order: wholeOf(draft.order) };
  const maxDelayMs = start === 'hard' ? 0 : wholeOf(draft.maxDelayMinutes) * minuteMs;
  return { kind: 'at', time, start, maxDelayMs };
}

function datesOf(draft: BroadcastDraft) {
  if (draft.dates === 'once') return { kind: 'once', date: draft.first } satisfies Dates;
  const range = {
    first: draft.first,
    last: draft.last === '' ? null : draft.last,
    except: draft.except,
  };
  if (draft.dates === 'daily') return { kind: 'daily' as const, ...range };
  return { kind: 'weekly' as const, weekdays: draft.weekdays, ...range };
}

function wholeOf(text: string): number {
  const value = Number.parseInt(text, 10);
  return Number.isFinite(value) ? Math.max(0, value) : 0;
}
