import type { Broadcast, Override, Targets } from '../broadcast/broadcast.ts';
import type { Item } from '../broadcast/item.ts';
import { canonicalJson } from '../playlist/canonical.ts';
import type { LocalDate } from '../time/zoned.ts';

/** A broadcast as a version keeps it. */
export type KeptBroadcast = Broadcast & {
  state: 'active' | 'withdrawn';
  programmeId: string | null;
  campaignId: string | null;
};

/** Fields that are told by what they were and what they are. */
type PlainField =
  | 'title'
  | 'class'
  | 'placement'
  | 'dates'
  | 'ownerAreaId'
  | 'programmeId'
  | 'campaignId'
  | 'overflow'
  | 'whenBeaten'
  | 'afterInterrupt'
  | 'volumePercent';

type PlainChange<Field extends PlainField> = {
  field: Field;
  from: KeptBroadcast[Field];
  to: KeptBroadcast[Field];
};

/** One thing that is other in a later version. */
export type BroadcastChange =
  | { field: 'made'; placement: KeptBroadcast['placement']; dates: KeptBroadcast['dates'] }
  | { field: 'state'; to: KeptBroadcast['state'] }
  | { [Field in PlainField]: PlainChange<Field> }[PlainField]
  | { field: 'items'; added: readonly Item[]; removed: readonly Item[] }
  /** A day got changes of its own, other ones, or lost them (`null`). */
  | { field: 'day'; date: LocalDate; to: Omit<Override, 'date'> | null }
  | {
      field: 'targets';
      added: readonly string[];
      removed: readonly string[];
      /** Left out from now on, and not left out any more. */
      excepted: readonly string[];
      readmitted: readonly string[];
    }
  /** It was put into air that was frozen already. */
  | { field: 'urgent' };

/** What a version changes of the one before it (`null`: there is none); empty where they are the same. */
export function diffBroadcast(
  before: KeptBroadcast | null,
  after: KeptBroadcast,
): BroadcastChange[] {
  if (!before) return [{ field: 'made', placement: after.placement, dates: after.dates }];
  const plain = <Field extends PlainField>(field: Field): PlainChange<Field>[] =>
    isSame(before[field], after[field]) ? [] : [{ field, from: before[field], to: after[field] }];
  return [
    ...(before.state === after.state ? [] : [{ field: 'state' as const, to: after.state }]),
    ...plain('title'),
    ...plain('class'),
    ...plain('placement'),
    ...plain('dates'),
    ...itemChanges(before.items, after.items),
    ...dayChanges(before.overrides, after.overrides),
    ...targetChanges(before.targets, after.targets),
    ...plain('ownerAreaId'),
    ...plain('programmeId'),
    ...plain('campaignId'),
    ...plain('overflow'),
    ...plain('whenBeaten'),
    ...plain('afterInterrupt'),
    ...plain('volumePercent'),
    ...(isMoreUrgent(before, after) ? [{ field: 'urgent' as const }] : []),
  ];
}

function isMoreUrgent(before: KeptBroadcast, after: KeptBroadcast): boolean {
  return after.urgentSince !== null && before.urgentSince !== after.urgentSince;
}

function itemChanges(before: readonly Item[], after: readonly Item[]): BroadcastChange[] {
  if (isSame(before, after)) return [];
  return [{ field: 'items', added: without(after, before), removed: without(before, after) }];
}

function dayChanges(before: readonly Override[], after: readonly Override[]): BroadcastChange[] {
  const dates = [...new Set([...before, ...after].map(({ date }) => date))].sort();
  return dates.flatMap((date): BroadcastChange[] => {
    const [older, newer] = [before, after].map((all) => all.find((one) => one.date === date));
    if (isSame(older, newer)) return [];
    if (!newer) return [{ field: 'day', date, to: null }];
    const { date: _, ...to } = newer;
    return [{ field: 'day', date, to }];
  });
}

function targetChanges(before: Targets, after: Targets): BroadcastChange[] {
  const [older, newer] = [before, after].map((targets) => [
    ...targets.areas,
    ...targets.stations,
    ...targets.groups,
    ...targets.endpoints,
  ]);
  if (!older || !newer) return [];
  const change = {
    added: without(newer, older),
    removed: without(older, newer),
    excepted: without(after.except, before.except),
    readmitted: without(before.except, after.except),
  };
  const isNone = Object.values(change).every((ids) => ids.length === 0);
  return isNone ? [] : [{ field: 'targets', ...change }];
}

/** What of `all` is not in `others`, each as often as it is more. */
function without<Thing>(all: readonly Thing[], others: readonly Thing[]): Thing[] {
  const left = others.map((one) => canonicalJson(one));
  return all.filter((one) => {
    const at = left.indexOf(canonicalJson(one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson([a ?? null]) === canonicalJson([b ?? null]);
}
