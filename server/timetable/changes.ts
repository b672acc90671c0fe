/** What a change may have moved on the air. */
export type ChangeScope =
  | { stationIds: readonly string[] }
  | { areaId: string }
  | { recordingId: string }
  | { broadcastId: string }
  | 'all';

/** Told of every change that could alter a playlist, after its commit. */
export interface TimetableChanges {
  /**
   * Compiles anew what the change touches, makes heads and nudges endpoints. What fails is logged and
   * left to the clock's next round: the change itself has been saved.
   */
  changed(scope: ChangeScope): Promise<void>;
}
