import type { Logger } from '../../runtime/log.ts';
import type { RestDeps } from '../link/rest-after-failure.ts';
import { restAfterFailure } from '../link/rest-after-failure.ts';
import type { ServerLink } from '../link/server-link.ts';
import { timeLimit } from '../link/time-limit.ts';

export interface NudgeDeps extends RestDeps {
  link: ServerLink;
  log: Logger;
  /** The server says that there is a new head. */
  onHead: () => void;
  /** The stream is open (again). */
  onOpen: () => void;
}

/** The server sends a comment every 25 s. */
const silenceLimitMs = 60_000;
const longestRetryMs = 60_000;
/** A stream that lived so long was a good one. */
const goodStreamMs = 30_000;
const longestLine = 4096;

/** Keeps the event stream open for ever; a nudge only makes the next poll come sooner. */
export async function hearNudges(deps: NudgeDeps, signal: AbortSignal): Promise<never> {
  let failures = 0;
  for (;;) {
    const limit = timeLimit(silenceLimitMs, signal);
    const openedAt = deps.clock.monotonic();
    let error: unknown = new Error('the event stream ended');
    try {
      const chunks = await deps.link.events(limit.signal);
      deps.onOpen();
      for await (const event of eventsOf(chunks, () => limit.renew()))
        if (event === 'head') deps.onHead();
    } catch (caught) {
      signal.throwIfAborted();
      error = caught;
    } finally {
      limit.end();
    }
    failures = deps.clock.monotonic() - openedAt >= goodStreamMs ? 1 : failures + 1;
    deps.log.debug({ err: error }, 'event stream ended');
    await restAfterFailure(deps, { failures, error, capMs: longestRetryMs }, signal);
  }
}

/** The names of events as they come (HTML standard, 9.2.6). */
async function* eventsOf(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: () => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let name = '';
  for await (const chunk of chunks) {
    onChunk();
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) {
      const field = /^event: ?(.*)$/.exec(line);
      if (field?.[1] !== undefined) name = field[1];
      else if (line === '' && name !== '') {
        yield name;
        name = '';
      }
    }
  }
}
