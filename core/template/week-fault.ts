/** Why something of a week cannot be laid. */
export type WeekFault =
  /** The day is over. */
  | 'day_over'
  /** Its series was withdrawn or is not there. */
  | 'series_gone'
  /** Its series is not on that day. */
  | 'not_on_day'
  /** That day was edited already, otherwise. */
  | 'day_edited'
  /** Nothing would be left of the series. */
  | 'series_empty';
