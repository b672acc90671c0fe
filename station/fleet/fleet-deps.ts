import type { Playlist } from '../../core/playlist/playlist.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { atMost } from '../../runtime/turns.ts';
import type { Tally } from './tally.ts';
import type { Climate } from './weather.ts';

/** What all endpoints of a fleet have in common. */
export interface FleetDeps {
  server: string;
  climate: Climate;
  seed: number;
  pollMs: number;
  /** They come up within so long of each other, in ms. */
  bootMs: number;
  hasEvents: boolean;
  hasMedia: boolean;
  /** By hash: what one of them has fetched. */
  playlists: Map<string, Playlist>;
  /** Lets so many exchanges be under way as one process can carry: what waits for us is not the server's doing. */
  inTurn: ReturnType<typeof atMost>;
  clock: Clock;
  tally: Tally;
}
