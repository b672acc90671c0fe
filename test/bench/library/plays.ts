import type { SqliteDatabase } from '../../../runtime/database.ts';
import { airSumNames } from '../../../core/report/air-sums.ts';
import { sumColumn } from '../../../server/reports/air/sum-column.ts';
import { communeIds, counts } from './seed.ts';

const days = 30;
const broadcasts = 34;
const airSums = airSumNames.map(sumColumn);
/** Of the month that is reported. */
export const month = { from: '2026-06-01', to: '2026-06-30' };

/**
 * A month of plays, 34 a day at each endpoint, with their sums; endpoints stand in the villages in turn.
 * Gives how many plays there are.
 */
export function seedPlays(sqlite: SqliteDatabase, { endpoints }: { endpoints: number }): number {
  sqlite.pragma('synchronous = off');
  // What a play refers to is made without its own surroundings: stations are no part of the report.
  sqlite.pragma('foreign_keys = off');
  sqlite.exec('drop index play_due; drop index play_entry');
  const villages = communeIds().length * counts.villages;
  sqlite.exec(`
    create temp table place as
      select row_number() over (order by id) - 1 as n, id from area where id like 'commune%\\_%' escape '\\';
    create temp table day as with recursive d(n) as (select 1 union all select n + 1 from d where n < ${days})
      select n, printf('2026-06-%02d', n) as date from d;
    create temp table item as with recursive b(n) as
      (select 0 union all select n + 1 from b where n < ${broadcasts - 1}) select n, 'b' || n as id from b;
    create temp table horn as with recursive e(n) as
      (select 0 union all select n + 1 from e where n < ${endpoints - 1})
      select n, printf('e%06d', n) as id, (select id from place where place.n = e.n % ${villages}) as area_id from e;
    insert into broadcast (id, title, programme_id, campaign_id, owner_area_id, class, placement, dates, items,
        overrides, targets, overflow, when_beaten, after_interrupt, state, version, author_id, created_at,
        updated_at, first_date)
      select id, 'Tin ' || n, 'p' || (n % ${counts.each}), 'c' || (n % ${counts.each}), 'province', 'normal',
        '{}', '{}', '[]', '[]', '{}', '{}', 'queue', 'drop', 'active', 1, 'u1', 0, 0, '2026-06-01' from item;
    insert into endpoint (id, station_id, area_id, name, kind, created_at)
      select id, 's', area_id, id, 'agent', 0 from horn;
    insert into play select printf('%02d%06d%02d', day.n, horn.n, item.n), horn.id, item.n + 1,
        item.id || '-' || date || '/0', item.id || '-' || date, 'Tin ' || item.n,
        'pppppppppppppppppppppppppppppppppppppppppppp', 'mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm',
        1780300000000 + day.n * 86400000 + item.n * 600000, 1, 2,
        (horn.n % 50 > 0) * 60000, 60000, 'completed', 1, 0, null
      from day cross join horn cross join item;
    insert into play_day select date, area_id, item.id, sum(horn.n % 50 > 0), sum(horn.n % 50 = 0),
        sum(horn.n % 50 > 0), sum(horn.n % 50 > 0) * 60000, 0
      from (select area_id, n from horn) as horn cross join day cross join item
      group by date, area_id, item.id;
    insert into station (id, area_id, name, name_folded, zone, created_at)
      select id, id, name, name_folded, 'Asia/Ho_Chi_Minh', 0 from area
      where id like 'commune%' and instr(id, '_') = 0;
    insert into air_place_sum select day.date, place.commune, place.id, item.id,
        'r' || printf('%08d', item.n * 50 + 1), 'normal', 'above', count(*), count(*) * 60000,
        sum(horn.n % 50 > 0) * 60000, sum(horn.n % 50 > 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        sum(horn.n % 50 = 0), 0, 0, 0
      from (select place.id, substr(place.id, 1, instr(place.id, '_') - 1) as commune from place) as place
      join horn on horn.area_id = place.id cross join day cross join item group by 1, 2, 3, 4;
    insert into air_sum select date, station_id, station_id, broadcast_id, item, class, origin,
        ${airSums.map((name) => `sum(${name})`).join(', ')}
      from air_place_sum group by 1, 2, 3, 4, 5, 6, 7;`);
  return endpoints * days * broadcasts;
}
