import type { Clock } from '../../runtime/clock.ts';
import type { Card } from './card.ts';

export interface KeepCardDeps {
  open: () => Card;
  clock: Clock;
  onOpen: (card: Card) => void;
  onLost: () => void;
  /** Hears why a card was lost, the first time. */
  onFault: (fault: unknown) => void;
}

const firstWaitMs = 500;
const longestWaitMs = 15_000;
/** So long it was open that the next loss is another one. */
const goodMs = 60_000;

/** Opens a card, again where it was lost, until aborted. */
export async function keepCard(deps: KeepCardDeps, signal: AbortSignal): Promise<never> {
  const { clock } = deps;
  let waitMs = firstWaitMs;
  let hasTold = false;
  for (;;) {
    const openedAt = clock.monotonic();
    const reason = await serve(deps, signal);
    signal.throwIfAborted();
    if (clock.monotonic() - openedAt > goodMs) {
      waitMs = firstWaitMs;
      hasTold = false;
    }
    if (!hasTold) deps.onFault(new Error(reason));
    hasTold = true;
    await clock.sleep(waitMs, signal);
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  }
}

/** One card from its opening to its loss, whose reason it gives. */
async function serve(deps: KeepCardDeps, signal: AbortSignal): Promise<string> {
  const card = deps.open();
  const stop = () => {
    card.stop();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const reason = await Promise.race([card.ready, card.ended]);
    if (typeof reason === 'string') return reason;
    deps.onOpen(card);
    return await card.ended;
  } finally {
    deps.onLost();
    signal.removeEventListener('abort', stop);
  }
}
