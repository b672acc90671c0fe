import type { ProfileName } from '../recording/profiles.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';

/** Encodings that playlists carry; `mp3-48k` is the floor for every endpoint. */
export type AirProfile = Extract<ProfileName, 'mp3-48k'>;

export interface MediaFile {
  /** SHA-256 of the encoded file, base64url. */
  sha256: string;
  bytes: number;
  /** Where in the file the entry begins, in ms. */
  fromMs: number;
}

export type Source = {
  type: 'media';
  profiles: Partial<Record<AirProfile, MediaFile>>;
};

export type BroadcastClass = 'normal' | 'priority';
/** `hard` starts at that instant or joins late; `soft` starts from its beginning until `latestStartAt`. */
export type StartMode = 'hard' | 'soft';

/** One item at one time. Its key `occurrence/index` outlives recompiles. */
export interface Entry {
  key: string;
  occurrence: string;
  title: string;
  startsAt: EpochMs;
  latestStartAt: EpochMs;
  durationMs: number;
  source: Source;
  kind: 'speech' | 'music' | 'signature';
  /** Whole dB: canonical bytes hold integers only. */
  gainDb: number;
  /** The recording's validity: nothing starts or sounds after it. */
  notAfter: EpochMs | null;
  class: BroadcastClass;
  startMode: StartMode;
  afterInterrupt: 'resume' | 'restart' | 'drop';
}

/** All that one endpoint plays on one day, in order of start, without overlaps; immutable, named by hash. */
export interface Playlist {
  v: 1;
  date: LocalDate;
  zone: string;
  entries: Entry[];
}

export function endOf(entry: Pick<Entry, 'startsAt' | 'durationMs'>): EpochMs {
  return entry.startsAt + entry.durationMs;
}

/** The file of an entry in the best profile that the endpoint decodes. */
export function mediaOf(entry: Entry): MediaFile | null {
  return entry.source.profiles['mp3-48k'] ?? null;
}
