import { AppError } from '../../runtime/error.ts';
import type { Action } from '../../core/access/roles.ts';
import type { Principal } from '../http/principal.ts';
import type { Access } from './access.ts';

/**
 * What holds everywhere may only be changed by those who may do so in a root of the tree.
 * @throws AppError `not_allowed`
 */
export async function requireAtRoot(
  access: Access,
  principal: Principal,
  action: Action,
): Promise<void> {
  for (const { id, parentId } of (await access.areas()).values())
    if (parentId === null && (await access.allows(principal, action, id))) return;
  throw new AppError('not_allowed', `this needs a role that allows ${action} in all areas`);
}
