import { freezeMs } from '../../core/compile/freeze.ts';

/**
 * What somebody said was urgent was so for the air that stood fast just then: an earlier version that comes back
 * later does not break into another one.
 */
export function notUrgentAgain<Columns extends { urgent_since: number | null }>(
  columns: Columns,
  now: number,
): Columns {
  const { urgent_since: since } = columns;
  return since !== null && since <= now - freezeMs ? { ...columns, urgent_since: null } : columns;
}
