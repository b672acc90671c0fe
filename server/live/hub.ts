import type { Response } from 'express';
import type { LiveEvent } from '../../contract/http/live.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';

/** Open consoles, and what they are told. */
export interface LiveHub {
  /** Keeps an answer open for a person until it is cut, the sign-in ends or the server stops. */
  add(response: Response, who: Listener): void;
  /** Tells it to all who may read the area. */
  tell(areaId: string, event: LiveEvent): Promise<void>;
  isEmpty(): boolean;
  close(): Promise<void>;
}

export interface Listener {
  principal: Principal;
  /** Who it is now; `null` once the sign-in is over. */
  recheck: () => Promise<Principal | null>;
}

export interface LiveHubDeps {
  access: Access;
  clock: Clock;
  log: Logger;
  beatMs?: number;
}

interface Line {
  response: Response;
  principal: Principal;
  recheck: Listener['recheck'];
}

const usualBeatMs = 20_000;
const reopenMs = 2_000;
/** Who reads so slowly opens the line anew, and reads everything again then. */
const mostUnreadBytes = 64 * 1024;
/** Windows of one person. */
const mostOfOne = 20;

export function createLiveHub(deps: LiveHubDeps): LiveHub {
  const { access, clock, log, beatMs = usualBeatMs } = deps;
  const lines = new Set<Line>();
  const stopping = new AbortController();
  const end = (line: Line) => {
    lines.delete(line);
    line.response.end();
  };
  const write = (line: Line, bytes: Buffer) => {
    // It may have ended while its rights were looked up.
    if (!lines.has(line)) return;
    if (line.response.writableLength > mostUnreadBytes) {
      lines.delete(line);
      line.response.destroy();
    } else line.response.write(bytes);
  };
  const beat = async (line: Line) => {
    const principal = await line.recheck();
    if (!principal) {
      end(line);
      return;
    }
    line.principal = principal;
    write(line, heartbeat);
  };
  const keepBeating = async () => {
    while (await isSlept(clock, beatMs, stopping.signal))
      for (const line of lines)
        await beat(line).catch((err: unknown) => log.warn({ err }, 'no heartbeat'));
  };
  const beating = keepBeating();
  return {
    add: (response, { principal, recheck }) => {
      const own = [...lines].filter((each) => each.principal.userId === principal.userId);
      const [oldest] = own;
      if (oldest && own.length >= mostOfOne) end(oldest);
      const line = { response, principal, recheck };
      lines.add(line);
      response.once('close', () => lines.delete(line));
      response.on('error', (err) => log.debug({ err }, 'a line to a console broke'));
      response.status(200).set('content-type', 'text/event-stream');
      // A proxy that gathers answers would keep the events to itself.
      response.set('x-accel-buffering', 'no').flushHeaders();
      response.write(opening);
      if (stopping.signal.aborted) end(line);
    },
    tell: async (areaId, event) => {
      // Made once, however many listen.
      const bytes = Buffer.from(`data: ${JSON.stringify(event)}\n\n`);
      for (const line of lines)
        if (await mayRead(access, line.principal, areaId)) write(line, bytes);
    },
    isEmpty: () => lines.size === 0,
    close: async () => {
      stopping.abort();
      for (const line of lines) end(line);
      await beating;
    },
  };
}

const opening = Buffer.from(`retry: ${reopenMs}\n: open\n\n`);
const heartbeat = Buffer.from(': still here\n\n');

function isSlept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  return clock.sleep(ms, signal).then(
    () => true,
    () => false,
  );
}

function mayRead(access: Access, principal: Principal, areaId: string): Promise<boolean> {
  return access.requireRead(principal, areaId).then(
    () => true,
    () => false,
  );
}
