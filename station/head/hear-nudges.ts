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
  /** The server says that something is to fall silent, in the words of a signed order. */
  onStop: (order: string) => void;
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
      for await (const { name, data } of eventsOf(chunks, () => limit.renew())) {
        if (name === 'head') deps.onHead();
        if (name === 'stop') deps.onStop(data);
      }
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

/** Events as they come (HTML standard, 9.2.6); ours have one line of data at most. */
async function* eventsOf(
  chunks: AsyncIterable<Uint8Array>,
  onChunk: () => void,
): AsyncGenerator<{ name: string; data: string }> {
  const decoder = new TextDecoder();
  let rest = '';
  let event = { name: '', data: '' };
  for await (const chunk of chunks) {
    onChunk();
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) {
      const [, field, value = ''] = /^(event|data): ?(.*)$/.exec(line) ?? [];
      if (field === 'event') event.name = value;
      else if (field === 'data') event.data = value;
      else if (line === '' && event.name !== '') {
        yield event;
        event = { name: '', data: '' };
      }
    }
  }
}
