import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Area } from '../../core/area/area.ts';
import type { DatedArea } from '../../core/area/tree.ts';
import { localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { loadAreas } from '../territory/load-territory.ts';
import { keyOf, orderAreas, pickAreas, type OrderedArea } from './ordered-areas.ts';
import { planImport, type ImportRow } from './plan-import.ts';
import { hasIdentity, insertArea, insertAreas } from './repo.ts';

export interface AreasQuery extends PageQuery {
  on?: string | undefined;
  ended: boolean;
  parentId?: string | undefined;
  q?: string | undefined;
}

export interface AreaList {
  underId: string;
  validFrom: string | null;
  validTo: string | null;
  areas: ImportRow[];
}

export interface AreasService {
  list(query: AreasQuery): Promise<Page<DatedArea>>;
  create(principal: Principal, given: NewArea): Promise<Area>;
  importMany(principal: Principal, given: AreaList): Promise<ImportResult>;
}

export type NewArea = Omit<Area, 'id' | 'tags'> & { parentId: string };

export interface ImportResult {
  added: number;
  kept: number;
  areas: Area[];
}

export interface AreasDeps {
  db: Kysely<Database>;
  access: Access;
  /** In which "today" is meant. */
  zone: string;
  clock: Clock;
}

const areaKey = z.tuple([z.int(), z.string(), z.string()]);

export function createAreasService(deps: AreasDeps): AreasService {
  let ordered: { of: ReadonlyMap<string, Area>; areas: OrderedArea[] } | null = null;
  const order = async (on: LocalDate) => {
    const of = (await deps.access.tree()).on(on);
    if (ordered?.of !== of) ordered = { of, areas: orderAreas(of) };
    return ordered.areas;
  };
  return {
    list: async ({ limit, cursor, ...filter }) => {
      const on = filter.on ?? localDateOf(deps.clock.now(), deps.zone);
      const after = readCursor(cursor, areaKey);
      const picked = pickAreas(await order(on), { ...filter, on, after }, limit + 1);
      const page = toPage(picked, limit, keyOf);
      return { ...page, items: page.items.map(({ area }) => area) };
    },
    create: (principal, given) => create(deps, principal, given),
    importMany: (principal, given) => importMany(deps, principal, given),
  };
}

async function create(deps: AreasDeps, principal: Principal, given: NewArea): Promise<Area> {
  const { db, access, clock } = deps;
  await requireArea(access, given.parentId);
  await access.require(principal, 'area.write', given.parentId);
  requireDates(given);
  const area: Area = { ...given, id: newId(clock), tags: [] };
  await db.transaction().execute(async (trx) => {
    if (await hasIdentity(trx, area)) {
      throw new AppError('area_code_taken', `the code ${area.code} is taken from that day on`);
    }
    await insertArea(trx, area);
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'area.create',
      subject: area.id,
      areaId: area.id,
      detail: { ...given },
    });
  });
  access.forget();
  return area;
}

async function importMany(
  { db, access, clock }: AreasDeps,
  principal: Principal,
  { underId, validFrom, validTo, areas: rows }: AreaList,
): Promise<ImportResult> {
  await requireArea(access, underId);
  await access.require(principal, 'area.write', underId);
  requireDates({ validFrom, validTo });
  const { added, kept } = await db.transaction().execute(async (trx) => {
    const plan = planImport({
      underId,
      validFrom,
      validTo,
      rows,
      existing: (await loadAreas(trx)).values(),
      newId: () => newId(clock),
    });
    await insertAreas(trx, plan.added);
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'area.import',
      subject: underId,
      areaId: underId,
      detail: { added: plan.added.length, kept: plan.kept.length, validFrom, validTo },
    });
    return plan;
  });
  access.forget();
  return { added: added.length, kept: kept.length, areas: [...kept, ...added] };
}

/** @throws AppError `area_not_found` */
export async function requireArea(access: Access, id: string): Promise<Area> {
  const area = (await access.areas()).get(id);
  if (!area) throw new AppError('area_not_found', `there is no area ${id}`);
  return area;
}

/** @throws AppError `area_dates_invalid` */
export function requireDates({ validFrom, validTo }: Pick<Area, 'validFrom' | 'validTo'>): void {
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    throw new AppError('area_dates_invalid', 'the last day comes before the first');
  }
}
