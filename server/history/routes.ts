import { historyRoutes as contract } from '../../contract/http/history.ts';
import { AppError } from '../../runtime/error.ts';
import { findBroadcast } from '../broadcasts/repo.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { listHistory } from './list-history.ts';
import { listVersions } from './list-versions.ts';
import type { PlanDeps } from './plan.ts';
import { restoreTimetable } from './restore-timetable.ts';
import { restoreVersion } from './restore-version.ts';
import { undoChange } from './undo-change.ts';

export function historyRoutes(deps: PlanDeps): BoundRoute[] {
  const { db, access } = deps;
  return [
    handle(contract.versions, async ({ principal, params, query }) => {
      if (!(await findBroadcast(db, principal, params.id)))
        throw new AppError('broadcast_not_found', `there is no broadcast ${params.id}`);
      return listVersions({ db, areas: await access.areas() }, params.id, query);
    }),
    handle(contract.restoreVersion, ({ principal, params, query, body }) =>
      restoreVersion(deps, principal, { ...params, ...query, ...body }),
    ),
    handle(contract.list, async ({ principal, query }) => {
      const areas = await access.areas();
      if (!areas.has(query.areaId))
        throw new AppError('area_not_found', `there is no area ${query.areaId}`);
      return listHistory({ db, areas }, principal, query);
    }),
    handle(contract.restore, ({ principal, query, body }) =>
      restoreTimetable(deps, principal, { ...query, ...body }),
    ),
    handle(contract.undo, ({ principal, body }) => undoChange(deps, principal, body)),
  ];
}
