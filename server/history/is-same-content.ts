import { columnsIn, type BroadcastColumns } from '../broadcasts/keep-broadcast.ts';
import type { Database } from '../store/schema.ts';

/** Whether a broadcast would stay what it is. */
export function isSameContent(row: Database['broadcast'], columns: BroadcastColumns): boolean {
  const textOf = (given: BroadcastColumns) => JSON.stringify(Object.entries(given).sort());
  return textOf(columnsIn(row)) === textOf(columns);
}
