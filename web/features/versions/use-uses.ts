import type { z } from 'zod';
import type { RecordingAnswer, recordingUse } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

export type RecordingUse = z.output<typeof recordingUse>;

/** The broadcasts that play a recording. */
export function useUses(recording: () => RecordingAnswer) {
  const api = useApi();
  return useLoad(
    (signal) => api.call(recordingRoutes.listUses, { params: { id: recording().id }, signal }),
    { on: [() => recording().onAir?.id] },
  );
}
