import { faultRoutes as contract, photoLimitBytes } from '../../contract/http/faults.ts';
import { AppError } from '../../runtime/error.ts';
import { handle, handleUpload, type BoundRoute } from '../http/handler.ts';
import { receiveUpload } from '../http/receive-upload.ts';
import { sendAudio } from '../recordings/audio.ts';
import type { FaultsDeps } from './deps.ts';
import { listFaults, requireFault } from './repo.ts';
import { addPhoto, reportFault, settleFault } from './service.ts';

/** What people see that is wrong with loudspeakers. */
export function faultRoutes(deps: FaultsDeps): BoundRoute[] {
  const { db, access, store } = deps;
  return [
    handle(contract.list, async ({ principal, query }) => ({
      items: await listFaults(db, principal, query),
    })),
    handle(contract.report, ({ principal, body }) => reportFault(deps, principal, body)),
    handleUpload(contract.addPhoto, ({ principal, params: { id }, request }) =>
      receiveUpload(request, {
        limitBytes: photoLimitBytes,
        take: ({ bytes }) => addPhoto(deps, principal, { id, bytes }),
      }),
    ),
    handle(contract.photo, async ({ principal, params, response }) => {
      const row = await requireFault(db, params.id);
      await access.require(principal, 'read', row.area_id);
      const { photo_sha256: sha256, photo_type: type } = row;
      if (sha256 === null || type === null || !(await store.has(sha256)))
        throw new AppError('fault_not_found', 'the report has no photo');
      const file = { path: store.path(sha256), sha256, contentType: `image/${type}` };
      await sendAudio(response, { ...file, fileName: `${params.id}.${type}` });
    }),
    handle(contract.settle, ({ principal, params, body }) =>
      settleFault(deps, principal, { id: params.id, words: body.words }),
    ),
  ];
}
