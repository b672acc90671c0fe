import type { Transaction } from 'kysely';
import type { Signer } from '../../runtime/crypto.ts';
import { keepObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { signHead, type MadeHead } from './head-content.ts';
import { keepHeads } from './keep-heads.ts';
import { planHeads, type HeadPlanRequest } from './plan-heads.ts';

export interface HeadRequest extends Omit<HeadPlanRequest, 'keyId'> {
  signer: Signer;
  /** Also those that would say the same. */
  isForced?: boolean;
}

/**
 * Makes the heads of endpoints whose content changed or almost half of whose life has gone, and gives those
 * alone. All in the caller's transaction, so that a stop and a compile at one time cannot undo each other.
 */
export async function makeHeads(
  trx: Transaction<Database>,
  { signer, isForced = false, ...request }: HeadRequest,
): Promise<MadeHead[]> {
  const { now, lifeMs } = request;
  const planned = await planHeads(trx, { ...request, keyId: signer.keyId });
  const due = planned.filter(({ isDue }) => isDue || isForced);
  const made = due.map(({ content, contentSha256, lastSequence }) =>
    signHead(content, { signer, lastSequence, now, lifeMs, contentSha256 }),
  );
  const settings = new Map(due.map(({ setting }) => [setting.sha256, setting]));
  await keepObjects(trx, [...settings.values()], now);
  await keepHeads(trx, made);
  return made;
}
