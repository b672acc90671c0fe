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

export type Profiles = Partial<Record<AirProfile, MediaFile>>;

export type Source =
  | { type: 'media'; profiles: Profiles }
  /** A stream that runs `delayMs` behind the clock; the fallback sounds where it does not. */
  | { type: 'relay'; url: string; delayMs: number; fallback: Profiles | null }
  | { type: 'input'; input: 'line' | 'fm' | 'microphone' };

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
  kind: 'speech' | 'music' | 'signature' | 'relay' | 'input';
  /** In percent of the endpoint's full volume; `null`: as it is set. */
  volumePercent: number | null;
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
  /** When amplifiers are on, in order and apart: before the first sound, and a little after the last. */
  powered: { fromMs: EpochMs; toMs: EpochMs }[];
}

export function endOf(entry: Pick<Entry, 'startsAt' | 'durationMs'>): EpochMs {
  return entry.startsAt + entry.durationMs;
}

/** The file of an entry in the best profile that the endpoint decodes; a relay has none of its own. */
export function mediaOf({ source }: Entry): MediaFile | null {
  return source.type === 'media' ? (source.profiles['mp3-48k'] ?? null) : null;
}

/** Tells what an entry sounds from what another does: the same name is the same to the ear. */
export function soundName({ source }: Entry): string {
  switch (source.type) {
    case 'media':
      return source.profiles['mp3-48k']?.sha256 ?? '';
    case 'relay':
      return `relay ${source.url}`;
    case 'input':
      return `input ${source.input}`;
  }
}

/** Every file that an entry may need, in the best profile that the endpoint decodes. */
export function filesOf({ source }: Entry): MediaFile[] {
  const profiles = source.type === 'media' ? source.profiles : sourceFallback(source);
  const file = profiles?.['mp3-48k'];
  return file ? [file] : [];
}

function sourceFallback(source: Exclude<Source, { type: 'media' }>): Profiles | null {
  return source.type === 'relay' ? source.fallback : null;
}
