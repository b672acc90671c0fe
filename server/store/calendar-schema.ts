import type { Instant } from './column.ts';

/** What other programs read the timetable by. */
export interface CalendarSchema {
  /** Whoever holds the token reads the station's timetable, and nothing else. */
  calendar_link: {
    id: string;
    station_id: string;
    /** For whom or what it is. */
    name: string;
    token_sha256: string;
    /** Who made it. */
    user_id: string;
    created_at: Instant;
    /** When it was last read by; `null`: never. */
    used_at: Instant | null;
  };
}
