import type { QuietHoursAnswer } from '../../contract/http/quiet-hours.ts';
import type { RulePlace } from '../place-rules/require-rule-place.ts';
import type { RuleStore } from '../place-rules/service.ts';
import { withRule } from '../place-rules/with-rule.ts';
import { toQuietHours } from './quiet-hours-row.ts';

export type QuietHoursFields = Omit<QuietHoursAnswer, 'id' | keyof RulePlace>;

/** Hours in which nothing sounds, as the table keeps them. */
export const quietHoursStore: RuleStore<QuietHoursFields> = {
  table: 'quiet_hours',
  noun: 'quiet-hours',
  missing: 'quiet_hours_not_found',
  read: async (db, ids) => {
    if (ids.length === 0) return new Map();
    const rows = await db.selectFrom('quiet_hours').selectAll().where('id', 'in', ids).execute();
    return new Map(rows.map((row) => [row.id, { ...toQuietHours(row), note: row.note }]));
  },
  save: async (trx, { id, areaId, endpointId, ...rule }) => {
    const row = {
      from_time: rule.from,
      to_time: rule.to,
      weekdays: JSON.stringify(rule.weekdays),
      valid_from: rule.validFrom,
      valid_to: rule.validTo,
      note: rule.note,
    };
    await trx
      .insertInto('quiet_hours')
      .values({ id, area_id: endpointId === null ? areaId : null, endpoint_id: endpointId, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  },
  check: () => {},
  suppose: (rules, id, rule) => ({
    ...rules,
    quietHours: withRule(rules.quietHours, id, rule, ({ note: _, ...hours }) => hours),
  }),
};
