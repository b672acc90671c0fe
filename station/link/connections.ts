import { Agent } from 'undici';
import type { Clock } from '../../runtime/clock.ts';

/** What `fetch` takes. */
type Dispatcher = NonNullable<RequestInit['dispatcher']>;

/** The connections to the server. */
export interface Connections {
  /** Asks over one of them, new or used before; `ask` fails when no answer comes. */
  use<Answer>(ask: (dispatcher: Dispatcher) => Promise<Answer>): Promise<Answer>;
}

export interface ConnectionPatience {
  /** After so long without a word, what lies on the way may have forgotten a connection. */
  idleMs: number;
  /** So long nothing comes where it has. */
  silentMs: number;
}

const patience: ConnectionPatience = { idleMs: 15_000, silentMs: 5_000 };
/** One silence may be the line's. */
const silences = 2;

/**
 * Keeps connections as long as the server offers: a new one costs mobile data each minute. But where asking over
 * one that was idle stayed without an answer, and a new one had it at once, twice and with no idle one working in
 * between, a NAT forgets them early: from then on none is used again that was idle.
 */
export function createConnections(
  clock: Pick<Clock, 'monotonic'>,
  { idleMs, silentMs }: ConnectionPatience = patience,
): Connections {
  let agent = new Agent();
  let isForgetful = false;
  let usedAt = clock.monotonic();
  let silentAt: number | null = null;
  let found = 0;
  const renew = () => {
    const old = agent;
    agent = new Agent(isForgetful ? { keepAliveTimeout: idleMs, keepAliveMaxTimeout: idleMs } : {});
    // What still comes over the old ones, such as a file, comes to its end.
    old.close().catch(() => {});
  };
  const answered = (wasIdle: boolean) => {
    const now = clock.monotonic();
    if (silentAt !== null && now - silentAt < idleMs) found += 1;
    else if (wasIdle) found = 0;
    silentAt = null;
    usedAt = now;
    if (isForgetful || found < silences) return;
    isForgetful = true;
    renew();
  };
  return {
    use: async (ask) => {
      const began = clock.monotonic();
      const wasIdle = began - usedAt >= idleMs;
      try {
        // The types that Node brings for its own `fetch` are of another release of undici.
        const answer = await ask(agent as unknown as Dispatcher);
        answered(wasIdle);
        return answer;
      } catch (error) {
        if (wasIdle && clock.monotonic() - began >= silentMs) {
          silentAt = clock.monotonic();
          renew();
        }
        throw error;
      }
    },
  };
}
