import type { BulkAct } from '../../contract/http/endpoint-page.ts';
import { snooze, unsnooze } from '../health/snooze.ts';
import type { Principal } from '../http/principal.ts';
import { problemOf } from '../http/problem-of.ts';
import { moveEndpoint } from '../endpoints/move-endpoint.ts';
import { createPlaceRules } from '../place-rules/service.ts';
import { guardStore } from '../guards/guard-store.ts';
import { createTerritory, type TerritoryService } from '../territory/service.ts';
import { compileLater } from '../timetable/compile-later.ts';
import type { Timetable } from '../timetable/service.ts';
import { capVolume, type CapDeps } from './cap-volume.ts';
import type { EndpointPageDeps } from './deps.ts';

export interface BulkDeps extends EndpointPageDeps {
  timetable: Timetable;
  zone: string;
}

/** As one deed needs it, without a compile of its own. */
interface DeedDeps extends BulkDeps, CapDeps {
  territory: TerritoryService;
}

/** What became of one: `null` when it went well. */
interface Result {
  id: string;
  problem: { code: string; detail: string } | null;
}

/**
 * The same for many endpoints, one after another, each by the way and the rights of the single deed; what they touch is
 * compiled once, at the end.
 */
export async function actOnMany(
  deps: BulkDeps,
  principal: Principal,
  { ids, act }: { ids: readonly string[]; act: BulkAct },
): Promise<Result[]> {
  const { timetable, compile } = compileLater(deps.db, deps.timetable);
  const later = { ...deps, timetable };
  const guards = createPlaceRules(later, guardStore);
  const one: DeedDeps = { ...later, guards, territory: createTerritory(later) };
  const results: Result[] = [];
  try {
    for (const id of new Set(ids)) {
      results.push({ id, problem: await problemOf(actOnOne(one, principal, id, act)) });
      // Polls and alerts go first.
      await deps.clock.sleep(0);
    }
  } finally {
    await compile();
  }
  return results;
}

async function actOnOne(
  deps: DeedDeps,
  principal: Principal,
  id: string,
  act: BulkAct,
): Promise<void> {
  const { endpoints } = deps;
  switch (act.kind) {
    case 'snooze': {
      const endpoint = await endpoints.require(principal, 'endpoint.snooze', id);
      await snooze(deps, endpoint, { ...act, principal });
      return;
    }
    case 'unsnooze': {
      const endpoint = await endpoints.require(principal, 'endpoint.snooze', id);
      await unsnooze(deps, endpoint, principal);
      return;
    }
    case 'quarantine':
      await endpoints.quarantine(principal, id, act.quarantined);
      return;
    case 'revoke': {
      const { revokedAt } = await endpoints.require(principal, 'endpoint.pair', id);
      // One that was told to fall silent first still is to hear of it.
      if (revokedAt === null) await endpoints.revoke(principal, id);
      return;
    }
    case 'move': {
      const { kind: _, ...to } = act;
      const endpoint = await endpoints.require(principal, 'endpoint.pair', id);
      await moveEndpoint(deps, principal, endpoint, { ...to, isDryRun: false });
      return;
    }
    case 'volume_cap': {
      const { areaId } = await endpoints.require(principal, 'read', id);
      await capVolume(deps, principal, { endpointId: id, areaId, rule: act });
    }
  }
}
