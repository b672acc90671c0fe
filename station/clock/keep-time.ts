import type { Logger } from '../../runtime/log.ts';
import type { Clock } from '../../runtime/clock.ts';
import { readFact, writeFact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';
import type { AirClock } from './air-clock.ts';

export interface KeepTimeDeps {
  db: StationStore;
  clock: Clock;
  air: AirClock;
  newestIssuedAt: () => number;
  log: Logger;
  /** The time is trusted now. */
  onTime: () => void;
}

/** The server is given so long to tell the time before the machine's own clock is asked. */
const serverFirstMs = 8000;
const everyMs = 30_000;

/** Keeps the time on disk while it is trusted, and falls back on the machine's clock when it is not. */
export async function keepTime(deps: KeepTimeDeps, signal: AbortSignal): Promise<never> {
  const { db, clock, air, log } = deps;
  for (let waitMs = serverFirstMs; ; waitMs = air.isTrusted() ? everyMs : serverFirstMs) {
    await clock.sleep(waitMs, signal);
    const reading = {
      lastTimeMs: await readFact(db, 'last_time'),
      correctionMs: (await readFact(db, 'correction')) ?? 0,
      newestIssuedAt: deps.newestIssuedAt(),
    };
    if (air.considerRtc(reading)) {
      log.info('time taken from the clock of this machine');
      deps.onTime();
    }
    if (!air.isTrusted()) continue;
    await writeFact(db, 'last_time', Math.max(0, Math.floor(air.now())));
    await writeFact(db, 'correction', air.correctionMs());
    log.debug('time kept');
  }
}
