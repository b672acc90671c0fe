import type { Tree } from '../../core/area/tree.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';

/** What heads are made from beside the endpoint's own rows. */
export interface HeadRules {
  tree: Tree;
  /** By the area or endpoint that they were set for. */
  quietHours: ReadonlyMap<string, readonly QuietHours[]>;
}
