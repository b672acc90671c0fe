import type { UploadRow } from './repo.ts';

/** What an answer says of an upload: its state, and the recording once there is one. */
export function outcomeHeaders({ state, recording_id, reason_code }: UploadRow) {
  return {
    'Loa-Upload-State': state,
    ...(recording_id === null ? {} : { 'Loa-Recording-Id': recording_id }),
    ...(reason_code === null ? {} : { 'Loa-Upload-Reason': reason_code }),
  };
}
