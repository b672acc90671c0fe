import type { BroadcastAnswer, Outlook } from '../../contract/http/broadcasts.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { toBroadcast, toBroadcastAnswer } from './broadcast-row.ts';
import { refuseChanged } from './keep-broadcast.ts';
import { requirePlacing } from './placing-right.ts';
import { findBroadcast } from './repo.ts';
import type { BroadcastsDeps } from './deps.ts';

type Row = Database['broadcast'];

export interface Described {
  broadcast: BroadcastAnswer;
  outlook: Outlook;
}

/** A saved broadcast with what becomes of it in the coming days. */
export async function describe(deps: BroadcastsDeps, row: Row): Promise<Described> {
  const outlook = await deps.outlooks.saved(toBroadcast(row));
  return { broadcast: toBroadcastAnswer(row), outlook };
}

/** @throws AppError `broadcast_not_found`, also where the person may not see it */
export async function requireRow(
  { db }: BroadcastsDeps,
  principal: Principal,
  id: string,
): Promise<Row> {
  const row = await findBroadcast(db, principal, id);
  if (!row) throw new AppError('broadcast_not_found', `there is no broadcast ${id}`);
  return row;
}

/** A broadcast that a person may change, and the granted window inside which it lies. */
export interface Held {
  row: Row;
  windowId: string | null;
}

/**
 * One that the person may change.
 * @throws AppError `broadcast_not_found`, `not_allowed`, `window_left`, and `broadcast_changed` where it is
 * withdrawn
 */
export async function requireActive(
  deps: BroadcastsDeps,
  principal: Principal,
  id: string,
): Promise<Held> {
  const row = await requireRow(deps, principal, id);
  const windowId = await requirePlacing(deps, principal, toBroadcast(row), deps.clock.now());
  return row.state === 'withdrawn' ? refuseChanged(deps.db, id) : { row, windowId };
}
