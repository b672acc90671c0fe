import { Readable } from 'node:stream';
import type { Kysely, Updateable } from 'kysely';
import type { z } from 'zod';
import type { endpointPageRoutes, EndpointSite } from '../../contract/http/endpoint-page.ts';
import { photoLimitBytes } from '../../contract/http/faults.ts';
import type { AuditAction } from '../../core/audit/actions.ts';
import { imageTypeOf } from '../../core/health/image-type.ts';
import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import type { EndpointRow } from '../endpoints/repo.ts';
import { readImage } from '../faults/read-image.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { EndpointPageDeps } from './deps.ts';

type Given = z.output<NonNullable<(typeof endpointPageRoutes.setSite)['body']>>;
type Whose = Pick<EndpointRow, 'id' | 'areaId'>;

const nowhere = { latitude: null, longitude: null };

/** What is known of where it hangs; its SIM only for those who may write it down. */
export async function readSite(
  { db, access }: EndpointPageDeps,
  principal: Principal,
  { id, areaId }: Whose,
): Promise<EndpointSite> {
  const row = await db
    .selectFrom('endpoint_site as site')
    .leftJoin('user', 'user.id', 'site.changed_by')
    .selectAll('site')
    .select('user.name as by')
    .where('endpoint_id', '=', id)
    .executeTakeFirst();
  const maySeeSim = await access.allows(principal, 'endpoint.site', areaId);
  const changedAt = row?.changed_at ?? null;
  return {
    ...{ address: row?.address ?? '', note: row?.note ?? '', amplifier: row?.amplifier ?? '' },
    ...{ powerWatts: row?.power_watts ?? null, serial: row?.serial ?? '' },
    sim: maySeeSim ? (row?.sim ?? '') : null,
    simProvider: row?.sim_provider ?? '',
    hasPhoto: (row?.photo_sha256 ?? null) !== null,
    changed: changedAt === null ? null : { at: changedAt, by: row?.by ?? '' },
  };
}

/** @throws AppError `serial_taken` */
export async function setSite(
  deps: EndpointPageDeps,
  principal: Principal,
  endpoint: EndpointRow,
  given: Given,
): Promise<EndpointSite> {
  const { serial } = given;
  if (serial !== '') await requireFreeSerial(deps.db, endpoint.id, serial);
  await keep(deps, principal, endpoint, 'endpoint.site', {
    ...{ address: orNull(given.address), note: orNull(given.note), sim: orNull(given.sim) },
    ...{ amplifier: orNull(given.amplifier), power_watts: given.powerWatts },
    ...{ serial: orNull(serial), sim_provider: orNull(given.simProvider) },
    ...(given.position === undefined ? {} : (given.position ?? nowhere)),
  });
  return readSite(deps, principal, endpoint);
}

/** Takes the place of an earlier photo. @throws AppError `not_image`, `upload_too_large` */
export async function setPhoto(
  deps: EndpointPageDeps,
  principal: Principal,
  endpoint: EndpointRow,
  bytes: Readable,
): Promise<EndpointSite> {
  const image = await readImage(bytes);
  const type = imageTypeOf(image);
  if (type === null) throw new AppError('not_image', 'no JPEG, PNG or WebP');
  const before = await findPhoto(deps.db, endpoint.id);
  const limitBytes = photoLimitBytes;
  const { sha256 } = await deps.store.put(Readable.from([image]), { limitBytes });
  const photo = { photo_sha256: sha256, photo_type: type };
  await keep(deps, principal, endpoint, 'endpoint.photo', photo);
  if (before?.sha256 !== sha256) await dropFile(deps, before?.sha256 ?? null);
  return readSite(deps, principal, endpoint);
}

export async function removePhoto(
  deps: EndpointPageDeps,
  principal: Principal,
  endpoint: EndpointRow,
): Promise<EndpointSite> {
  const before = await findPhoto(deps.db, endpoint.id);
  if (before) {
    const none = { photo_sha256: null, photo_type: null };
    await keep(deps, principal, endpoint, 'endpoint.photo-remove', none);
    await dropFile(deps, before.sha256);
  }
  return readSite(deps, principal, endpoint);
}

export async function findPhoto(db: Kysely<Database>, endpointId: string) {
  const row = await db
    .selectFrom('endpoint_site')
    .select(['photo_sha256 as sha256', 'photo_type as type'])
    .where('endpoint_id', '=', endpointId)
    .executeTakeFirst();
  return row && row.sha256 !== null && row.type !== null
    ? { sha256: row.sha256, type: row.type }
    : null;
}

async function keep(
  { db, clock }: EndpointPageDeps,
  { userId }: Principal,
  { id, areaId }: Whose,
  action: AuditAction,
  said: Omit<Updateable<Database['endpoint_site']>, 'endpoint_id'>,
): Promise<void> {
  const nothing = { serial: null, sim: null, address: null, power_watts: null };
  const change = { ...said, changed_by: userId, changed_at: clock.now() };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('endpoint_site')
      .values({ endpoint_id: id, ...nothing, ...nowhere, ...change })
      .onConflict((conflict) => conflict.column('endpoint_id').doUpdateSet(change))
      .execute();
    // Numbers stand in one place alone.
    await recordAudit(trx, { clock, userId, action, subject: id, areaId, detail: {} });
  });
}

async function requireFreeSerial(db: Kysely<Database>, id: string, serial: string): Promise<void> {
  const other = await db
    .selectFrom('endpoint_site')
    .select('endpoint_id')
    .where('serial', '=', serial)
    .where('endpoint_id', '<>', id)
    .executeTakeFirst();
  if (other) throw new AppError('serial_taken', `another endpoint has the serial number ${serial}`);
}

/** A photo that nothing shows any more. */
async function dropFile({ db, store }: EndpointPageDeps, sha256: string | null): Promise<void> {
  if (sha256 === null) return;
  const site = db.selectFrom('endpoint_site').select('photo_sha256');
  const used =
    (await site.where('photo_sha256', '=', sha256).executeTakeFirst()) ??
    (await db
      .selectFrom('fault_report')
      .select('photo_sha256')
      .where('photo_sha256', '=', sha256)
      .executeTakeFirst());
  if (!used) await store.remove(sha256);
}

const orNull = (text: string): string | null => (text === '' ? null : text);
