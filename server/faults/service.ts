import { Readable } from 'node:stream';
import type { z } from 'zod';
import { photoLimitBytes, type FaultAnswer, type faultRoutes } from '../../contract/http/faults.ts';
import { imageTypeOf } from '../../core/health/image-type.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { FaultsDeps } from './deps.ts';
import { readImage } from './read-image.ts';
import { findByKey, requireFault, toAnswer } from './repo.ts';

type Report = z.output<NonNullable<(typeof faultRoutes.report)['body']>>;

/**
 * Keeps a report; who sends it again because no answer came gets the first.
 * @throws AppError `endpoint_not_found`, `not_allowed`
 */
export async function reportFault(
  deps: FaultsDeps,
  principal: Principal,
  { endpointId, kind, words, seenAt, key }: Report,
): Promise<FaultAnswer> {
  const { db, endpoints, clock } = deps;
  const { areaId } = await endpoints.require(principal, 'fault.report', endpointId);
  const { userId } = principal;
  return await db.transaction().execute(async (trx) => {
    const known = await findByKey(trx, userId, key);
    if (known) return toAnswer(known);
    const id = newId(clock);
    const now = clock.now();
    const row = {
      ...{ id, endpoint_id: endpointId, kind, words, user_id: userId, key },
      // A phone whose clock is ahead does not see what is to come.
      ...{ seen_at: Math.min(seenAt, now), received_at: now },
      ...{ photo_sha256: null, photo_type: null },
      ...{ settled_at: null, settled_by: null, settled_words: null },
    };
    await trx.insertInto('fault_report').values(row).execute();
    const entry = { userId, action: 'fault.report' as const, subject: endpointId, areaId };
    await recordAudit(trx, { clock, ...entry, detail: { id, kind } });
    return toAnswer(await requireFault(trx, id));
  });
}

/**
 * Adds a photo to a report of one's own.
 * @throws AppError `fault_not_found`, `not_image`, `upload_too_large`; MediaError `disk_full`
 */
export async function addPhoto(
  { db, store }: FaultsDeps,
  principal: Principal,
  { id, bytes }: { id: string; bytes: Readable },
): Promise<FaultAnswer> {
  const row = await requireFault(db, id);
  if (row.user_id !== principal.userId)
    throw new AppError('fault_not_found', `you made no report ${id}`);
  if (row.photo_sha256 !== null) {
    bytes.resume();
    return toAnswer(row);
  }
  const image = await readImage(bytes);
  const type = imageTypeOf(image);
  if (type === null) throw new AppError('not_image', 'no JPEG, PNG or WebP');
  const { sha256 } = await store.put(Readable.from([image]), { limitBytes: photoLimitBytes });
  await db
    .updateTable('fault_report')
    .set({ photo_sha256: sha256, photo_type: type })
    .where('id', '=', id)
    .where('photo_sha256', 'is', null)
    .execute();
  return toAnswer(await requireFault(db, id));
}

/** @throws AppError `fault_not_found`, `not_allowed` */
export async function settleFault(
  { db, access, clock }: FaultsDeps,
  principal: Principal,
  { id, words }: { id: string; words: string },
): Promise<FaultAnswer> {
  const row = await requireFault(db, id);
  await access.require(principal, 'fault.settle', row.area_id);
  const { userId } = principal;
  return await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('fault_report')
      .set({ settled_at: clock.now(), settled_by: userId, settled_words: words })
      .where('id', '=', id)
      .where('settled_at', 'is', null)
      .executeTakeFirstOrThrow();
    const entry = { userId, action: 'fault.settle' as const, subject: row.endpoint_id };
    if (numUpdatedRows > 0n)
      await recordAudit(trx, { clock, ...entry, areaId: row.area_id, detail: { id, words } });
    return toAnswer(await requireFault(trx, id));
  });
}
