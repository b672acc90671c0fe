import { sql, type Kysely } from 'kysely';

/** The year of a plan of a year; of those that there are, the one that their name tells. */
export const planYear = {
  name: '0026-plan-year',
  up: async (db: Kysely<unknown>) => {
    await sql.raw(`alter table campaign_plan add column year integer`).execute(db);
    const { rows } = await sql<{ id: string; name: string }>`select id, name from campaign
      join campaign_plan on campaign_id = campaign.id where kind = 'year_plan'`.execute(db);
    for (const { id, name } of rows) {
      const [year, another] = name.match(/(?<!\d)20\d\d(?!\d)/g) ?? [];
      if (year === undefined || another !== undefined) continue;
      await sql`update campaign_plan set year = ${Number(year)} where campaign_id = ${id}`.execute(
        db,
      );
    }
  },
};
