import type { Kysely, Transaction } from 'kysely';
import type { RoyaltyRateAnswer, RoyaltyRateBody } from '../../contract/http/royalties.ts';
import type { AuditAction } from '../../core/audit/actions.ts';
import { fold } from '../../core/text/fold.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { areasAbove } from '../access/area-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

export interface RatesDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

function rates(db: Kysely<Database>) {
  return db
    .selectFrom('royalty_rate as rate')
    .innerJoin('area', 'area.id', 'rate.area_id')
    .select(['rate.id', 'rate.area_id as areaId', 'area.name as areaName', 'rate.genre'])
    .select(['rate.unit', 'rate.dong', 'rate.valid_from as validFrom', 'rate.valid_to as validTo']);
}

/** Rates of some areas; of all when left out. */
export function readRates(db: Kysely<Database>): Promise<RoyaltyRateAnswer[]> {
  return rates(db).execute();
}

/**
 * Rates of an area and of those above it, by genre and day.
 * @throws AppError `area_not_found`, `not_allowed`
 */
export async function listRates(
  { db, access }: RatesDeps,
  principal: Principal,
  areaId: string,
): Promise<RoyaltyRateAnswer[]> {
  await requireArea(access, areaId);
  await access.require(principal, 'read', areaId);
  return rates(db)
    .where('rate.area_id', 'in', areasAbove([areaId]))
    .orderBy('rate.genre_folded')
    .orderBy('rate.valid_from', 'desc')
    .execute();
}

/** @throws AppError `area_not_found`, `not_allowed`, `royalty_rate_dates_invalid`, `royalty_rate_overlaps` */
export async function addRate(
  deps: RatesDeps,
  principal: Principal,
  { areaId, ...given }: RoyaltyRateBody & { areaId: string },
): Promise<RoyaltyRateAnswer> {
  const { access, clock } = deps;
  await requireArea(access, areaId);
  await access.require(principal, 'royalty.write', areaId);
  const id = newId(clock);
  return keep(deps, principal, { id, areaId, given, action: 'royalty-rate.create' });
}

/** @throws AppError as {@link addRate}, `royalty_rate_not_found` */
export async function changeRate(
  deps: RatesDeps,
  principal: Principal,
  id: string,
  given: RoyaltyRateBody,
): Promise<RoyaltyRateAnswer> {
  const { areaId } = await requireRate(deps, principal, id);
  return keep(deps, principal, { id, areaId, given, action: 'royalty-rate.update' });
}

/** @throws AppError `royalty_rate_not_found`, `not_allowed` */
export async function removeRate(deps: RatesDeps, principal: Principal, id: string): Promise<void> {
  const { db, clock } = deps;
  const rate = await requireRate(deps, principal, id);
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('royalty_rate').where('id', '=', id).execute();
    await audit(trx, { clock, principal, action: 'royalty-rate.remove', rate });
  });
}

async function keep(
  { db, clock }: RatesDeps,
  principal: Principal,
  change: { id: string; areaId: string; given: RoyaltyRateBody; action: AuditAction },
): Promise<RoyaltyRateAnswer> {
  const { id, areaId, given, action } = change;
  const { genre, unit, dong, validFrom, validTo } = given;
  if (validTo !== null && validTo < validFrom)
    throw new AppError('royalty_rate_dates_invalid', 'the last day comes before the first');
  const columns = {
    ...{ genre, genre_folded: fold(genre), unit, dong },
    ...{ valid_from: validFrom, valid_to: validTo, user_id: principal.userId, at: clock.now() },
  };
  await db.transaction().execute(async (trx) => {
    await requireAlone(trx, { ...columns, id, area_id: areaId });
    await trx
      .insertInto('royalty_rate')
      .values({ ...columns, id, area_id: areaId })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute();
    await audit(trx, { clock, principal, action, rate: { id, areaId, ...given } });
  });
  return rates(db).where('rate.id', '=', id).executeTakeFirstOrThrow();
}

/** One genre has one rate on a day. */
async function requireAlone(
  trx: Transaction<Database>,
  rate: Database['royalty_rate'],
): Promise<void> {
  const others = await trx
    .selectFrom('royalty_rate')
    .select(['valid_from', 'valid_to'])
    .where('area_id', '=', rate.area_id)
    .where('genre_folded', '=', rate.genre_folded)
    .where('id', '!=', rate.id)
    .execute();
  const overlaps = others.some(
    ({ valid_from: from, valid_to: to }) =>
      (rate.valid_to === null || from <= rate.valid_to) && (to === null || rate.valid_from <= to),
  );
  if (overlaps)
    throw new AppError('royalty_rate_overlaps', 'this genre has a rate on some of these days');
}

async function requireRate(
  { db, access }: RatesDeps,
  principal: Principal,
  id: string,
): Promise<RoyaltyRateAnswer> {
  const rate = await rates(db).where('rate.id', '=', id).executeTakeFirst();
  if (!rate) throw new AppError('royalty_rate_not_found', `there is no rate ${id}`);
  await access.require(principal, 'royalty.write', rate.areaId);
  return rate;
}

/** @throws AppError `area_not_found` */
export async function requireArea(access: Access, areaId: string): Promise<void> {
  if (!(await access.areas()).has(areaId))
    throw new AppError('area_not_found', `there is no area ${areaId}`);
}

async function audit(
  trx: Transaction<Database>,
  given: {
    clock: Clock;
    principal: Principal;
    action: AuditAction;
    rate: Omit<RoyaltyRateAnswer, 'areaName'>;
  },
): Promise<void> {
  const { clock, principal, action, rate } = given;
  const { id, areaId, genre, unit, dong, validFrom, validTo } = rate;
  await recordAudit(trx, {
    ...{ clock, userId: principal.userId, action, subject: id, areaId },
    detail: { name: genre, unit, dong, validFrom, validTo },
  });
}
