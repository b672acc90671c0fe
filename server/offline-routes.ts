import { endpointListRoutes as listContract } from '../contract/http/endpoint-lists.ts';
import { fingerprintOf } from '../core/keys/fingerprint.ts';
import { bundleRoutes } from './bundles/routes.ts';
import type { BundlesDeps } from './bundles/service.ts';
import { declarationRoutes } from './declarations/routes.ts';
import type { TakeDeps } from './bundles/take-plays.ts';
import type { DeclareLinksDeps } from './declarations/links.ts';
import { importList, type ImportListDeps } from './endpoint-list/import-list.ts';
import { pairingSheet } from './endpoint-list/pairing-sheet.ts';
import { listUnpaired } from './endpoint-list/unpaired.ts';
import { handle, type BoundRoute } from './http/handler.ts';
import type { ServerKeys } from './keys/open-keys.ts';
import type { Logger } from '../runtime/log.ts';

type Deps = BundlesDeps &
  TakeDeps &
  DeclareLinksDeps &
  ImportListDeps & { keys: ServerKeys; log: Logger };

/** Places without a network, people who play by hand, and many endpoints at once. */
export function offlineRoutes(deps: Deps): BoundRoute[] {
  return [
    ...bundleRoutes(deps),
    ...declarationRoutes(deps),
    handle(listContract.importList, ({ principal, body }) => importList(deps, principal, body)),
    handle(listContract.pairingSheet, async ({ principal, body }) => ({
      fingerprint: fingerprintOf(Buffer.from(deps.keys.object().sha256, 'base64url')),
      items: await pairingSheet(deps, principal, body),
    })),
    handle(listContract.unpaired, ({ principal, query }) =>
      listUnpaired(deps.db, principal, query, deps.clock.now()),
    ),
  ];
}
