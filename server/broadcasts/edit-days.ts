import type { z } from 'zod';
import type { broadcastRoutes } from '../../contract/http/broadcasts.ts';
import { contentOn, type Broadcast, type Override } from '../../core/broadcast/broadcast.ts';
import { withoutDay } from '../../core/broadcast/without-occurrence.ts';
import { onceOn } from '../../core/recurrence/once-on.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import { beginAt, endBefore } from '../../core/recurrence/split.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Principal } from '../http/principal.ts';
import { toBroadcastAnswer } from './broadcast-row.ts';
import { describe, requireActive, type Described } from './described.ts';
import { draftOf, settlePlacement } from './draft-of.ts';
import { firstAir } from './first-air.ts';
import { loadReach } from './reach.ts';
import { carryOut, prepare } from './saving.ts';
import type { How } from './how.ts';
import type { BroadcastsDeps } from './deps.ts';
import type { Saving } from './try-out.ts';

type DayEdit = z.output<NonNullable<(typeof broadcastRoutes.editDay)['body']>>;
/** What a day has otherwise. */
type DayContent = Omit<Override, 'date'> & { version: number; replaces: readonly string[] };
type SplitBody = z.output<NonNullable<(typeof broadcastRoutes.split)['body']>>;

/** Changes to single days of a series, or to all of it from a day on. */
export interface DayEdits {
  /** Chỉ ngày này: what is given holds on that day alone; with nothing given it is as on other days. */
  editDay(
    principal: Principal,
    day: { id: string; date: LocalDate },
    given: DayEdit,
    how: How,
  ): Promise<Described>;
  /** Not on that day; a series of which nothing is left is withdrawn. */
  dropDay(
    principal: Principal,
    day: { id: string; date: LocalDate },
    given: { version: number; isDryRun: boolean },
  ): Promise<Described>;
  /** Từ ngày này: ends the series before a day and begins one that goes on from it. */
  split(principal: Principal, id: string, given: SplitBody, how: How): Promise<Described>;
}

export function createDayEdits(deps: BroadcastsDeps): DayEdits {
  return {
    editDay: async (principal, day, given, how) => {
      const saving = await editedDay(deps, principal, { day, given, how });
      return saveOrTry(deps, principal, saving, how.isDryRun);
    },
    dropDay: async (principal, day, { version, isDryRun }) => {
      const saving = await droppedDay(deps, principal, { day, version });
      return saveOrTry(deps, principal, saving, isDryRun);
    },
    split: async (principal, id, given, how) => {
      const saving = await splitSeries(deps, principal, { id, given, how });
      return saveOrTry(deps, principal, saving, how.isDryRun);
    },
  };
}

async function saveOrTry(
  deps: BroadcastsDeps,
  principal: Principal,
  saving: Saving,
  isDryRun: boolean,
): Promise<Described> {
  const prepared = await prepare(deps, principal, saving);
  if (!isDryRun) return describe(deps, await carryOut(deps, principal, prepared));
  const known = saving.before ?? saving.ended?.row;
  if (!known) throw new AppError('broadcast_not_found', 'there is nothing to edit');
  const outlook = await deps.outlooks.preview(principal, prepared);
  return { broadcast: toBroadcastAnswer(known), outlook };
}

/** A day of a series as it shall be, whatever it had otherwise. */
export async function editedDay(
  deps: BroadcastsDeps,
  principal: Principal,
  given: { day: { id: string; date: LocalDate }; given: DayContent; how: How },
): Promise<Saving> {
  const { id, date } = given.day;
  const { row: before, windowId } = await requireActive(deps, principal, id);
  const known = draftOf(before);
  requireDay(known, date);
  await refuseOver(deps, known, date);
  const { version, replaces, ...fields } = given.given;
  const settled = fields.placement && settlePlacement(deps, fields.placement, known);
  const isUrgent = given.how.isUrgent || (settled?.isUrgent ?? false);
  const override = { ...fields, ...(settled ? { placement: settled.placement } : {}), date };
  const others = known.overrides.filter((one) => one.date !== date);
  const isAsOthers = Object.values(fields).every((value) => value === undefined);
  const overrides = isAsOthers ? others : [...others, override].sort(byDate);
  const urgentSince = isUrgent ? deps.clock.now() : known.urgentSince;
  const draft = { ...known, version, overrides, urgentSince };
  const checked = { ...draft, ...onlyOn(draft, date) };
  const rest = { isGone: false, ended: null, windowId };
  return { draft, checked, before, ...rest, replaces, isUrgent };
}

async function droppedDay(
  deps: BroadcastsDeps,
  principal: Principal,
  { day: { id, date }, version }: { day: { id: string; date: LocalDate }; version: number },
): Promise<Saving> {
  const { row: before, windowId } = await requireActive(deps, principal, id);
  const known = draftOf(before);
  requireDay(known, date);
  await refusePast(deps, known, date);
  const left = withoutDay(known, date);
  const draft = { ...(left ?? known), version };
  const isGone = left === null;
  const rest = { ended: null, replaces: [], isUrgent: false };
  return { draft, checked: null, before, isGone, windowId, ...rest };
}

async function splitSeries(
  deps: BroadcastsDeps,
  principal: Principal,
  { id, given, how }: { id: string; given: SplitBody; how: How },
): Promise<Saving> {
  const { row, windowId } = await requireActive(deps, principal, id);
  const known = draftOf(row);
  const { from, version, replaces, ...fields } = given;
  await refusePast(deps, known, from);
  if (occursOn(known.dates, from)) await refuseOver(deps, known, from);
  const dates = beginAt(fields.dates, from);
  if (!dates) throw new AppError('broadcast_dates_invalid', `nothing follows from ${from} on`);
  const settled = settlePlacement(deps, fields.placement, known);
  const isUrgent = how.isUrgent || settled.isUrgent;
  const urgentSince = isUrgent ? deps.clock.now() : null;
  const overrides = fields.overrides.filter(({ date }) => occursOn(dates, date));
  const draft = { ...fields, ...settled, dates, overrides, urgentSince, id, version };
  const stays = endBefore(known.dates, from);
  const saving = { isGone: false, windowId, replaces, isUrgent };
  // Nothing comes before that day: it is the whole series.
  if (!stays) return { ...saving, draft, checked: draft, before: row, ended: null };
  const next = { ...draft, id: newId(deps.clock) };
  const kept = known.overrides.filter(({ date }) => date < from);
  const rest = { ...known, dates: stays, overrides: kept };
  return { ...saving, draft: next, checked: next, before: null, ended: { row, rest } };
}

function requireDay({ dates }: Broadcast, date: LocalDate): void {
  if (!occursOn(dates, date))
    throw new AppError('broadcast_day_not_found', `it is not on ${date} at all`);
}

/** The broadcast as if that day were its only one. */
function onlyOn(broadcast: Broadcast, date: LocalDate) {
  return { ...contentOn(broadcast, date), dates: onceOn(date), overrides: [] };
}

/** @throws AppError `broadcast_in_past` where the day is yesterday or before at every station */
async function refusePast(
  deps: BroadcastsDeps,
  broadcast: Broadcast,
  date: LocalDate,
): Promise<void> {
  const now = deps.clock.now();
  const stations = await stationsOf(deps, broadcast);
  if (stations.length > 0 && stations.every(({ zone }) => date < localDateOf(now, zone)))
    throw new AppError('broadcast_in_past', `${date} is over`);
}

/** @throws AppError `broadcast_in_past` where what the day holds is over at every station */
async function refuseOver(
  deps: BroadcastsDeps,
  broadcast: Broadcast,
  date: LocalDate,
): Promise<void> {
  const stations = await stationsOf(deps, broadcast);
  if (!firstAir(onlyOn(broadcast, date), stations, deps.clock.now()))
    throw new AppError('broadcast_in_past', `what was on ${date} is over`);
}

async function stationsOf({ db, access, clock }: BroadcastsDeps, broadcast: Broadcast) {
  return loadReach(db, broadcast, { tree: await access.tree(), now: clock.now() });
}

function byDate(a: { date: LocalDate }, b: { date: LocalDate }): number {
  return a.date < b.date ? -1 : 1;
}
