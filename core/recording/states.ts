/**
 * The life of one version of a recording, as a table. `stored` is on disk and waits for a worker;
 * `failed` says why and offers a retry; only `approved` may air.
 */
export const recordingStates = [
  'stored',
  'checking',
  'ready',
  'approved',
  'returned',
  'withdrawn',
  'failed',
  'superseded',
] as const;
export type RecordingState = (typeof recordingStates)[number];

export const recordingEvents = {
  /** A worker has begun. */
  start: { from: ['stored', 'checking'], to: 'checking' },
  /** Every rendition exists and has been measured. */
  finish: { from: ['stored', 'checking'], to: 'ready' },
  fail: { from: ['stored', 'checking'], to: 'failed' },
  retry: { from: ['failed'], to: 'stored' },
  approve: { from: ['ready', 'returned'], to: 'approved' },
  sendBack: { from: ['ready'], to: 'returned' },
  withdraw: { from: ['approved', 'ready', 'returned'], to: 'withdrawn' },
  /** A newer version was approved in its place. */
  supersede: { from: ['approved'], to: 'superseded' },
} as const satisfies Record<string, { from: readonly RecordingState[]; to: RecordingState }>;

export type RecordingEvent = keyof typeof recordingEvents;

/** The state after an event, or `null` where the table does not allow it. */
export function nextState(state: RecordingState, event: RecordingEvent): RecordingState | null {
  const { from, to }: { from: readonly RecordingState[]; to: RecordingState } =
    recordingEvents[event];
  return from.includes(state) ? to : null;
}

export function statesBefore(event: RecordingEvent): readonly RecordingState[] {
  return recordingEvents[event].from;
}
