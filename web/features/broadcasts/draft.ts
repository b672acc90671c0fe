import type { z } from 'zod';
import type { BroadcastAnswer, broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import { recurrence } from '../../../contract/recurrence.ts';
import type { Overflow } from '../../../core/broadcast/broadcast.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import type { DatesDraft, DatesFault } from '../dates/dates-draft.ts';
import { datesDraftOf, datesFaults, emptyDates, recurrenceOf } from '../dates/dates-draft.ts';
import type { ItemDraft } from '../items/item-draft.ts';
import { isWhole } from '../items/item-draft.ts';
import type { PlacementDraft, PlacementFault } from './placement-draft.ts';
import {
  emptyPlacement,
  placementDraftOf,
  placementFaults,
  placementOf,
} from './placement-draft.ts';

export type BroadcastBody = z.output<NonNullable<typeof broadcastRoutes.create.body>>;

/** A broadcast as the form holds it: every choice kept, also those that another choice hides. */
export interface BroadcastDraft {
  title: string;
  programmeId: string;
  campaignId: string;
  ownerAreaId: string;
  class: BroadcastBody['class'];
  placement: PlacementDraft;
  dates: DatesDraft;
  items: ItemDraft[];
  /** Days that were edited by themselves: kept as they are. */
  overrides: BroadcastBody['overrides'];
  targets: BroadcastBody['targets'];
  overflow: Overflow['kind'];
  overflowDays: string;
  whenBeaten: BroadcastBody['whenBeaten'];
  afterInterrupt: BroadcastBody['afterInterrupt'];
  /** In percent; empty: as the loudspeaker is set. */
  volume: string;
  /** Put into air that is frozen already, by this very change. */
  isUrgent: boolean;
  /** Days left out or edited by themselves may lose their date by this change. */
  dropsDays: boolean;
  /** Ghi đè: occurrences of others that this change takes out. */
  replaces: string[];
}

export type DraftFault =
  | ('items' | 'item' | 'title' | 'targets' | 'overflowDays' | 'volume')
  | PlacementFault
  | DatesFault;

export function emptyDraft(ownerAreaId: string, date: LocalDate): BroadcastDraft {
  return {
    title: '',
    programmeId: '',
    campaignId: '',
    ownerAreaId,
    class: 'normal',
    placement: emptyPlacement(),
    dates: emptyDates(date),
    items: [],
    overrides: [],
    targets: { areas: [], stations: [], endpoints: [], groups: [], except: [] },
    overflow: 'skip',
    overflowDays: '1',
    whenBeaten: 'queue',
    afterInterrupt: 'restart',
    volume: '',
    isUrgent: false,
    dropsDays: false,
    replaces: [],
  };
}

export function draftOf(broadcast: BroadcastAnswer): BroadcastDraft {
  const { ownerAreaId, dates, targets, overflow, volumePercent } = broadcast;
  return {
    ...emptyDraft(ownerAreaId, dates.first),
    title: broadcast.title,
    programmeId: broadcast.programmeId ?? '',
    campaignId: broadcast.campaignId ?? '',
    class: broadcast.class,
    placement: placementDraftOf(broadcast.placement),
    dates: datesDraftOf(dates),
    items: [...broadcast.items],
    overrides: [...broadcast.overrides],
    targets: {
      areas: [...targets.areas],
      stations: [...targets.stations],
      endpoints: [...targets.endpoints],
      groups: [...targets.groups],
      except: [...targets.except],
    },
    overflow: overflow.kind,
    ...(overflow.kind === 'next' ? { overflowDays: String(overflow.withinDays) } : {}),
    whenBeaten: broadcast.whenBeaten,
    afterInterrupt: broadcast.afterInterrupt,
    volume: volumePercent === null ? '' : String(volumePercent),
  };
}

/** One that was kept, opened again: what was agreed to about the air as it was then is asked anew. */
export function reopened(kept: BroadcastDraft, now: BroadcastDraft): BroadcastDraft {
  return { ...kept, overrides: now.overrides, isUrgent: false, dropsDays: false, replaces: [] };
}

/** What still stands in the way of saving, in the order of the form. */
export function faultsOf(draft: BroadcastDraft): DraftFault[] {
  const { areas, stations, endpoints, groups } = draft.targets;
  const { placement, overflow, overflowDays, volume } = draft;
  const isNext = placement.kind === 'session' && overflow === 'next';
  const faults: [DraftFault, boolean][] = [
    ['items', draft.items.length === 0],
    ['item', !draft.items.every(isWhole)],
    ['title', draft.title.trim() === ''],
    ['volume', volume.trim() !== '' && !isWithin(volume, 1, 100)],
    ['overflowDays', isNext && !isWithin(overflowDays, 0, 7)],
  ];
  return [
    ...faults.flatMap(([fault, isThere]) => (isThere ? [fault] : [])),
    ...placementFaults(placement),
    ...(placement.kind === 'now' ? [] : datesFaults(draft.dates)),
    ...(areas.length + stations.length + endpoints.length + groups.length === 0
      ? (['targets'] as const)
      : []),
  ];
}

/** The request that a draft without faults stands for; what is to air now names `today`, and the server knows better. */
export function bodyOf(draft: BroadcastDraft, today: LocalDate): BroadcastBody {
  return {
    title: draft.title,
    programmeId: draft.programmeId === '' ? null : draft.programmeId,
    campaignId: draft.campaignId === '' ? null : draft.campaignId,
    ownerAreaId: draft.ownerAreaId,
    class: draft.class,
    placement: placementOf(draft.placement),
    dates: recurrence.parse(recurrenceOf(datesOf(draft, today))),
    items: draft.items,
    overrides: draft.overrides,
    targets: draft.targets,
    overflow: overflowOf(draft),
    whenBeaten: draft.whenBeaten,
    afterInterrupt: draft.afterInterrupt,
    volumePercent: draft.volume.trim() === '' ? null : Number(draft.volume),
    replaces: draft.replaces,
  };
}

/** How a change is meant, as the query of its request says it. */
export function urgencyOf({ isUrgent }: BroadcastDraft): { urgent?: string } {
  return isUrgent ? { urgent: 'true' } : {};
}

/** Whether an edit may lose days, as the query of its request says it. */
export function lossOf({ dropsDays }: BroadcastDraft): { dropDays?: string } {
  return dropsDays ? { dropDays: 'true' } : {};
}

/** What is to air now airs on the day on which it is sent. */
function datesOf({ placement, dates }: BroadcastDraft, today: LocalDate): DatesDraft {
  return placement.kind === 'now' && placement.atMs === null ? emptyDates(today) : dates;
}

function overflowOf({ overflow, overflowDays }: BroadcastDraft): Overflow {
  return overflow === 'next'
    ? { kind: overflow, withinDays: Number(overflowDays) }
    : { kind: overflow };
}

function isWithin(text: string, min: number, max: number): boolean {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= min && value <= max;
}
