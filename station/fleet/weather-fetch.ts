import type { Clock } from '../../runtime/clock.ts';
import { Refusal } from '../link/refusal.ts';
import type { Tally } from './tally.ts';
import { fateOf, type Chance, type Climate } from './weather.ts';

export interface WeatherDeps {
  climate: Climate;
  chance: Chance;
  clock: Clock;
  tally: Tally;
}

/** A client that waits longer has given up. */
const lostMs = 5000;

/** Carries an exchange through the weather: what is lost on the way is missed after a while, as in the field. */
export async function throughWeather<T>(
  { climate, chance, clock, tally }: WeatherDeps,
  what: string,
  exchange: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const fate = fateOf(climate, chance);
  const miss = async (): Promise<never> => {
    tally.count(`${what} lost`);
    await clock.sleep(lostMs, signal);
    throw new Error('nothing came back');
  };
  if (fate === 'request_lost') return miss();
  const began = clock.monotonic();
  let answer: T;
  try {
    answer = await exchange();
    tally.count(`${what} answered`);
  } catch (error) {
    if (!signal.aborted) {
      const status = error instanceof Refusal ? error.status : 0;
      tally.count(status === 0 ? `${what} failed` : `${what} ${status}`);
      if (status === 0) tally.count(`failed by ${causeOf(error)}`);
      if (status === 429 && (error as Refusal).retryAfterMs === null)
        tally.wrong(`${what} was answered with 429 without Retry-After`);
      if (status >= 500) tally.wrong(`${what} was answered with ${status}`);
    }
    throw error;
  }
  tally.took(what, clock.monotonic() - began);
  return fate === 'answer_lost' ? miss() : answer;
}

/** Why a connection came to nothing, by its code where it has one. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return 'something else';
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
