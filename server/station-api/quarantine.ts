import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Kysely } from 'kysely';
import { AppError } from '../../runtime/error.ts';
import { toProblem } from '../http/problem.ts';
import type { Database } from '../store/schema.ts';
import { claimedId } from './credentials.ts';

/** Endpoints whose requests are not looked at: one that floods us must not cost the others anything. */
export interface Quarantine {
  put(endpointId: string): void;
  lift(endpointId: string): void;
  /** Answers a request of one of them from memory; says whether it was one. */
  turnsAway(request: IncomingMessage, response: ServerResponse): boolean;
}

/** An agent that is turned away asks again after this. */
const restSeconds = 600;

/** Knows those of before. */
export async function createQuarantine(db: Kysely<Database>): Promise<Quarantine> {
  const rows = await db
    .selectFrom('endpoint')
    .select('id')
    .where('quarantined_at', 'is not', null)
    .execute();
  const ids = new Set(rows.map(({ id }) => id));
  const refusal = new AppError('endpoint_quarantined', 'this endpoint is in quarantine', {
    retryAfterSeconds: restSeconds,
  });
  const { status, headers, body } = toProblem(refusal, 'quarantine');
  const bytes = Buffer.from(JSON.stringify(body));
  // What it sends is not read.
  const head = { ...headers, 'content-length': bytes.length, connection: 'close' };
  return {
    put: (endpointId) => ids.add(endpointId),
    lift: (endpointId) => ids.delete(endpointId),
    turnsAway: (request, response) => {
      if (ids.size === 0) return false;
      const endpointId = claimedId(request.headers.authorization);
      if (endpointId === null || !ids.has(endpointId)) return false;
      response.writeHead(status, head).end(bytes);
      return true;
    },
  };
}
