import type { Transaction } from 'kysely';
import { signedHead } from '../../contract/station/head.ts';
import type { Signer } from '../../runtime/crypto.ts';
import type { Database } from '../store/schema.ts';
import { headContent, signHead, type MadeHead } from './head-content.ts';
import { keepHeads } from './keep-heads.ts';

/** Makes and keeps a head without days: whoever holds it has nothing left to play. `null` where there was no head. */
export async function makeSilentHead(
  trx: Transaction<Database>,
  given: { endpointId: string; signer: Signer; keysSha256: string; now: number },
): Promise<MadeHead | null> {
  const { endpointId, signer, keysSha256, now } = given;
  const last = await trx
    .selectFrom('head')
    .select('bytes')
    .where('endpoint_id', '=', endpointId)
    .executeTakeFirst();
  if (!last) return null;
  const { sequence, settings } = signedHead.parse(JSON.parse(last.bytes.toString()));
  const content = headContent(
    { endpointId, settingsSha256: settings, keysSha256, days: [], stopped: [] },
    signer.keyId,
  );
  const made = signHead(content, { signer, lastSequence: sequence, now });
  await keepHeads(trx, [made]);
  return made;
}
