import { endpointPageRoutes as contract } from '../../contract/http/endpoint-page.ts';
import { photoLimitBytes } from '../../contract/http/faults.ts';
import { AppError } from '../../runtime/error.ts';
import { listDoubtfulOf } from '../doubts/list-doubtful.ts';
import { handle, handleUpload, type BoundRoute } from '../http/handler.ts';
import { receiveUpload } from '../http/receive-upload.ts';
import { sendAudio } from '../recordings/audio.ts';
import { actOnMany, type BulkDeps } from './bulk.ts';
import { readHealthDays } from './health-days.ts';
import { listEndpointOutages } from './list-outages.ts';
import { showEndpoint } from './show.ts';
import { findPhoto, removePhoto, setPhoto, setSite } from './site.ts';

/** One endpoint with all that is known of it, and the same deed for many. */
export function endpointPageRoutes(deps: BulkDeps): BoundRoute[] {
  const { db, endpoints, store, clock } = deps;
  return [
    handle(contract.bulk, async ({ principal, body }) => ({
      items: await actOnMany(deps, principal, body),
    })),
    handle(contract.show, ({ principal, params }) => showEndpoint(deps, principal, params.id)),
    handle(contract.outages, async ({ principal, params, query }) => {
      const { id } = await endpoints.require(principal, 'read', params.id);
      return listEndpointOutages(db, id, query);
    }),
    handle(contract.healthDays, async ({ principal, params, query }) => {
      const endpoint = await endpoints.require(principal, 'read', params.id);
      return { items: await readHealthDays(db, endpoint, { ...query, now: clock.now() }) };
    }),
    handle(contract.doubtful, async ({ principal, params, query }) => {
      const { id } = await endpoints.require(principal, 'read', params.id);
      return listDoubtfulOf(db, id, query);
    }),
    handle(contract.setSite, async ({ principal, params, body }) => {
      const endpoint = await endpoints.require(principal, 'endpoint.site', params.id);
      return setSite(deps, principal, endpoint, body);
    }),
    handleUpload(contract.setPhoto, async ({ principal, params, request }) => {
      const endpoint = await endpoints.require(principal, 'endpoint.site', params.id);
      return receiveUpload(request, {
        limitBytes: photoLimitBytes,
        take: ({ bytes }) => setPhoto(deps, principal, endpoint, bytes),
      });
    }),
    handle(contract.photo, async ({ principal, params, response }) => {
      const { id } = await endpoints.require(principal, 'read', params.id);
      const photo = await findPhoto(db, id);
      if (!photo || !(await store.has(photo.sha256)))
        throw new AppError('photo_not_found', 'the endpoint has no photo');
      const { sha256, type } = photo;
      const file = { path: store.path(sha256), sha256, contentType: `image/${type}` };
      await sendAudio(response, { ...file, fileName: `${id}.${type}` });
    }),
    handle(contract.removePhoto, async ({ principal, params }) => {
      const endpoint = await endpoints.require(principal, 'endpoint.site', params.id);
      return removePhoto(deps, principal, endpoint);
    }),
  ];
}
