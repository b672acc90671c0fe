import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

/** The broadcasts that play a recording. */
export function useUses(recording: () => RecordingAnswer) {
  const api = useApi();
  return useLoad(
    (signal) => api.call(recordingRoutes.listUses, { params: { id: recording().id }, signal }),
    { on: [() => recording().onAir?.id] },
  );
}

export type RecordingUse = NonNullable<
  ReturnType<typeof useUses>['value']['value']
>['items'][number];
