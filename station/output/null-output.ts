import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Output } from './output.ts';
import { aheadMs, bytesPerFrame } from './output.ts';

/** Paced like any other, heard by nobody; it counts its frames. */
export function openNullOutput(clock: Clock, log: Logger): Output {
  let frames = 0;
  return {
    startedAt: clock.monotonic(),
    aheadMs,
    write: (pcm) => {
      frames += pcm.length / bytesPerFrame;
      return Promise.resolve(true);
    },
    close: () => {
      log.info({ frames }, 'output closed');
      return Promise.resolve();
    },
  };
}
