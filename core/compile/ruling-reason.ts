/** Why an occurrence is where it is, or why it is nowhere. */
export const rulingReasons = [
  // It airs.
  'placed',
  'moved_behind_stronger',
  'shortened',
  'guest',
  'frozen',
  // It found no air.
  'too_late',
  'beaten',
  'no_session',
  'part_missing',
  'part_full',
  'session_full',
  'session_over',
  'no_room',
  // The place's rules.
  'quiet_hours',
  'silent_day',
  'kind_not_allowed',
  'session_limit',
  'session_cap',
  'day_cap',
  // People.
  'offered',
  'declined',
  'week_not_approved',
  // What it would sound.
  'not_approved',
  'withdrawn',
  'not_yet_valid',
  'expired',
  'no_rendition',
  'recording_unknown',
  'pool_empty',
  'not_recorded',
] as const;
export type RulingReason = (typeof rulingReasons)[number];
