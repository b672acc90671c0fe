import { firstStepsRoutes as contract } from '../../contract/http/first-steps.ts';
import { requireAtRoot } from '../access/require-at-root.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { addStations, type AddStationsDeps } from './add-stations.ts';
import { readProgress, setDismissed } from './progress.ts';

/** The way of a new installation to its first broadcast. */
export function firstStepsRoutes(deps: AddStationsDeps): BoundRoute[] {
  const { db, access } = deps;
  return [
    handle(contract.show, () => readProgress(db)),
    handle(contract.dismiss, async ({ principal, body }) => {
      await requireAtRoot(access, principal, 'area.write');
      await setDismissed(db, body.isDismissed);
      return readProgress(db);
    }),
    handle(contract.addStations, async ({ principal, body }) => ({
      items: await addStations(deps, principal, body),
    })),
  ];
}
