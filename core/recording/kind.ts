/** What a recording is to the timetable: speech is never cut, music may be. */
export const recordingKinds = ['speech', 'music', 'signature'] as const;
export type RecordingKind = (typeof recordingKinds)[number];
