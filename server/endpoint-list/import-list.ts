import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import type { EndpointList, endpointListRoutes } from '../../contract/http/endpoint-lists.ts';
import { columnMeanings } from '../../core/endpoint-list/columns.ts';
import { understandList, type ListLine } from '../../core/endpoint-list/understand-list.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { foreseePlaces } from '../territory/foresee-places.ts';
import type { TerritoryService } from '../territory/service.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { loadGround } from './load-ground.ts';

export interface ImportListDeps {
  db: Kysely<Database>;
  access: Access;
  territory: TerritoryService;
  timetable: TimetableChanges;
  clock: Clock;
}

type Given = z.output<NonNullable<(typeof endpointListRoutes.importList)['body']>>;

/** A line without problems knows where it belongs. */
type ReadyLine = ListLine & { stationId: string; areaId: string };

/**
 * How a vendor's list is understood; unless it is only looked at, all its endpoints are made as one act.
 * @throws AppError `area_not_found`, `not_allowed`, `endpoint_list_unclear`, `endpoint_list_empty`
 */
export async function importList(
  deps: ImportListDeps,
  principal: Principal,
  given: Given,
): Promise<EndpointList> {
  const { db, access, territory, timetable } = deps;
  const { areaId, dryRun, leaveOut } = given;
  const areas = await access.areas();
  if (!areas.has(areaId)) throw new AppError('area_not_found', `there is no area ${areaId}`);
  await access.require(principal, 'endpoint.pair', areaId);
  const ground = await loadGround(deps, areaId, territory.today());
  const dropped = new Set(given.drop);
  // What is taken out is in nobody's way.
  const rows = given.rows.filter(({ line }) => !dropped.has(line));
  const list = understandList(rows, ground);
  const left = understandList(given.rows, ground).lines.filter(({ line }) => dropped.has(line));
  const ready = list.lines.filter(isReady);
  let made: string[] = [];
  if (!dryRun) {
    if (!leaveOut && ready.length < list.lines.length)
      throw new AppError(
        'endpoint_list_unclear',
        'some lines have problems: mend or leave them out',
      );
    if (ready.length === 0) throw new AppError('endpoint_list_empty', 'the list has no endpoint');
    made = await db.transaction().execute((trx) => save(trx, deps, { principal, areaId, ready }));
    await timetable.changed({ stationIds: [...new Set(ready.map(({ stationId }) => stationId))] });
  }
  const stations = await stationNames(db);
  const shown = (line: ListLine, state: EndpointList['lines'][number]['state']) => {
    const { stationId, areaId: inArea, ...rest } = line;
    const areaName = inArea === null ? null : (areas.get(inArea)?.name ?? null);
    return { ...rest, state, stationName: stations.get(stationId ?? '') ?? null, areaName };
  };
  return {
    headingLine: list.headingLine,
    columns: columnMeanings.flatMap((meaning) => {
      const column = list.columns[meaning];
      return column === undefined ? [] : [{ column, meaning }];
    }),
    lines: [
      ...list.lines.map((line) => shown(line, isReady(line) ? 'ready' : 'open')),
      ...left.map((line) => shown(line, 'dropped')),
    ].sort((a, b) => a.line - b.line),
    made,
  };
}

function isReady(line: ListLine): line is ReadyLine {
  return line.problems.length === 0 && line.stationId !== null && line.areaId !== null;
}

async function save(
  trx: Transaction<Database>,
  { territory, clock }: ImportListDeps,
  given: { principal: Principal; areaId: string; ready: readonly ReadyLine[] },
): Promise<string[]> {
  const made: string[] = [];
  for (const line of given.ready) {
    const id = newId(clock);
    const nobody = { push_url: null, secret_sha256: null, paired_at: null, revoked_at: null };
    await trx
      .insertInto('endpoint')
      .values({
        ...{ id, station_id: line.stationId, area_id: line.areaId, name: line.name },
        ...{ kind: 'agent', created_at: clock.now(), ...nobody },
      })
      .execute();
    await trx
      .insertInto('endpoint_site')
      .values({
        ...{ endpoint_id: id, serial: line.serial, sim: line.sim, address: line.address },
        ...{ latitude: line.latitude, longitude: line.longitude, power_watts: line.powerWatts },
      })
      .execute();
    await foreseePlaces(trx, id, territory.today());
    made.push(id);
  }
  const { principal, areaId } = given;
  await recordAudit(trx, {
    ...{ clock, userId: principal.userId, action: 'endpoint.import', subject: areaId, areaId },
    detail: { endpoints: made.length },
  });
  return made;
}

async function stationNames(db: Kysely<Database>): Promise<Map<string, string>> {
  const rows = await db.selectFrom('station').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
