import type { Hearing } from '../../core/station/hearing.ts';
import type { Day, Flag, Instant, JsonText } from './column.ts';

/** A play as an endpoint reports it. */
interface PlayRow {
  play_id: string;
  endpoint_id: string;
  sequence: number;
  entry_key: string;
  occurrence: string;
  title: string;
  playlist_sha256: string;
  media_sha256: string | null;
  due_at: Instant;
  started_at: Instant | null;
  ended_at: Instant | null;
  heard_ms: number;
  duration_ms: number;
  reason: string;
  clock_trusted: Flag;
  received_at: Instant;
  /** What a microphone heard of it; `null` where there is none. */
  ear: Hearing | null;
}

/** Who will play, who did, and how the endpoints are. */
export interface ReadinessSchema {
  /** What was known half an hour before air; never changed, never removed. */
  readiness_note: {
    station_id: string;
    date: Day;
    /** Key of a session, or an occurrence that stands outside of sessions. */
    subject: string;
    starts_at: Instant;
    noted_at: Instant;
    ready: number;
    not_ready: number;
    unknown: number;
    /** Who was not ready, and why. */
    lacking: JsonText;
  };
  /** Bytes that an endpoint was sent in a month (UTC, `YYYY-MM`). */
  endpoint_served: { endpoint_id: string; month: string; bytes: number };
  /** How an endpoint was on a day of its station, by what it told each hour. */
  endpoint_health: {
    endpoint_id: string;
    date: Day;
    sampled_at: Instant;
    /** In which it told of itself, and on its battery. */
    hours: number;
    hours_on_battery: number;
    battery_low: number | null;
    battery_high: number | null;
    disk_low_bytes: number | null;
    /** The farthest from right, signed. */
    clock_offset_ms: number | null;
    volume_low: number | null;
    volume_high: number | null;
    /** The last. */
    version: string | null;
    /** By its own count, of the month until then. */
    used_bytes: number | null;
  };
  /** One message: an endpoint, or a whole station or area at once, is away. */
  outage: {
    id: string;
    level: 'endpoint' | 'station' | 'area';
    /** The endpoint, station or area. */
    subject_id: string;
    /** Whose people are told. */
    area_id: string;
    /** When the first of them was last seen. */
    began_at: Instant;
    told_at: Instant;
    /** How often it went away; more than once: it comes and goes. */
    drops: number;
    ended_at: Instant | null;
  };
  outage_endpoint: {
    outage_id: string;
    endpoint_id: string;
    lost_at: Instant;
    /** Back for good. */
    back_at: Instant | null;
    /** Seen again since then, not yet long enough. */
    seen_since: Instant | null;
  };
  /** Nobody is told that it is away until then. */
  snooze: { endpoint_id: string; until: Instant; reason: string; user_id: string; at: Instant };
  play: PlayRow;
  /** Sums of the plays of a local day, by area and broadcast; kept with each play. */
  play_day: {
    date: Day;
    area_id: string;
    broadcast_id: string;
    /** Plays that sounded and that did not; of the former those heard to the end. */
    sounded: number;
    silent: number;
    whole: number;
    heard_ms: number;
    /** Of those that sounded: a microphone heard nothing of it. */
    unheard: number;
  };
  /** Plays that make no sense, kept apart and counted nowhere. */
  doubtful_play: PlayRow & {
    doubt: string;
    /** The play that it contradicts. */
    rival: string | null;
    state: 'held' | 'admitted' | 'dismissed';
    decided_by: string | null;
    decided_at: Instant | null;
  };
}
