import type { JobPayload } from '../../contract/jobs.ts';
import { signedHead } from '../../contract/station/head.ts';
import { pushBody } from '../../contract/station/push.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import { offsetClock, type Clock } from '../../runtime/clock.ts';
import { signPushOf, type Signer } from '../../runtime/crypto.ts';

/** A receiver takes a signature for 5 min; the last one is left for the way and for its clock. */
const goodForMs = 4 * 60_000;

/** The playlists that a head names, each once. */
export function playlistsOf(head: Buffer): string[] {
  const { days } = signedHead.parse(JSON.parse(head.toString()));
  return [...new Set(days.map(({ playlist }) => playlist))];
}

/** What is pushed: the head, and each playlist that it names. */
export function pushBytes(head: Buffer, playlists: ReadonlyMap<string, Buffer>): Buffer {
  const texts = playlistsOf(head).flatMap((hash) => playlists.get(hash)?.toString() ?? []);
  const body = pushBody.parse({ head: JSON.parse(head.toString()) as unknown, playlists: texts });
  return Buffer.from(canonicalJson(body));
}

/** What the signature of a push covers. */
export interface PushOrder {
  endpointId: string;
  url: string;
  /** SHA-256 of the body. */
  body: string;
  /** Where the body stands, if it shares a file. */
  pack?: JobPayload<'push'>['pack'];
}

/** The work of a push that begins at `due`: its signature is of that time. */
export function signedPush(
  order: PushOrder,
  { signer, clock, due }: { signer: Signer; clock: Clock; due: number },
): JobPayload<'push'> {
  const atDue = offsetClock(clock, Math.max(0, due - clock.now()));
  const request = { method: 'POST', url: order.url, bodySha256: order.body };
  return { ...order, signature: signPushOf(request, signer, atDue), notAfter: due + goodForMs };
}
