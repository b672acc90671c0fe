import type { GuardAnswer } from '../../contract/http/guards.ts';
import { AppError } from '../../runtime/error.ts';
import type { RulePlace } from '../place-rules/require-rule-place.ts';
import type { RuleStore } from '../place-rules/service.ts';
import { withRule } from '../place-rules/with-rule.ts';
import { toGuard } from './guard-row.ts';

export type GuardFields = Omit<GuardAnswer, 'id' | keyof RulePlace>;

/** Rules about how much may sound, as the table keeps them. */
export const guardStore: RuleStore<GuardFields> = {
  table: 'guard',
  noun: 'guard',
  missing: 'guard_not_found',
  read: async (db, ids) => {
    if (ids.length === 0) return new Map();
    const rows = await db.selectFrom('guard').selectAll().where('id', 'in', ids).execute();
    return new Map(rows.map((row) => [row.id, { ...toGuard(row), note: row.note }]));
  },
  save: async (trx, { id, areaId, endpointId, rule, validFrom, validTo, note }) => {
    const row = {
      rule: JSON.stringify(rule),
      valid_from: validFrom,
      valid_to: validTo,
      note,
    };
    await trx
      .insertInto('guard')
      .values({ id, area_id: endpointId === null ? areaId : null, endpoint_id: endpointId, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  },
  check: ({ endpointId, rule }) => {
    if (endpointId !== null && rule.kind === 'week_approval')
      throw new AppError('guard_not_for_endpoint', 'a week is approved for whole stations');
  },
  suppose: (rules, id, given) => ({
    ...rules,
    guards: withRule(rules.guards, id, given, ({ rule, validFrom, validTo }) => ({
      ...{ rule, validFrom, validTo },
    })),
  }),
};
