import type { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import type { TakenPlays } from '../../contract/http/bundles.ts';
import { signedPlaysFile, type PlaysFileBody } from '../../contract/station/bundle.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { Clock } from '../../runtime/clock.ts';
import { verify } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import { findEndpointRow } from '../endpoints/repo.ts';
import type { Principal } from '../http/principal.ts';
import type { KeepIncidents } from '../station-api/incidents.ts';
import type { KeepPlays } from '../station-api/plays.ts';
import { keepCarried, type HeardStatus } from '../station-api/presence.ts';
import type { Database } from '../store/schema.ts';

/** Room for all that a file may hold; whoever receives one reads no more. */
export const playsFileBytes = 8_000_000;
const rowsAtOnce = 500;

export interface TakeDeps {
  db: Kysely<Database>;
  access: Access;
  keepPlays: KeepPlays;
  keepIncidents: KeepIncidents;
  clock: Clock;
  log: Logger;
}

/**
 * Takes in what an endpoint wrote on a stick, as if it had said so over the network: each record stands by itself,
 * and one that is there already is no fault. Only what the endpoint itself has signed counts.
 * @throws AppError `plays_file_unreadable`, `plays_file_forged`, `endpoint_not_found`, `not_allowed`
 */
export async function takePlays(
  deps: TakeDeps,
  principal: Principal,
  bytes: Readable,
): Promise<TakenPlays> {
  const { db, access, clock } = deps;
  const { signature, ...body } = parse(await readAll(bytes));
  const endpoint = await findEndpointRow(db, body.playsOf);
  if (!endpoint) throw new AppError('endpoint_not_found', `there is no endpoint ${body.playsOf}`);
  await access.require(principal, 'endpoint.pair', endpoint.areaId);
  const publicKey = await publicKeyOf(db, endpoint.id);
  if (publicKey === null || !isSignedBy(publicKey, body, signature))
    throw new AppError('plays_file_forged', 'the file is not what the endpoint has written');
  const known = await countKnown(db, endpoint.id, body.plays);
  const results = [];
  for (let from = 0; from < body.plays.length; from += rowsAtOnce) {
    const some = body.plays.slice(from, from + rowsAtOnce);
    results.push(...(await deps.keepPlays(endpoint.id, some)));
    await clock.sleep(0);
  }
  const incidents = await deps.keepIncidents(endpoint.id, body.incidents);
  const accepted = results.filter((result) => result.accepted).length;
  const taken = { accepted, refused: results.length - accepted, incidents: incidents.length };
  await db.transaction().execute(async (trx) => {
    // An endpoint whose clock runs ahead was not seen in the future.
    const seenAt = Math.min(body.madeAt, clock.now());
    await keepCarried(trx, endpoint.id, { seenAt, status: statusOf(body) });
    await recordAudit(trx, {
      ...{ clock, userId: principal.userId, action: 'bundle.take', subject: endpoint.id },
      ...{ areaId: endpoint.areaId, detail: taken },
    });
  });
  return {
    ...{ endpointId: endpoint.id, endpointName: endpoint.name, stationName: endpoint.stationName },
    ...{ ...taken, madeAt: body.madeAt, known, accepted: accepted - known },
  };
}

/** What goes with a stick says nothing of the moment. */
function statusOf(body: PlaysFileBody): HeardStatus {
  const { clockTrusted, headSequence, complete, incomplete, version, diskFreeBytes } = body;
  return {
    ...{ clockTrusted, headSequence, complete, incomplete, version, diskFreeBytes },
    ...{ clockOffsetMs: null, playing: null, insecureHttp: false, stale: false },
    ...{ missing: null, missingFiles: null, volumePercent: null },
    ...{ power: null, batteryPercent: null, usedBytes: null },
  };
}

function isSignedBy(publicKey: string, body: PlaysFileBody, signature: string): boolean {
  try {
    return verify(publicKey, canonicalJson(body), signature);
  } catch {
    // Something in it has no one spelling.
    return false;
  }
}

function parse(text: string) {
  try {
    return signedPlaysFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('plays_file_unreadable', 'this is not a file of plays', { cause });
  }
}

async function readAll(bytes: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function publicKeyOf(db: Kysely<Database>, endpointId: string): Promise<string | null> {
  const query = db.selectFrom('endpoint').select('public_key').where('id', '=', endpointId);
  return (await query.executeTakeFirst())?.public_key ?? null;
}

async function countKnown(
  db: Kysely<Database>,
  endpointId: string,
  rows: readonly unknown[],
): Promise<number> {
  const ids = rows.flatMap((row) =>
    typeof row === 'object' && row !== null && 'playId' in row && typeof row.playId === 'string'
      ? [row.playId]
      : [],
  );
  if (ids.length === 0) return 0;
  const { known } = await db
    .selectFrom('play')
    .select((eb) => eb.fn.countAll<number>().as('known'))
    .where('endpoint_id', '=', endpointId)
    .where('play_id', 'in', ids)
    .executeTakeFirstOrThrow();
  return known;
}
