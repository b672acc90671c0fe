import { offsetClock, systemClock, type Clock } from '../../runtime/clock.ts';

/** A clock that can be set, and goes on from there. */
export interface SetClock extends Clock {
  set(epochMs: number): void;
}

/** A clock that shows an instant now, and goes on as `real` does. */
export function clockAt(epochMs: number, real: Clock = systemClock()): SetClock {
  let offsetMs = epochMs - real.now();
  return {
    ...real,
    now: () => offsetClock(real, offsetMs).now(),
    set: (to) => {
      offsetMs = to - real.now();
    },
  };
}
