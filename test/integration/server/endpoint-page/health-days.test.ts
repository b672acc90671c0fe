import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { readHealthDays } from '../../../../server/endpoint-page/health-days.ts';
import { keepHealthHistory, keptDays } from '../../../../server/health/keep-history.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { clockAt } from '../../../support/clock-at.ts';
import { zone } from '../../../support/district.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const hour = 3_600_000;
const today = '2026-12-01';
const at = (time: string, date = today) => instantOf(date, time, zone);

/** A store with an endpoint that is told of, and one that is not. */
async function withTwo() {
  const { db, close } = await openStore(join(await tempFolder(), 'loa.db'));
  onTestFinished(() => close());
  await sql`pragma foreign_keys = off`.execute(db);
  await sql`insert into station (id, area_id, name, name_folded, zone, created_at)
    values ('s', 'none', 'Đài', 'dai', ${zone}, 0)`.execute(db);
  await sql`insert into endpoint (id, station_id, area_id, name, kind, created_at)
    values ('e1', 's', 'none', 'Cụm 1', 'agent', 0), ('e2', 's', 'none', 'Cụm 2', 'agent', 0)`.execute(
    db,
  );
  await sql`pragma foreign_keys = on`.execute(db);
  const clock = clockAt(at('00:30'));
  const look = async (now: number, told: Record<string, string | number | null> | null) => {
    clock.set(now);
    const said = { seen_at: now, complete: '[]', reported_at: now - 60_000 };
    if (told)
      await db
        .insertInto('endpoint_status')
        .values({ endpoint_id: 'e1', ...said, ...told })
        .onConflict((conflict) => conflict.column('endpoint_id').doUpdateSet({ ...said, ...told }))
        .execute();
    await keepHealthHistory({ db, clock });
  };
  const days = (id: string, now: number, count = 2) =>
    readHealthDays(db, { id, zone }, { days: count, now });
  return { db, look, days };
}

it('keeps a day of what an endpoint told each hour, and nothing of one that was not heard', async () => {
  const { look, days, db } = await withTwo();
  const first = { power: 'mains', battery_percent: 100, volume_percent: 70, disk_free_bytes: 900 };
  await look(at('00:30'), { ...first, clock_offset_ms: 40, version: '1.0.0', used_bytes: 10 });
  const then = { power: 'battery', battery_percent: 60, volume_percent: 50, disk_free_bytes: 950 };
  await look(at('01:30'), { ...then, clock_offset_ms: -900, version: '1.1.0', used_bytes: 25 });
  // The same hour once more, and hours without a word.
  await look(at('01:40'), { ...then, battery_percent: 1 });
  await look(at('05:30'), null);
  const [before, day] = await days('e1', at('06:00'));
  expect(before).toMatchObject({ date: addDays(today, -1), hours: 0, version: null });
  expect(day).toEqual({
    ...{ date: today, hours: 2, hoursOnBattery: 1, batteryLow: 60, batteryHigh: 100 },
    ...{ volumeLow: 50, volumeHigh: 70, diskLowBytes: 900, clockOffsetMs: -900 },
    ...{ version: '1.1.0', usedBytes: 25, awayMs: 0 },
  });
  expect((await days('e2', at('06:00'))).map(({ hours }) => hours)).toEqual([0, 0]);
  const { count } = await db
    .selectFrom('endpoint_health')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(1);
});

it('leaves what an endpoint does not tell unknown, and what it told before as it was', async () => {
  const { look, days } = await withTwo();
  await look(at('08:30'), { battery_percent: null, volume_percent: 70, clock_offset_ms: 20 });
  await look(at('09:30'), { battery_percent: null, volume_percent: null, clock_offset_ms: null });
  const [day] = await days('e1', at('10:00'), 1);
  expect(day).toMatchObject({ hours: 2, hoursOnBattery: 0, batteryLow: null, batteryHigh: null });
  expect(day).toMatchObject({ volumeLow: 70, volumeHigh: 70, clockOffsetMs: 20 });
});

it('is of the days that the station has, and forgotten after sixty of them', async () => {
  const { db, look, days } = await withTwo();
  await look(at('23:30'), { used_bytes: 900, version: '1.0.0' });
  await look(at('23:30') + hour, { used_bytes: 30, version: '1.0.0' });
  const next = at('12:00', addDays(today, 1));
  expect((await days('e1', next)).map(({ date, hours }) => [date, hours])).toEqual([
    [today, 1],
    [addDays(today, 1), 1],
  ]);
  const dates = async () =>
    (await db.selectFrom('endpoint_health').select('date').execute()).map(({ date }) => date);
  await look(at('12:00', addDays(today, keptDays - 1)), null);
  expect(await dates()).toHaveLength(2);
  await look(at('12:00', addDays(today, keptDays)), null);
  expect(await dates()).toEqual([addDays(today, 1)]);
});

it('counts how long it was away on each of the days', async () => {
  const { db, days } = await withTwo();
  await sql`pragma foreign_keys = off`.execute(db);
  await db
    .insertInto('outage_endpoint')
    .values([
      {
        ...{ outage_id: 'o1', endpoint_id: 'e1', seen_since: null },
        ...{ lost_at: at('22:00', addDays(today, -1)), back_at: at('03:00') },
      },
      {
        ...{ outage_id: 'o2', endpoint_id: 'e1', seen_since: null },
        ...{ lost_at: at('05:00'), back_at: null },
      },
    ])
    .execute();
  const away = (await days('e1', at('06:30'))).map(({ awayMs }) => awayMs / hour);
  expect(away).toEqual([2, 4.5]);
});
