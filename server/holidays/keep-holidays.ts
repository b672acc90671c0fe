import type { Kysely } from 'kysely';
import { holidaysOf } from '../../core/calendar/holidays.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';

export interface KeepHolidaysDeps {
  db: Kysely<Database>;
  /** In which "this year" is meant. */
  zone: string;
  clock: Clock;
}

/** The last year that was filled. */
const factName = 'holidays_until';

/**
 * Fills in the days off of this year and the next, each year once: what people changed or took off the
 * list stays so. Gives whether any were added.
 */
export async function keepHolidays({ db, zone, clock }: KeepHolidaysDeps): Promise<boolean> {
  const thisYear = Number(localDateOf(clock.now(), zone).slice(0, 4));
  return db.transaction().execute(async (trx) => {
    const fact = await trx
      .selectFrom('fact')
      .select('value')
      .where('name', '=', factName)
      .executeTakeFirst();
    const filled = Number(fact?.value ?? 0);
    const years = [thisYear, thisYear + 1].filter((year) => year > filled);
    const rows = years.flatMap(holidaysOf).map(({ date, key, name, isUsual }) => ({
      ...{ date, key, name: name.vi },
      is_usual: isUsual ? (1 as const) : (0 as const),
    }));
    if (rows.length === 0) return false;
    await trx
      .insertInto('holiday')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const value = String(thisYear + 1);
    await trx
      .insertInto('fact')
      .values({ name: factName, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
    return true;
  });
}
