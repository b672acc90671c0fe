import { neverSeconds, type LineWeather } from './plan-line.ts';

/** What is done over a line. */
export interface LineScript {
  name: 'lossy' | 'patient' | 'forgetful';
  weather: LineWeather;
  /** Before each placement; nothing but polls and the server's comments moves then. */
  restSeconds: number;
  /** From each placement to its air. */
  leadSeconds: number;
  placements: number;
}

/**
 * A line that loses 30 of 100 packets each way; a carrier whose patience outlasts the comment that the server sends
 * every 25 s, though not a longer silence; and one whose patience does not.
 */
export function scriptsOf(isQuick: boolean): LineScript[] {
  const lossy = { lossPercent: 30, idleSeconds: neverSeconds };
  const forgetful = { lossPercent: 0, idleSeconds: 10 };
  return [
    {
      ...{ name: 'lossy', weather: lossy, restSeconds: 5, leadSeconds: 150 },
      placements: isQuick ? 1 : 3,
    },
    {
      name: 'patient',
      // Mobile networks forget after 300 s; a quick run has no time to show that.
      weather: { lossPercent: 0, idleSeconds: isQuick ? 40 : 300 },
      restSeconds: isQuick ? 60 : 330,
      ...{ leadSeconds: 60, placements: 1 },
    },
    {
      ...{ name: 'forgetful', weather: forgetful, restSeconds: 45, leadSeconds: 150 },
      placements: isQuick ? 1 : 2,
    },
  ];
}
