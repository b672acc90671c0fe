import { bundleRoutes as contract } from '../../contract/http/bundles.ts';
import type { Logger } from '../../runtime/log.ts';
import { handle, handleUpload, type BoundRoute } from '../http/handler.ts';
import { receiveUpload } from '../http/receive-upload.ts';
import { sendBundle } from './send-bundle.ts';
import { areaBundle, stationBundle, type BundlesDeps } from './service.ts';
import { playsFileBytes, takePlays, type TakeDeps } from './take-plays.ts';

/** What goes to places without a network and comes back from there. */
export function bundleRoutes(deps: BundlesDeps & TakeDeps & { log: Logger }): BoundRoute[] {
  return [
    handle(contract.ofStation, async ({ principal, params, response }) => {
      const bundle = await stationBundle(deps, principal, params.id);
      await sendBundle(response, bundle.files, bundle);
    }),
    handle(contract.ofArea, async ({ principal, params, response }) => {
      const bundle = await areaBundle(deps, principal, params.id);
      await sendBundle(response, bundle.files, bundle);
    }),
    handleUpload(contract.take, ({ principal, request }) =>
      receiveUpload(request, {
        limitBytes: playsFileBytes,
        take: ({ bytes }) => takePlays(deps, principal, bytes),
      }),
    ),
  ];
}
