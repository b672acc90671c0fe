import type { Entry } from '../playlist/playlist.ts';

/** What is different on days of a kind: Tết, quốc tang, mưa bão, bầu cử, thi cử … */
export interface DayMode {
  key: string;
  name: string;
  /** The sessions that are on, besides those made for this mode; `null`: all as usual. */
  sessionKeys: readonly string[] | null;
  /** The kinds of sound that may air; `null`: all. */
  kinds: readonly Entry['kind'][] | null;
  sessionCapMs: number | null;
  dayCapMs: number | null;
  volumePercent: number | null;
}
