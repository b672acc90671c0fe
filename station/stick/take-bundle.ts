import { bundleNames, signedReceipt } from '../../contract/station/bundle.ts';
import { signedHead } from '../../contract/station/head.ts';
import { keysObject } from '../../contract/station/objects.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import { verify } from '../../runtime/crypto.ts';
import { considerHead, type ConsiderDeps } from '../head/consider-head.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { StationStore } from '../store/open-store.ts';
import { findBundles } from './find-bundles.ts';
import type { OpenBundle } from './open-bundle.ts';
import type { StickSource } from './stick-source.ts';

export interface TakeDeps extends Omit<ConsiderDeps, 'askForKeys'> {
  db: StationStore;
  source: StickSource;
}

const receiptLimitBytes = 65_536;
const keysLimitBytes = 65_536;

/**
 * Takes the newest good head that a stick has for this endpoint, under the checks of the network, and lets what it
 * names come from there. Answers whether there was one; what is refused is reported.
 * @throws an error of the file system
 */
export async function takeBundle(deps: TakeDeps, folder: string): Promise<boolean> {
  const { incidents, endpointId } = deps;
  const finds = await findBundles(folder, endpointId);
  for (const { name, why } of finds.unreadable)
    await incidents.report({ what: 'bundle', code: 'unreadable', detail: `${name}: ${why}` });
  if (finds.forUs.length === 0)
    for (const name of finds.forOthers)
      await incidents.report({ what: 'bundle', code: 'not_for_us', detail: name });
  for (const { bundle, head } of finds.forUs) {
    const askForKeys = () => learnKeys(deps, bundle, head);
    const isHeld = await considerHead({ ...deps, askForKeys }, head);
    // Also of one with an older head: what that names is known by its hash.
    await takeReceipt(deps, bundle);
    if (!isHeld) continue;
    deps.source.use(bundle);
    return true;
  }
  return false;
}

/** The keys that a head names may be on the stick too; only the recovery key can put them in. */
async function learnKeys(
  { timetable }: TakeDeps,
  bundle: OpenBundle,
  head: Buffer,
): Promise<boolean> {
  try {
    const { keys } = signedHead.parse(JSON.parse(head.toString('utf8')));
    const bytes = await bundle.read(bundleNames.object(keys), keysLimitBytes);
    const given = keysObject.parse(JSON.parse(bytes?.toString('utf8') ?? ''));
    return await timetable.learnKeys(given);
  } catch {
    return false;
  }
}

/** Notes which proofs the server has, if it was the server who says so. */
async function takeReceipt(
  { db, endpointId, timetable, log }: TakeDeps,
  bundle: OpenBundle,
): Promise<void> {
  const bytes = await bundle.read(bundleNames.receipt(endpointId), receiptLimitBytes);
  const ranges = bytes && readReceipt(bytes, timetable.keys(), endpointId);
  if (!ranges) return;
  for (const [from, to] of ranges)
    await db
      .updateTable('play')
      .set({ state: 'accepted' })
      .where('state', '=', 'due')
      .where('sequence', '>=', from)
      .where('sequence', '<=', to)
      .execute();
  log.info({ ranges: ranges.length }, 'receipt of plays taken');
}

function readReceipt(bytes: Buffer, keys: Pick<KeyRing, 'signing'>, endpointId: string) {
  try {
    const { signature, ...body } = signedReceipt.parse(JSON.parse(bytes.toString('utf8')));
    const key = keys.signing.find(({ keyId }) => keyId === body.keyId);
    const isGood = key !== undefined && verify(key.publicKey, canonicalJson(body), signature);
    return isGood && body.receiptFor === endpointId ? body.plays : null;
  } catch {
    return null;
  }
}
