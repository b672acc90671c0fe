import { guardRule } from '../../contract/http/guards.ts';
import type { Guard } from '../../core/guard/guard.ts';
import type { Database } from '../store/schema.ts';

/** A row of the table as the domain's value. */
export function toGuard(
  row: Pick<Database['guard'], 'rule' | 'valid_from' | 'valid_to'>,
): Guard & { rule: ReturnType<typeof guardRule.parse> } {
  return {
    rule: guardRule.parse(JSON.parse(row.rule)),
    validFrom: row.valid_from,
    validTo: row.valid_to,
  };
}
