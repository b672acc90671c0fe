import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import type { Principal } from '../http/principal.ts';
import type { ListeningDeps } from './deps.ts';

/**
 * Removes a recording before its days are over: it may hold what is nobody's business.
 * @throws AppError `recording_not_found`, `not_allowed`
 */
export async function removeTake(
  { db, store, endpoints, clock }: ListeningDeps & { endpoints: EndpointsService },
  principal: Principal,
  id: string,
): Promise<void> {
  const row = await db
    .selectFrom('listener_recording')
    .select(['endpoint_id', 'title', 'said_by', 'ended_at', 'file_sha256'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('recording_not_found', `there is no recording ${id}`);
  const { areaId } = await endpoints.require(principal, 'endpoint.pair', row.endpoint_id);
  await store.remove(row.file_sha256);
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('listener_recording').where('id', '=', id).execute();
    await trx.deleteFrom('work').where('kind', '=', 'compare').where('subject', '=', id).execute();
    const { endpoint_id: endpointId, title, said_by: by, ended_at: at } = row;
    await recordAudit(trx, {
      ...{ clock, userId: principal.userId, action: 'listener_recording.remove', subject: id },
      ...{ areaId, detail: { endpointId, title, by, at } },
    });
  });
}
