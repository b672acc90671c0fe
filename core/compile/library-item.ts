import type { AirProfile } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';

/** What the library says of a recording: its approved version, or why there is none. */
export interface LibraryItem {
  recordingId: string;
  title: string;
  state: 'approved' | 'not_approved' | 'withdrawn';
  kind: 'speech' | 'music' | 'signature';
  /** Music that a person called so: its end may be taken off. Speech is never cut. */
  mayBeCut: boolean;
  notBefore: EpochMs | null;
  expiresAt: EpochMs | null;
  /** Length of the encoded file in ms. */
  durationMs: number;
  profiles: Partial<Record<AirProfile, { sha256: string; bytes: number }>>;
}
