import type { Kysely } from 'kysely';
import type { Effects } from '../../contract/http/effects.ts';
import { endArea, moveArea, renameArea } from '../../core/area/change-area.ts';
import { mergeAreas } from '../../core/area/merge-areas.ts';
import type { Territory, TerritoryChange, TerritoryFault } from '../../core/area/territory.ts';
import type { DatedArea } from '../../core/area/tree.ts';
import { addDays, type LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { TerritoryService } from '../territory/service.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { updateTags } from './repo.ts';
import { requireArea, requireDates } from './service.ts';

export interface AreaPatch {
  name?: string | undefined;
  nameFrom?: LocalDate | undefined;
  validTo?: LocalDate | null | undefined;
  tags?: readonly string[] | undefined;
}

export interface AreaMerge {
  areas: readonly string[];
  into: string;
  on: LocalDate;
  rolesFollow: boolean;
}

/** Changes of areas, each with a preview; what they come to is compiled for each day by the tree of that day. */
export interface AreaChanges {
  update(
    principal: Principal,
    id: string,
    patch: AreaPatch,
    isDryRun: boolean,
  ): Promise<{ area: DatedArea; effects: Effects | null }>;
  move(
    principal: Principal,
    id: string,
    given: { to: string; on: LocalDate },
    isDryRun: boolean,
  ): Promise<{ area: DatedArea; effects: Effects }>;
  /** Gives the areas that are taken over. */
  merge(
    principal: Principal,
    given: AreaMerge,
    isDryRun: boolean,
  ): Promise<{ areas: DatedArea[]; effects: Effects }>;
}

export interface AreaChangesDeps {
  db: Kysely<Database>;
  access: Access;
  territory: TerritoryService;
  timetable: TimetableChanges;
  clock: Clock;
}

export function createAreaChanges(deps: AreaChangesDeps): AreaChanges {
  const { access, territory } = deps;
  return {
    update: (principal, id, patch, isDryRun) => update(deps, principal, { id, patch, isDryRun }),
    move: async (principal, id, { to, on }, isDryRun) => {
      await requireArea(access, id);
      await requireArea(access, to);
      await access.require(principal, 'area.write', id);
      await access.require(principal, 'area.write', to);
      const audit = {
        ...{ userId: principal.userId, action: 'area.move' as const, subject: id, areaId: id },
        detail: { to, on },
      };
      const effects = await territory.change({
        make: (before) => moveArea(before, { areaId: id, to, on }),
        ...{ since: on, isDryRun, audit },
      });
      return { area: await requireArea(access, id), effects };
    },
    merge: async (principal, given, isDryRun) => {
      const { into, on, rolesFollow } = given;
      const areaIds = [...new Set(given.areas)];
      for (const id of [...areaIds, into]) {
        const area = await requireArea(access, id);
        await access.require(principal, 'area.write', id);
        if (id !== into) requireDates({ ...area, validTo: addDays(on, -1) });
      }
      const audit = {
        ...{ userId: principal.userId, action: 'area.merge' as const, subject: into, areaId: into },
        detail: { areas: areaIds, on, rolesFollow },
      };
      const effects = await territory.change({
        make: (before) => mergeAreas(before, { areaIds, into, on }),
        rolesFollowFrom: rolesFollow ? areaIds : [],
        ...{ since: on, isDryRun, audit },
      });
      const { areas } = await access.tree();
      return { areas: areaIds.flatMap((id) => areas.get(id) ?? []), effects };
    },
  };
}

async function update(
  deps: AreaChangesDeps,
  principal: Principal,
  given: { id: string; patch: AreaPatch; isDryRun: boolean },
): Promise<{ area: DatedArea; effects: Effects | null }> {
  const { access, territory } = deps;
  const { id, patch, isDryRun } = given;
  const before = await requireArea(access, id);
  await access.require(principal, 'area.write', id);
  const lastDays = [before.validTo, patch.validTo ?? null].flatMap((day) => day ?? []).sort();
  if (patch.validTo !== undefined) requireDates({ ...before, validTo: patch.validTo });
  if (patch.tags && !isDryRun) await retag(deps, principal, before, patch.tags);
  const { name, nameFrom = null, validTo } = patch;
  const ends = validTo !== undefined && validTo !== before.validTo;
  if (name === undefined && !ends) return { area: await requireArea(access, id), effects: null };
  const audit = {
    ...{ userId: principal.userId, action: 'area.update' as const, subject: id, areaId: id },
    detail: { ...(name === undefined ? {} : { name, nameFrom }), ...(ends ? { validTo } : {}) },
  };
  const make = (territoryBefore: Territory) => {
    const ended = ends
      ? endArea(territoryBefore, { areaId: id, lastDay: validTo })
      : { areas: [before], stations: [] };
    return name === undefined ? ended : withName(ended, name, nameFrom);
  };
  const effects = await territory.change({
    ...{ make, isDryRun, audit },
    since: ends ? addDays(lastDays[0] ?? '', 1) : (nameFrom ?? territory.today()),
    isNameOnly: !ends,
  });
  return { area: await requireArea(access, id), effects };
}

function withName(
  change: TerritoryChange | TerritoryFault,
  name: string,
  from: LocalDate | null,
): TerritoryChange | TerritoryFault {
  if (typeof change === 'string') return change;
  return { ...change, areas: change.areas.map((area) => renameArea(area, name, from)) };
}

async function retag(
  { db, access, timetable, clock }: AreaChangesDeps,
  { userId }: Principal,
  area: DatedArea,
  given: readonly string[],
): Promise<void> {
  const tags = [...new Set(given)].sort();
  if (tags.join() === area.tags.join()) return;
  await db.transaction().execute(async (trx) => {
    await updateTags(trx, area.id, tags);
    const entry = { userId, action: 'area.update' as const, subject: area.id, areaId: area.id };
    await recordAudit(trx, { clock, ...entry, detail: { tags } });
  });
  access.forget();
  await timetable.changed({ areaId: area.id });
}
