import type { PlayRecord } from '../../contract/station/exchange.ts';

/** Epoch ms, UTC. */
type Instant = number;

/** The endpoint's own database: what must outlive a power cut. */
export interface StationDatabase {
  /** Small facts by name; `facts.ts` knows them all. */
  fact: { name: string; value: string };
  /** The newest head that was accepted, as its exact bytes; one row. */
  head: { id: 1; sequence: number; bytes: Buffer };
  /** The playlist in force on a day: an older one until the head's own is here. */
  day: { date: string; playlist: string };
  /** Playlists, settings and keys by hash. */
  object: { sha256: string; bytes: Buffer };
  /** When an entry at its time was first accepted: it tells a late boot from a late insertion. */
  slot: { slot: string; starts_at: Instant; held_since: Instant };
  /** The last day that named a file. */
  file: { sha256: string; last_date: string };
  /** Proof of play; a row goes out when it is final and stays for some days so that nothing repeats. */
  play: {
    play_id: string;
    sequence: number;
    slot: string;
    due_at: Instant;
    /** The record as it travels. */
    record: string;
    reason: PlayRecord['reason'];
    state: 'open' | 'due' | 'accepted' | 'refused';
    /** Why the server refused it. */
    refusal: string | null;
  };
  incident: { id: string; at: Instant; record: string };
}
