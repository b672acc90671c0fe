import type { Logger } from '../../runtime/log.ts';
import { pairingCode } from '../../contract/station/exchange.ts';
import { randomToken, sha256, signerFromSecret, type Signer } from '../../runtime/crypto.ts';
import { Refusal } from '../link/refusal.ts';
import type { RestDeps } from '../link/rest-after-failure.ts';
import { restAfterFailure } from '../link/rest-after-failure.ts';
import type { ServerLink } from '../link/server-link.ts';
import { readFact, writeFact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';

/** By what the server knows this endpoint. */
export interface Identity {
  endpointId: string;
  secret: string;
}

export interface EnrolDeps extends RestDeps {
  db: StationStore;
  link: ServerLink;
  log: Logger;
}

const longestRetryMs = 30_000;
const hopeless = ['pairing_code_wrong', 'pairing_code_used', 'pairing_code_expired'];

/**
 * Pairs the endpoint, or answers who it is already; a code other than the one that it has used pairs it
 * anew, where the server can be asked. The secret is on disk before it is first used, so
 * that an answer which was lost on the way is asked for again with the same one.
 * @throws Refusal when the server does not take the code; Error when there is none
 */
export async function enrol(
  deps: EnrolDeps,
  code: string | null,
  signal: AbortSignal,
): Promise<Identity> {
  const { db } = deps;
  const secret = await ownSecret(db);
  const held = await heldIdentity(db, secret);
  const parsed = pairingCode.safeParse(code ?? '');
  if (held && (!parsed.success || (await readFact(db, 'code')) === sha256(parsed.data)))
    return held;
  if (!parsed.success)
    throw new Error(
      code === null
        ? 'this endpoint is not paired yet: give it the pairing code that the console shows (--code)'
        : 'a pairing code has eight letters and digits',
    );
  const { publicKey } = ownSigner(secret);
  const body = { code: parsed.data, secretSha256: sha256(secret), publicKey };
  try {
    const answer = await (held ? deps.link.enrol(body, signal) : ask(deps, body, signal));
    await writeFact(db, 'keys', answer.keys);
    await writeFact(db, 'endpoint_id', answer.endpointId);
    await writeFact(db, 'code', sha256(parsed.data));
    return { endpointId: answer.endpointId, secret };
  } catch (err) {
    signal.throwIfAborted();
    // What is held still plays, whatever became of the new code.
    if (!held) throw err;
    deps.log.warn({ err }, 'not paired anew: the pairing of before stays');
    return held;
  }
}

/** By what the endpoint signs what others carry for it. */
export function ownSigner(secret: string): Signer {
  return signerFromSecret(secret, 'loa endpoint');
}

async function heldIdentity(db: StationStore, secret: string): Promise<Identity | null> {
  const endpointId = await readFact(db, 'endpoint_id');
  const keys = await readFact(db, 'keys');
  return endpointId !== null && keys ? { endpointId, secret } : null;
}

async function ownSecret(db: StationStore): Promise<string> {
  const held = await readFact(db, 'secret');
  if (held !== null) return held;
  const secret = randomToken();
  await writeFact(db, 'secret', secret);
  return secret;
}

async function ask(
  deps: EnrolDeps,
  body: { code: string; secretSha256: string; publicKey: string },
  signal: AbortSignal,
) {
  for (let failures = 1; ; failures += 1) {
    try {
      return await deps.link.enrol(body, signal);
    } catch (err) {
      signal.throwIfAborted();
      if (err instanceof Refusal && hopeless.includes(err.code)) throw err;
      deps.log.warn({ err }, 'not paired yet');
      await restAfterFailure(deps, { failures, error: err, capMs: longestRetryMs }, signal);
    }
  }
}
