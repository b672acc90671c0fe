/** How a change is meant. */
export interface How {
  /** It may enter air that is frozen already. */
  isUrgent: boolean;
  /** What saving would do; nothing is saved. */
  isDryRun: boolean;
}
