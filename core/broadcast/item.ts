import type { LocalDate, LocalTime } from '../time/zoned.ts';

/** One thing that a broadcast sounds. */
export type Item =
  | { type: 'recording'; recordingId: string }
  | ({ type: 'pool' } & Pool)
  | ({ type: 'relay' } & Relay)
  /** A local source of the endpoint. */
  | { type: 'input'; input: 'line' | 'fm' | 'microphone'; durationMs: number }
  | { type: 'silence'; durationMs: number };

/** Recordings of a programme that fill some minutes, drawn anew for each occurrence. */
export interface Pool {
  programmeId: string;
  /** How much it fills at the most, in ms. */
  fillMs: number;
  language: string | null;
  /** Bounds for one member, in ms. */
  minMs: number | null;
  maxMs: number | null;
  /** No recording twice within so many days. */
  restDays: number;
}

/** A stream that is carried for a set time (tiếp sóng). */
export interface Relay {
  url: string;
  durationMs: number;
  /** How far the stream runs behind the clock, measured, in ms. */
  delayMs: number;
  /** Sounds when the stream does not. */
  fallbackRecordingId: string | null;
  /** `recorded`: the server records it once and delivers the audio. */
  carry: 'live' | 'recorded';
  /** Wall time at which the programme to be recorded is on; `null` for a live relay. */
  recordAt: LocalTime | null;
}

/** Whether it sounds what the server records before. */
export function isRecordedRelay(item: Item): boolean {
  return item.type === 'relay' && item.carry === 'recorded';
}

/** Less than this is not worth a relay, music or a pool, in ms. */
export const shortestShareMs = 30_000;

/** What a pool drew for an occurrence: kept as an input, so that a recompile gives the same. */
export interface Draw {
  /** Key of the item, `occurrence/index`. */
  item: string;
  date: LocalDate;
  recordingIds: readonly string[];
}
