import type { Day, Flag, Instant, JsonText } from './column.ts';

/** The rules of places: what may sound there, when and how much, and who is spoken to together. */
export interface RulesSchema {
  /** Of an area or of one endpoint: one of the two is set. */
  quiet_hours: {
    id: string;
    area_id: string | null;
    endpoint_id: string | null;
    from_time: string;
    to_time: string;
    weekdays: JsonText;
    valid_from: Day | null;
    valid_to: Day | null;
    note: string | null;
  };
  /** As with quiet hours: of an area or of one endpoint. */
  guard: {
    id: string;
    area_id: string | null;
    endpoint_id: string | null;
    rule: JsonText;
    valid_from: Day | null;
    valid_to: Day | null;
    note: string | null;
  };
  /** What is different on days of a kind; `null` leaves a thing as it is. */
  day_mode: {
    key: string;
    name: string;
    session_keys: JsonText | null;
    kinds: JsonText | null;
    session_cap_ms: number | null;
    day_cap_ms: number | null;
    volume_percent: number | null;
  };
  /** A mode switched on in an area, on days of which both ends count. */
  day_mode_period: {
    id: string;
    mode_key: string;
    area_id: string;
    first: Day;
    last: Day;
    /** Who switched it on. */
    user_id: string;
    at: Instant;
  };
  /** Days off; filled a year ahead and kept by people. */
  holiday: {
    date: Day;
    /** What the calendar calls it; `null` for one that a person entered. */
    key: string | null;
    name: string;
    /** It is usual to have this day off, but decided anew each year. */
    is_usual: Flag;
  };
  place_group: {
    id: string;
    area_id: string;
    name: string;
    /** As with areas: for order. */
    name_folded: string;
    /** Areas with this tag belong to it. */
    tag: string | null;
    /** Ids of areas, stations and endpoints. */
    members: JsonText;
  };
}
