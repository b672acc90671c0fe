import type { RequestHandler } from 'express';
import type { Clock } from '../../runtime/clock.ts';

/** Things without which the server cannot do its work, by name. */
export type ReadyChecks = Record<string, () => Promise<unknown>>;

const limitMs = 1_000;

/** `/healthz`: the process answers. */
export const answerAlive: RequestHandler = (_request, response) => {
  response.set('cache-control', 'no-store').json({ status: 'ok' });
};

/** `/readyz`: 200 when every check passes within a second, else 503 and which did not. */
export function answerReady(checks: ReadyChecks, clock: Clock): RequestHandler {
  return async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await passes(check, clock)]),
    );
    const isReady = results.every(([, result]) => result === 'ok');
    response.status(isReady ? 200 : 503).set('cache-control', 'no-store');
    response.json({
      status: isReady ? 'ok' : 'not ready',
      checks: Object.fromEntries(results) as Record<string, string>,
    });
  };
}

async function passes(check: () => Promise<unknown>, clock: Clock): Promise<'ok' | 'failed'> {
  const abort = new AbortController();
  const passed = check().then(
    () => 'ok' as const,
    () => 'failed' as const,
  );
  const late = clock.sleep(limitMs, abort.signal).then(
    () => 'failed' as const,
    () => 'failed' as const,
  );
  const result = await Promise.race([passed, late]);
  abort.abort();
  return result;
}
