import type { z } from 'zod';
import type { broadcastRoutes } from '../../contract/http/broadcasts.ts';
import { rankOn } from '../../core/area/tree.ts';
import { contentOn, type Placement } from '../../core/broadcast/broadcast.ts';
import { ordersFor, type Ordered } from '../../core/broadcast/put-in-order.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { toBroadcast } from './broadcast-row.ts';
import type { BroadcastsDeps } from './deps.ts';
import { requireRow } from './described.ts';
import { editedDay } from './edit-days.ts';
import { requirePlacing } from './placing-right.ts';
import { carryOutTogether, prepare } from './saving.ts';
import type { Prepared } from './try-out.ts';

export type PartOrder = z.output<NonNullable<(typeof broadcastRoutes.order)['body']>>;

/** One that was placed in the part, not one that came into it as a guest or by an answer. */
interface Placed extends Ordered {
  row: Database['broadcast'];
  placement: Extract<Placement, { kind: 'session' }>;
}

/**
 * Puts what is in a part of a session into another order on one day; as few broadcasts are changed as can be.
 * @throws AppError `order_fixed` where what is priority, of somebody else, or not placed there stands against it
 */
export async function orderPart(
  deps: BroadcastsDeps,
  principal: Principal,
  given: PartOrder,
): Promise<{ change: string | null; stations: number }> {
  const placed: Placed[] = [];
  for (const id of new Set(given.broadcastIds)) {
    const one = await placedIn(deps, principal, { ...given, id });
    if (one) placed.push(one);
  }
  const orders = placed.length < 2 ? null : ordersFor(placed);
  if (!orders) throw new AppError('order_fixed', 'what is in the part cannot be put in this order');
  const changes: Prepared[] = [];
  for (const one of placed) {
    const order = orders.get(one.id);
    if (order !== undefined)
      changes.push(await reordered(deps, principal, { one, order, date: given.date }));
  }
  if (changes.length === 0) return { change: null, stations: 0 };
  return carryOutTogether(deps, principal, changes);
}

async function placedIn(
  deps: BroadcastsDeps,
  principal: Principal,
  { id, date, sessionKey, part }: Omit<PartOrder, 'broadcastIds'> & { id: string },
): Promise<Placed | null> {
  const row = await requireRow(deps, principal, id);
  const broadcast = toBroadcast(row);
  const { placement } = contentOn(broadcast, date);
  const isHere =
    placement.kind === 'session' && placement.sessionKey === sessionKey && placement.part === part;
  if (!isHere || row.state !== 'active' || !occursOn(broadcast.dates, date)) return null;
  const rank = rankOn(await deps.access.tree(), broadcast.ownerAreaId, date);
  const isFree = await mayPlace(deps, principal, row);
  return {
    ...{ id, class: broadcast.class, rank, order: placement.order, isFree },
    row,
    placement,
  };
}

async function mayPlace(
  deps: BroadcastsDeps,
  principal: Principal,
  row: Database['broadcast'],
): Promise<boolean> {
  try {
    await requirePlacing(deps, principal, toBroadcast(row), deps.clock.now());
    return true;
  } catch (error) {
    const refusals = ['not_allowed', 'own_part_left', 'window_left'];
    if (error instanceof AppError && refusals.includes(error.code)) return false;
    throw error;
  }
}

async function reordered(
  deps: BroadcastsDeps,
  principal: Principal,
  { one, order, date }: { one: Placed; order: number; date: string },
): Promise<Prepared> {
  const { row, placement } = one;
  const { overrides, placement: usual } = toBroadcast(row);
  const {
    date: _date,
    placement: _before,
    ...others
  } = overrides.find((override) => override.date === date) ?? { date };
  const moved = { ...placement, order };
  const isUsual = JSON.stringify(moved) === JSON.stringify(usual);
  const saving = await editedDay(deps, principal, {
    day: { id: row.id, date },
    given: {
      ...others,
      ...(isUsual ? {} : { placement: moved }),
      ...{ replaces: [], version: row.version },
    },
    how: { isUrgent: false, isDryRun: false },
  });
  // What it plays was decided when it was placed.
  return prepare(deps, principal, { ...saving, isAwaited: true });
}
