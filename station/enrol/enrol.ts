import type { Logger } from '../../runtime/log.ts';
import type { Keys } from '../../contract/station/objects.ts';
import { fingerprintOf } from '../../core/keys/fingerprint.ts';
import { inFours } from '../../core/keys/paper.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import {
  createHasher,
  randomToken,
  sha256,
  signerFromSecret,
  type Signer,
} from '../../runtime/crypto.ts';
import { ringOf } from '../keys/key-ring.ts';
import type { RestDeps } from '../link/rest-after-failure.ts';
import type { ServerLink } from '../link/server-link.ts';
import { readFact, writeFact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';
import { persistPairing, WrongServer } from './persist-pairing.ts';
import { readCode } from './read-code.ts';

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

/**
 * Pairs the endpoint, or answers who it is already; a code other than the one that it has used pairs it
 * anew, where the server can be asked. The secret is on disk before it is first used, so
 * that an answer which was lost on the way is asked for again with the same one.
 * @throws Refusal when the server does not take the code; WrongServer when the code is for another; Error when
 * there is none
 */
export async function enrol(
  deps: EnrolDeps,
  code: string | null,
  signal: AbortSignal,
): Promise<Identity> {
  const { db } = deps;
  const secret = await ownSecret(db);
  const held = await heldIdentity(db, secret);
  const given = readCode(code ?? '');
  if (held && (!given || (await readFact(db, 'code')) === sha256(given.code))) return held;
  if (!given)
    throw new Error(
      code === null
        ? 'this endpoint is not paired yet: give it the pairing code that the console shows (--code)'
        : 'a pairing code has eight letters and digits, perhaps a dot and sixteen more',
    );
  const { publicKey } = ownSigner(secret);
  const body = { code: given.code, secretSha256: sha256(secret), publicKey };
  const pair = async () => {
    const { fingerprint } = given;
    // Another server must not get to know the code.
    if (fingerprint !== null) compare(await deps.link.keys(signal), fingerprint);
    const answer = await deps.link.enrol(body, signal);
    if (fingerprint !== null) compare(answer.keys, fingerprint);
    return answer;
  };
  const onFailure = (err: unknown) => deps.log.warn({ err }, 'not paired yet');
  try {
    const answer = await (held ? pair() : persistPairing({ ...deps, onFailure }, pair, signal));
    await writeFact(db, 'keys', ringOf(answer.keys, answer.serverTime));
    await writeFact(db, 'endpoint_id', answer.endpointId);
    await writeFact(db, 'code', sha256(given.code));
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

function compare(keys: Keys, fingerprint: string): void {
  const found = fingerprintOf(createHasher().update(canonicalJson(keys)).digest());
  if (found !== fingerprint)
    throw new WrongServer(
      `this is not the server that the pairing code was made with: its keys read ${inFours(found)}, the code says ` +
        `${inFours(fingerprint)}. Check the address; if its keys were changed since, get a new code`,
    );
}
