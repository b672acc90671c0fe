import type { ServerResponse } from 'node:http';
import { AppError } from '../../runtime/error.ts';

/** Open event streams of endpoints: they say that there is news, the endpoint fetches it. */
export interface EndpointEvents {
  /**
   * Keeps an answer open and tells `sequence` at once, so that nothing is missed between two streams.
   * @throws AppError `too_many_requests` when the server carries as many as it can
   */
  open(endpointId: string, response: ServerResponse, sequence: number | null): void;
  /** Tells of a new head; gives whether anybody listens. */
  nudge(endpointId: string, sequence: number): boolean;
  /** Says a signed order to stop; gives whether anybody listens. */
  order(endpointId: string, event: Buffer): boolean;
  /** Ends the streams of an endpoint. */
  end(endpointId: string): void;
  count(): number;
  close(): void;
}

// Mobile networks drop a connection that is idle for just under 5 min; proxies often after 60 s.
const commentEveryMs = 25_000;
const mostStreams = 20_000;
// An endpoint that lost its network opens another before the first is known to be dead.
const mostPerEndpoint = 2;
const mostUnsentBytes = 16 * 1024;

export function createEndpointEvents(): EndpointEvents {
  const streams = new Map<string, ServerResponse[]>();
  let count = 0;
  const comment = Buffer.from(':\n\n');
  const timer = setInterval(() => {
    for (const open of streams.values()) for (const response of open) send(response, comment);
  }, commentEveryMs);
  timer.unref();
  const remove = (endpointId: string, response: ServerResponse) => {
    const open = streams.get(endpointId) ?? [];
    const rest = open.filter((other) => other !== response);
    count -= open.length - rest.length;
    if (rest.length > 0) streams.set(endpointId, rest);
    else streams.delete(endpointId);
  };
  const tell = (endpointId: string, event: Buffer): boolean => {
    const open = streams.get(endpointId) ?? [];
    for (const response of open) send(response, event);
    return open.length > 0;
  };
  const end = (endpointId: string) => {
    for (const response of streams.get(endpointId) ?? []) {
      remove(endpointId, response);
      response.end();
    }
  };
  return {
    open: (endpointId, response, sequence) => {
      const open = streams.get(endpointId) ?? [];
      if (count >= mostStreams && open.length === 0)
        throw new AppError('too_many_requests', 'no more event streams can be carried', {
          retryAfterSeconds: 60,
        });
      for (const old of open.slice(0, open.length + 1 - mostPerEndpoint)) {
        remove(endpointId, old);
        old.end();
      }
      streams.set(endpointId, [...(streams.get(endpointId) ?? []), response]);
      count += 1;
      response.on('close', () => remove(endpointId, response));
      // Its end is told by `close`; without an ear for it a fault would end the server.
      response.on('error', () => {});
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        // Else nginx collects events before it passes them on.
        'x-accel-buffering': 'no',
      });
      // For as long as it is open nobody asks for these again.
      response.req.rawHeaders = [];
      send(response, sequence === null ? comment : headEvent(sequence));
    },
    nudge: (endpointId, sequence) => tell(endpointId, headEvent(sequence)),
    order: tell,
    end,
    count: () => count,
    close: () => {
      clearInterval(timer);
      for (const endpointId of [...streams.keys()]) end(endpointId);
    },
  };
}

/** What is sent for an order, made once for all whom it names. */
export function orderEvent(order: string): Buffer {
  return Buffer.from(`event: stop\ndata: ${order}\n\n`);
}

function headEvent(sequence: number): Buffer {
  return Buffer.from(`event: head\ndata: ${sequence}\n\n`);
}

function send(response: ServerResponse, bytes: Buffer): void {
  // Nobody reads at the other end.
  if (response.writableLength > mostUnsentBytes) response.destroy();
  else response.write(bytes);
}
