import type { z } from 'zod';
import type { BroadcastAnswer, broadcastRoutes, Outlook } from '../../contract/http/broadcasts.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import { newId } from '../../runtime/id.ts';
import type { Principal } from '../http/principal.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import { toBroadcast, toBroadcastAnswer } from './broadcast-row.ts';
import { draftOf, settlePlacement } from './draft-of.ts';
import { describe, requireActive, requireRow, type Described } from './described.ts';
import type { How } from './how.ts';
import { beginAct, columnsIn, keepBroadcast } from './keep-broadcast.ts';
import { lostDays, refuseLostDays, withoutLostDays } from './loses-days.ts';
import { orderPart, type PartOrder } from './order-part.ts';
import { requirePlacing } from './placing-right.ts';
import { carryOut, prepare } from './saving.ts';
import { settleDates } from './settle-dates.ts';
import type { BroadcastsDeps } from './deps.ts';
import type { Saving } from './try-out.ts';

export type NewBroadcast = z.output<NonNullable<(typeof broadcastRoutes.create)['body']>>;
export type Edit = NewBroadcast & { version: number };

export interface NewHow extends How {
  /** Its recordings may still have to be approved. */
  isAwaited: boolean;
}

export interface EditHow extends How {
  /** Days that were left out or edited by themselves may lose their date. */
  dropDays: boolean;
}

/** `broadcast` as it stands: `null` for a new one that was only tried out. */
export interface Placed {
  broadcast: BroadcastAnswer | null;
  outlook: Outlook;
}

export interface BroadcastsService {
  get(principal: Principal, id: string): Promise<Described>;
  create(principal: Principal, given: NewBroadcast, how: NewHow): Promise<Placed>;
  update(principal: Principal, id: string, given: Edit, how: EditHow): Promise<Described>;
  /** What is in a part of a session on a day, in another order. */
  order(
    principal: Principal,
    given: PartOrder,
  ): Promise<{ change: string | null; stations: number }>;
  /** Always passes, whatever is frozen. */
  withdraw(principal: Principal, id: string, seen: number): Promise<BroadcastAnswer>;
}

export function createBroadcastsService(deps: BroadcastsDeps): BroadcastsService {
  const { db, timetable, clock } = deps;
  return {
    get: async (principal, id) => describe(deps, await requireRow(deps, principal, id)),
    create: async (principal, given, how) => {
      const prepared = await prepare(deps, principal, await newSaving(deps, given, how));
      if (how.isDryRun)
        return { broadcast: null, outlook: await deps.outlooks.preview(principal, prepared) };
      return describe(deps, await carryOut(deps, principal, prepared));
    },
    update: (principal, id, given, how) => update(deps, principal, { id, given, how }),
    order: (principal, given) => orderPart(deps, principal, given),
    withdraw: async (principal, id, seen) => {
      const before = await requireRow(deps, principal, id);
      await requirePlacing(deps, principal, toBroadcast(before), clock.now());
      if (before.state === 'withdrawn') return toBroadcastAnswer(before);
      const columns = { ...columnsIn(before), state: 'withdrawn' as const };
      const act = beginAct(clock, principal, 'withdraw');
      const row = await db
        .transaction()
        .execute((trx) => keepBroadcast(trx, clock, act, { id, seen, columns }));
      const stationIds = await stationsOfTargets(db, [toBroadcast(row).targets]);
      await timetable.changed({ stationIds });
      return toBroadcastAnswer(row);
    },
  };
}

async function newSaving(deps: BroadcastsDeps, given: NewBroadcast, how: NewHow): Promise<Saving> {
  const { replaces, ...fields } = given;
  const settled = settlePlacement(deps, given.placement, null);
  const isUrgent = how.isUrgent || settled.isUrgent;
  const { placement } = settled;
  const dates = await settleDates(deps, given, settled);
  const urgentSince = isUrgent ? deps.clock.now() : null;
  const id = newId(deps.clock);
  const draft = { ...fields, placement, dates, urgentSince, id, version: 1 };
  const fresh = { before: null, isGone: false, ended: null, isAwaited: how.isAwaited };
  return { ...fresh, draft, checked: draft, replaces, isUrgent };
}

async function update(
  deps: BroadcastsDeps,
  principal: Principal,
  { id, given, how }: { id: string; given: Edit; how: EditHow },
): Promise<Described> {
  const { row: before } = await requireActive(deps, principal, id);
  const known = draftOf(before);
  const { replaces, ...fields } = given;
  const settled = settlePlacement(deps, given.placement, known);
  const isUrgent = how.isUrgent || settled.isUrgent;
  const { placement } = settled;
  // What stands in frozen air already stays there without being urgent still.
  const urgentSince = isUrgent ? deps.clock.now() : null;
  const dates = await settleDates(deps, given, settled);
  const edited = { ...fields, placement, dates, urgentSince, id };
  const losesDays = lostDays(known, edited, localDateOf(deps.clock.now(), 'UTC'));
  if (!how.isDryRun && !how.dropDays) refuseLostDays(losesDays);
  const draft = withoutLostDays(edited, losesDays);
  const saving = { draft, checked: draft, before, isGone: false, ended: null, replaces, isUrgent };
  const prepared = await prepare(deps, principal, saving);
  if (!how.isDryRun) return describe(deps, await carryOut(deps, principal, prepared));
  const outlook = await deps.outlooks.preview(principal, prepared);
  return { broadcast: toBroadcastAnswer(before), outlook: { ...outlook, losesDays } };
}
