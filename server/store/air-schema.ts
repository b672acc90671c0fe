import type { BroadcastClass } from '../../core/playlist/playlist.ts';
import type { Origin } from '../../core/report/origin.ts';
import type { Day, Instant } from './column.ts';

/** Entries of a station's day whose hour has come, by all that tells them apart. */
interface AirSumRow {
  date: Day;
  station_id: string;
  area_id: string;
  broadcast_id: string;
  /** A recording's id, `relay` or `input`; `''`: not known any more. */
  item: string;
  class: BroadcastClass;
  origin: Origin;
  requested: number;
  requested_ms: number;
  heard_ms: number;
  played: number;
  late: number;
  partial: number;
  preempted: number;
  skipped: number;
  stopped: number;
  delivered: number;
  declared: number;
  declared_missed: number;
  awaiting_report: number;
  offline: number;
  missed: number;
  ear_heard: number;
  ear_weak: number;
  ear_silent: number;
}

/** What became of what was planned, in sums. */
export interface AirSchema {
  /** By the area of the station. */
  air_sum: AirSumRow;
  /** The same, by the areas where its endpoints stood on that day. */
  air_place_sum: AirSumRow;
  /** Days of stations that are summed up, or are to be. */
  air_settled: {
    date: Day;
    station_id: string;
    /** `null`: not yet. */
    settled_at: Instant | null;
    /** From when on the sums are no longer right; `null`: not by the clock alone. */
    stale_at: Instant | null;
    /** Goes up with what is learnt of the day; sums made before do not count then. */
    news: number;
  };
  /** Endpoints that were away on a day, and the time since when being seen makes another verdict of it. */
  air_unseen: { endpoint_id: string; date: Day; station_id: string; since_ms: Instant };
}
