import { retryWaitMs } from '../link/retry-wait.ts';
import { timeLimit } from '../link/time-limit.ts';
import { longestRestMs, type Awake } from './awake.ts';
import { throughWeather } from './weather-fetch.ts';

/** The server sends a comment every 25 s. */
const silenceLimitMs = 60_000;

/** Keeps the event stream open. What a carrier forgot is silent: neither side hears of it for a while. */
export async function hearEvents(awake: Awake, signal: AbortSignal): Promise<never> {
  const { deps, chance, ears } = awake;
  for (let failures = 1; ; failures += 1) {
    const limit = timeLimit(silenceLimitMs, signal);
    let error: unknown = null;
    try {
      await hear(awake, limit, () => {
        failures = 0;
        ears.areOpen = true;
      });
    } catch (caught) {
      signal.throwIfAborted();
      error = caught;
    } finally {
      limit.end();
    }
    ears.areOpen = false;
    const waits = { capMs: longestRestMs, random: chance };
    await deps.clock.sleep(retryWaitMs(failures, error, waits), signal);
  }
}

async function hear(
  awake: Awake,
  limit: ReturnType<typeof timeLimit>,
  onOpen: () => void,
): Promise<void> {
  const { link, deps, chance, nudge } = awake;
  const { clock, climate, tally } = deps;
  const open = () =>
    deps.inTurn(() => {
      limit.renew();
      return link.events(limit.signal);
    });
  const chunks = await throughWeather({ ...deps, chance }, 'events', open, limit.signal);
  onOpen();
  const natIdleMs = climate.natIdleMs ?? Infinity;
  let movedAt = clock.monotonic();
  let isForgotten = false;
  for await (const chunk of chunks) {
    if (!isForgotten && clock.monotonic() - movedAt > natIdleMs) {
      isForgotten = true;
      tally.count('events forgotten by the carrier');
    }
    if (isForgotten) continue;
    limit.renew();
    movedAt = clock.monotonic();
    if (Buffer.from(chunk).includes('event: stop')) tally.count('orders to stop heard');
    if (Buffer.from(chunk).includes('event: head')) {
      tally.count('nudges heard');
      nudge();
    }
  }
}
