import type { z } from 'zod';
import { stationRoutes } from '../../contract/station/exchange.ts';
import type { EndpointClient } from './endpoint-client.ts';

export type StatusBody = z.input<NonNullable<typeof stationRoutes.status.body>>;

/** Lets an endpoint say how it is: well, unless said otherwise, and holding nothing. */
export async function reportStatus(
  endpoint: EndpointClient,
  now: number,
  rest: Partial<StatusBody> = {},
): Promise<void> {
  await endpoint.client.call(stationRoutes.status, {
    body: {
      ...{ nonce: 'n', clock: now, clockTrusted: true, clockOffsetMs: 0, headSequence: 1 },
      ...{ complete: [], incomplete: [], playing: null, version: '1', diskFreeBytes: 1e9 },
      incidents: [],
      ...rest,
    },
  });
}
