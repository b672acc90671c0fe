import type { Kysely } from 'kysely';
import { isAllowed, type Action } from '../../core/access/roles.ts';
import { isInArea, type Area } from '../../core/area/area.ts';
import { createTree, type Tree } from '../../core/area/tree.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { loadAreas } from '../territory/load-territory.ts';

/** Who may do what, by the tree of areas. */
export interface Access {
  /** Every area by id, as it is today; kept in memory until `forget`. */
  areas(): Promise<ReadonlyMap<string, Area>>;
  /** The areas of every day. */
  tree(): Promise<Tree>;
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
  let tree: Promise<Tree> | null = null;
  const load = () => {
    const loading = loadAreas(db).then(createTree);
    tree = loading;
    loading.catch(() => {
      if (tree === loading) tree = null;
    });
    return loading;
  };
  const access: Access = {
    tree: () => tree ?? load(),
    areas: async () => (await access.tree()).areas,
    forget: () => {
      tree = null;
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
