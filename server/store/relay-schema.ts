import type { Generated } from 'kysely';
import type { Day, Flag, Instant } from './column.ts';

/** The tables of relays that are recorded. */
export interface RelaySchema {
  /** A programme of a stream, recorded once whoever carries it. */
  capture: {
    id: string;
    url: string;
    /** When the programme begins; the stream has it so much later. */
    starts_at: Instant;
    delay_ms: number;
    duration_ms: number;
    /** `recorded`: its sound is being checked and encoded; `ready`: it may air. */
    state: 'due' | 'recorded' | 'ready' | 'failed';
    recording_id: string | null;
    /** How much of the programme is not in it. */
    missing_ms: number | null;
    reason_code: string | null;
    reason_detail: string | null;
    /** 0: its state has changed, and who carries it is not compiled by that yet. */
    told: Generated<Flag>;
    created_at: Instant;
  };
  /** Which recording an item of an occurrence sounds; `item` is `occurrence/index`. */
  relay_item: {
    item: string;
    broadcast_id: string;
    date: Day;
    /** What was asked for when it was planned: another wish is another recording. */
    relay: string;
    capture_id: string;
    /** When it sounds at the earliest, and the end of the day on which it does. */
    sounds_at: Instant;
    day_end: Instant;
    /** The recording was not there in time. */
    given_up: Generated<Flag>;
    /** As with captures. */
    told: Generated<Flag>;
  };
}
