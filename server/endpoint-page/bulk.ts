import type { BulkAct } from '../../contract/http/endpoint-page.ts';
import { snooze, unsnooze } from '../health/snooze.ts';
import type { Principal } from '../http/principal.ts';
import { problemOf } from '../http/problem-of.ts';
import type { GuardFields } from '../guards/guard-store.ts';
import type { PlaceRulesService } from '../place-rules/service.ts';
import type { EndpointPageDeps } from './deps.ts';

export interface BulkDeps extends EndpointPageDeps {
  guards: Pick<PlaceRulesService<GuardFields>, 'create'>;
}

/** What became of one: `null` when it went well. */
interface Result {
  id: string;
  problem: { code: string; detail: string } | null;
}

/** The same for many endpoints, one after another, each by the way and the rights of the single deed. */
export async function actOnMany(
  deps: BulkDeps,
  principal: Principal,
  { ids, act }: { ids: readonly string[]; act: BulkAct },
): Promise<Result[]> {
  const results: Result[] = [];
  for (const id of new Set(ids)) {
    results.push({ id, problem: await problemOf(actOnOne(deps, principal, id, act)) });
    // Polls and alerts go first.
    await deps.clock.sleep(0);
  }
  return results;
}

async function actOnOne(
  deps: BulkDeps,
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
    case 'move': {
      const { kind: _, ...to } = act;
      await endpoints.move(principal, id, { ...to, isDryRun: false });
      return;
    }
    case 'volume_cap': {
      const { areaId } = await endpoints.require(principal, 'read', id);
      const dates = { validFrom: null, validTo: null, note: null };
      const given = { areaId, endpointId: id, rule: act, ...dates };
      await deps.guards.create(principal, given, { dryRun: false });
    }
  }
}
