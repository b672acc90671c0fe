import type { Kysely } from 'kysely';
import { fold } from '../../core/text/fold.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { areasBeneath } from '../access/area-scope.ts';
import { recordAudit } from '../audit/record.ts';
import { carriedHeadLifeMs } from '../heads/head-content.ts';
import type { Heads } from '../heads/service.ts';
import type { Principal } from '../http/principal.ts';
import { requireStation } from '../stations/service.ts';
import type { Database } from '../store/schema.ts';
import { bundleContent, type BundleFile } from './bundle-content.ts';

export interface BundlesDeps {
  db: Kysely<Database>;
  access: Access;
  media: MediaStore;
  heads: Heads;
  clock: Clock;
}

/** What endpoints without a network are brought. */
export interface Bundle {
  fileName: string;
  madeAt: number;
  files: BundleFile[];
}

// As with heads that are renewed.
const batch = 50;

/** @throws AppError `station_not_found`, `not_allowed`, `bundle_empty` */
export async function stationBundle(
  deps: BundlesDeps,
  principal: Principal,
  stationId: string,
): Promise<Bundle> {
  const station = await requireStation(deps.db, stationId);
  await deps.access.require(principal, 'endpoint.pair', station.areaId);
  const rows = await agents(deps.db).where('station_id', '=', stationId).execute();
  return make(deps, principal, { rows, name: station.name, areaId: station.areaId });
}

/** @throws AppError `area_not_found`, `not_allowed`, `bundle_empty` */
export async function areaBundle(
  deps: BundlesDeps,
  principal: Principal,
  areaId: string,
): Promise<Bundle> {
  const area = (await deps.access.areas()).get(areaId);
  if (!area) throw new AppError('area_not_found', `there is no area ${areaId}`);
  await deps.access.require(principal, 'endpoint.pair', areaId);
  const rows = await agents(deps.db)
    .where('endpoint.area_id', 'in', areasBeneath([areaId]))
    .execute();
  return make(deps, principal, { rows, name: area.name, areaId });
}

/** Those that are paired and not locked out. */
function agents(db: Kysely<Database>) {
  return db
    .selectFrom('endpoint')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .select(['endpoint.id', 'station.zone'])
    .where('secret_sha256', 'is not', null)
    .where('revoked_at', 'is', null)
    .orderBy('endpoint.id');
}

async function make(
  deps: BundlesDeps,
  principal: Principal,
  given: { rows: { id: string; zone: string }[]; name: string; areaId: string },
): Promise<Bundle> {
  const { db, heads, clock } = deps;
  const { name, areaId } = given;
  const [first] = given.rows;
  if (!first)
    throw new AppError('bundle_empty', 'no paired agent stands here that could play a bundle');
  const ids = given.rows.map(({ id }) => id);
  const madeAt = clock.now();
  const rules = await heads.rules();
  for (let from = 0; from < ids.length; from += batch) {
    const some = ids.slice(from, from + batch);
    heads.publish(
      await db.transaction().execute((trx) => heads.make(trx, some, rules, carriedHeadLifeMs)),
    );
    await clock.sleep(0);
  }
  const files = await bundleContent(deps, ids);
  await recordAudit(db, {
    ...{ clock, userId: principal.userId, action: 'bundle.make', subject: areaId, areaId },
    detail: { endpoints: ids.length },
  });
  const word = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  return { fileName: `loa-${word}-${localDateOf(madeAt, first.zone)}.tar`, madeAt, files };
}
