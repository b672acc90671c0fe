import { sql, type Kysely, type Transaction } from 'kysely';
import type { z } from 'zod';
import type {
  RoyaltyClosingAnswer,
  RoyaltyPieceAnswer,
  royaltyRoutes,
} from '../../contract/http/royalties.ts';
import { periodEnd } from '../../core/report/air-group.ts';
import { sumRoyalties } from '../../core/royalty/royalty.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { among } from '../store/among.ts';
import { manyRows } from '../store/many-rows.ts';
import type { Database } from '../store/schema.ts';
import { requireArea } from './rates.ts';
import { closingOf, closings } from './read-closings.ts';

export interface ClosingsDeps {
  db: Kysely<Database>;
  access: Access;
  asker: Asker;
  clock: Clock;
  /** In which months are meant. */
  zone: string;
}

type Closing = z.output<NonNullable<typeof royaltyRoutes.close.body>>;

/**
 * Keeps the list of a month as it was read; what has no amount is left to a later one.
 * @throws AppError `area_not_found`, `not_allowed`, `royalty_month_runs`, `royalty_month_closed`,
 * `royalty_list_changed`
 */
export async function closeMonth(
  { db, access, asker, clock, zone }: ClosingsDeps,
  principal: Principal,
  { areaId, month, ...read }: Closing,
): Promise<RoyaltyClosingAnswer> {
  await requireArea(access, areaId);
  await access.require(principal, 'royalty.write', areaId);
  const to = periodEnd('month', month);
  if (to >= localDateOf(clock.now(), zone))
    throw new AppError('royalty_month_runs', `${month} is not over`);
  const query = { areaId, from: month, to, withBeneath: false };
  const { bytes } = await asker.ask('royaltyPieces', { principal, query, zone });
  const pieces = JSON.parse(Buffer.from(bytes).toString()) as RoyaltyPieceAnswer[];
  const { total } = sumRoyalties(pieces);
  const row = {
    ...{ id: newId(clock), area_id: areaId, month },
    ...{ closed_by: principal.userId, closed_at: clock.now() },
  };
  return db.transaction().execute(async (trx) => {
    if (await closingOf(trx, query))
      throw new AppError('royalty_month_closed', `${month} is closed already`);
    if (total.pieces !== read.pieces || total.dong !== read.dong)
      throw new AppError('royalty_list_changed', 'the list was read before it changed');
    await trx.insertInto('royalty_closing').values(row).execute();
    await keepPaid(trx, row.id, pieces);
    const audit = { userId: principal.userId, action: 'royalty.close' as const, subject: areaId };
    await recordAudit(trx, { clock, ...audit, areaId, detail: { month, ...read } });
    return closings(trx).where('closing.id', '=', row.id).executeTakeFirstOrThrow();
  });
}

/** @throws AppError `royalty_closing_not_found`, `not_allowed` */
export async function reopenMonth(
  { db, access, clock }: ClosingsDeps,
  principal: Principal,
  id: string,
): Promise<void> {
  const closing = await closings(db).where('closing.id', '=', id).executeTakeFirst();
  if (!closing) throw new AppError('royalty_closing_not_found', `there is no closing ${id}`);
  const { areaId, month } = closing;
  await access.require(principal, 'royalty.write', areaId);
  await db.transaction().execute(async (trx) => {
    const sums = await trx
      .selectFrom('royalty_paid')
      .select((eb) => [eb.fn.countAll<number>().as('pieces'), eb.fn.sum<number>('dong').as('dong')])
      .where('closing_id', '=', id)
      .executeTakeFirstOrThrow();
    await trx.deleteFrom('royalty_paid').where('closing_id', '=', id).execute();
    await trx.deleteFrom('royalty_closing').where('id', '=', id).execute();
    const audit = { userId: principal.userId, action: 'royalty.reopen' as const, subject: areaId };
    await recordAudit(trx, { clock, ...audit, areaId, detail: { month, ...sums } });
  });
}

const columns = [
  ...(['recording_id', 'closing_id', 'title', 'contributor', 'genre', 'aired_on'] as const),
  ...(['counted_on', 'approved_at', 'duration_ms', 'rate_area_id', 'rate_unit'] as const),
  ...(['rate_dong', 'dong'] as const),
];

/** @throws AppError `royalty_list_changed` where one of them is paid elsewhere by now */
async function keepPaid(
  trx: Transaction<Database>,
  closingId: string,
  pieces: readonly RoyaltyPieceAnswer[],
): Promise<void> {
  const rows = pieces.flatMap(({ rate, dong, ...piece }) =>
    rate === null || dong === null
      ? []
      : [
          {
            ...{ recording_id: piece.recordingId, closing_id: closingId, title: piece.title },
            ...{ contributor: piece.contributor, genre: piece.genre, aired_on: piece.airedOn },
            ...{ counted_on: piece.countedOn, approved_at: piece.approvedAt },
            ...{ duration_ms: piece.durationMs, rate_area_id: rate.areaId, rate_unit: rate.unit },
            ...{ rate_dong: rate.dong, dong },
          },
        ],
  );
  const known = await trx
    .selectFrom('royalty_paid')
    .select('recording_id')
    .where('recording_id', 'in', among(rows.map((row) => row.recording_id)))
    .executeTakeFirst();
  if (known) throw new AppError('royalty_list_changed', 'some of it is paid elsewhere by now');
  await sql`insert into royalty_paid ${manyRows(columns, rows)}`.execute(trx);
}
