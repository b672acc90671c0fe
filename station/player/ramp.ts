import { framesPerMs } from '../output/output.ts';

/** A value that gets to another in a while. */
export interface Ramp {
  at(frame: number): number;
  isSteady(frame: number): boolean;
  set(to: number, frame: number): void;
}

/** Quick enough for a hand on a knob, slow enough not to click. */
export const rampFrames = 250 * framesPerMs;

export function createRamp(value: number): Ramp {
  let from = value;
  let to = value;
  let fromFrame = -rampFrames;
  const at = (frame: number) =>
    from + (to - from) * Math.max(0, Math.min(1, (frame - fromFrame) / rampFrames));
  return {
    at,
    isSteady: (frame) => frame >= fromFrame + rampFrames,
    set(next, frame) {
      from = at(frame);
      to = next;
      fromFrame = frame;
    },
  };
}
