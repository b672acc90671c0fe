import type { Entry, Playlist } from '../playlist/playlist.ts';
import { endOf } from '../playlist/playlist.ts';
import { occurrenceOf } from '../today/station-now.ts';
import type { EpochMs } from '../time/zoned.ts';

/** What one endpoint is to play, and what is known of it. */
export interface Sounding {
  playlists: readonly Pick<Playlist, 'entries' | 'powered'>[];
  /** Key of the entry that it says it plays; `null` where it says nothing, or is not heard of. */
  playing: string | null;
  /** Occurrences that were stopped there. */
  stopped: ReadonlySet<string>;
}

/**
 * Occurrences to stop at an endpoint so that it falls silent and stays so: what sounds by its playlists and by its own
 * word, what its amplifier is switched on for already, what an opening that sounds leads into, and in a pause what
 * comes after it.
 */
export function soundingOccurrences(endpoint: Sounding, now: EpochMs): string[] {
  const { playlists, playing, stopped } = endpoint;
  const entries = playlists.flatMap((playlist) => playlist.entries);
  const isLeft = ({ occurrence }: Entry) => !stopped.has(occurrence);
  const begun = [
    ...entries.filter((entry) => (isOn(entry, now) && isLeft(entry)) || entry.key === playing),
    ...(playing === null ? playlists.flatMap((one) => announced(one, now)) : []).filter(isLeft),
  ];
  const opened = begun
    .filter(isOpening)
    .flatMap((opening) => entries.filter(({ startsAt }) => startsAt === endOf(opening)));
  const due = [...begun, ...opened].filter(isLeft).map(({ occurrence }) => occurrence);
  // What it says that it plays is said to it once more.
  return [...new Set([...(playing === null ? [] : [occurrenceOf(playing)]), ...due])];
}

function isOn(entry: Entry, now: EpochMs): boolean {
  return entry.startsAt <= now && now < endOf(entry);
}

/** While the amplifier is on and nothing is due: what sounds next there; a chime before it may be heard already. */
function announced({ entries, powered }: Sounding['playlists'][number], now: EpochMs): Entry[] {
  if (entries.some((entry) => isOn(entry, now))) return [];
  return powered
    .filter(({ fromMs, toMs }) => fromMs <= now && now < toMs)
    .flatMap(({ toMs }) => entries.find(({ startsAt }) => now < startsAt && startsAt < toMs) ?? []);
}

function isOpening({ kind, key }: Entry): boolean {
  return kind === 'signature' && key.endsWith('/0');
}
