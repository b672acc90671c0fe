import type { Day, Flag, Instant, JsonText } from './column.ts';

/** The commune's own say (Thông tư 39/2020), and what people approve of the timetable. */
export interface SaySchema {
  /** What a station is asked, with what became of it: one row for each offer and each pair. */
  ask: {
    id: string;
    station_id: string;
    kind: 'offer' | 'decision';
    date: Day;
    /** The bulletin from above. */
    occurrence: string;
    /** Of a decision: the commune's own item. */
    own: string | null;
    /** Whose bulletin it is. */
    owner_area_id: string;
    /** Of an offer: why it is asked, how long it sounds, when it would begin as asked. */
    because: string | null;
    sound_ms: number | null;
    starts_at: Instant | null;
    may_air_as_asked: Flag | null;
    /** Key of the next session with room for it. */
    suggests: string | null;
    deadline: Instant;
    state: 'open' | 'answered' | 'defaulted' | 'gone';
    answer: JsonText | null;
    scope: 'this' | 'always' | null;
    /** `null` with an answer: the default. */
    answered_by: string | null;
    answered_at: Instant | null;
    asked_at: Instant;
  };
  /** Said once for always to what an area asks of a station; one at a time. */
  standing_answer: {
    id: string;
    station_id: string;
    kind: 'offer' | 'decision';
    area_id: string;
    answer: JsonText;
    user_id: string;
    at: Instant;
    ended_by: string | null;
    ended_at: Instant | null;
  };
  /** Air granted to a person, or to whoever has a role in an area. */
  play_window: {
    id: string;
    /** Where it holds. */
    area_id: string;
    user_id: string | null;
    holder_area_id: string | null;
    weekdays: JsonText;
    from_time: string | null;
    to_time: string | null;
    session_keys: JsonText;
    valid_from: Day | null;
    valid_to: Day | null;
    granted_by: string;
    granted_at: Instant;
    ended_by: string | null;
    ended_at: Instant | null;
  };
  /** A version of a broadcast that was saved inside a granted window. */
  window_version: { broadcast_id: string; version: number; window_id: string };
  /** A week's programme of a station's area, as somebody approved it. */
  week_approval: {
    id: string;
    area_id: string;
    monday: Day;
    /** Pairs of broadcast and version. */
    broadcasts: JsonText;
    user_id: string;
    at: Instant;
    note: string | null;
    withdrawn_by: string | null;
    withdrawn_at: Instant | null;
  };
  /** What people say to each other of a week's programme. */
  week_remark: {
    id: string;
    area_id: string;
    monday: Day;
    what: 'submitted' | 'returned';
    user_id: string;
    at: Instant;
    note: string | null;
  };
}
