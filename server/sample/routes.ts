import { sampleRoutes as contract } from '../../contract/http/sample.ts';
import { requireAtRoot } from '../access/require-at-root.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { SampleDeps } from './deps.ts';
import { describeSample } from './describe.ts';
import { loadSample } from './load.ts';
import { removeSample } from './remove.ts';

/** A district of samples beside what is there, loaded and removed as a whole. */
export function sampleRoutes(deps: SampleDeps): BoundRoute[] {
  const { db, access } = deps;
  return [
    handle(contract.show, async ({ principal }) => {
      await requireAtRoot(access, principal, 'area.write');
      return describeSample(db);
    }),
    handle(contract.load, async ({ principal }) => {
      await loadSample(deps, principal);
      return describeSample(db);
    }),
    handle(contract.remove, async ({ principal, query }) => {
      await removeSample(deps, principal, query);
      return describeSample(db);
    }),
  ];
}
