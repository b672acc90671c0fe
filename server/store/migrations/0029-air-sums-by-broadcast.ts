import { sql, type Kysely } from 'kysely';

/** What a campaign aired in all years is found by its broadcasts, instead of by going through all that was ever aired. */
export const airSumsByBroadcast = {
  name: '0029-air-sums-by-broadcast',
  up: async (db: Kysely<unknown>) => {
    await sql.raw(`create index air_sum_broadcast on air_sum (broadcast_id, date)`).execute(db);
  },
};
