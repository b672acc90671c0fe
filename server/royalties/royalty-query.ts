import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { royaltyRoutes } from '../../contract/http/royalties.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

export type RoyaltyFilter = z.output<NonNullable<typeof royaltyRoutes.lines.query>>;

/** From what the report is made, and for whom. */
export interface RoyaltyQuery {
  db: Kysely<Database>;
  tree: Tree;
  principal: Principal;
  filter: RoyaltyFilter;
  /** In which days are meant. */
  zone: string;
}
