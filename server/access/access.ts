import type { Kysely } from 'kysely';
import { z } from 'zod';
import { isAllowed, type Action } from '../../core/access/roles.ts';
import { isInArea, type Area } from '../../core/area/area.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

/** Who may do what, by the tree of areas. */
export interface Access {
  /** Every area by id; kept in memory until `forget`. */
  areas(): Promise<ReadonlyMap<string, Area>>;
  /** To be called after every change of the tree. */
  forget(): void;
  /** @throws AppError `not_allowed` */
  require(principal: Principal, action: Action, areaId: string): Promise<void>;
  allows(principal: Principal, action: Action, areaId: string): Promise<boolean>;
  /**
   * What belongs to an area can be read by those with a role in it, above it or beneath it: what is
   * above reaches down.
   * @throws AppError `not_allowed`
   */
  requireRead(principal: Principal, areaId: string): Promise<void>;
}

export function createAccess({ db }: { db: Kysely<Database> }): Access {
  let areas: Promise<ReadonlyMap<string, Area>> | null = null;
  const load = () => {
    const loading = loadAreas(db);
    areas = loading;
    loading.catch(() => {
      if (areas === loading) areas = null;
    });
    return loading;
  };
  const access: Access = {
    areas: () => areas ?? load(),
    forget: () => {
      areas = null;
    },
    allows: async (principal, action, areaId) =>
      isAllowed(principal.grants, action, areaId, await access.areas()),
    require: async (principal, action, areaId) => {
      if (await access.allows(principal, action, areaId)) return;
      throw new AppError('not_allowed', `this needs a role that allows ${action} in that area`);
    },
    requireRead: async (principal, areaId) => {
      const areas = await access.areas();
      const isBelow = principal.grants.some((grant) => isInArea(areas, grant.areaId, areaId));
      if (!isBelow) await access.require(principal, 'read', areaId);
    },
  };
  return access;
}

const tags = z.array(z.string());

/** Every area as it stands in the database now. */
export async function loadAreas(db: Kysely<Database>): Promise<ReadonlyMap<string, Area>> {
  const rows = await db.selectFrom('area').selectAll().execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        code: row.code,
        name: row.name,
        kind: row.kind,
        parentId: row.parent_id,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        tags: tags.parse(JSON.parse(row.tags)),
      },
    ]),
  );
}
