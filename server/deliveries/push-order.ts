import { z } from 'zod';
import type { JobPayload } from '../../contract/jobs.ts';
import { signedHead } from '../../contract/station/head.ts';
import { offsetClock, type Clock } from '../../runtime/clock.ts';
import { signPushOf, type Signer } from '../../runtime/crypto.ts';

/** A receiver takes a signature for 5 min; the last one is left for the way and for its clock. */
const goodForMs = 4 * 60_000;

const namesDays = z.object({ days: signedHead.shape.days });

/** The playlists that a head names, each once. */
export function playlistsOf(head: Buffer): string[] {
  const { days } = namesDays.parse(JSON.parse(head.toString()));
  return [...new Set(days.map(({ playlist }) => playlist))];
}

/**
 * A `pushBody` in its one spelling. Head and playlists are in theirs already, so they are joined and not spelt again
 * for each of many receivers.
 * @param playlists each as {@link spellPlaylist} gives it
 */
export function pushBytes(head: Buffer, playlists: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('{"head":'), head, Buffer.from(',"playlists":[')];
  for (const [index, playlist] of playlists.entries()) {
    if (index > 0) parts.push(Buffer.from(','));
    parts.push(playlist);
  }
  return Buffer.concat([...parts, Buffer.from(']}')]);
}

/** The bytes of a playlist as a text within JSON. */
export function spellPlaylist(bytes: Buffer): Buffer {
  return Buffer.from(JSON.stringify(bytes.toString()));
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
