import { uploadRoutes as contract } from '../../contract/http/uploads.ts';
import { AppError } from '../../runtime/error.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { toAnswers, type AnswerDeps } from '../recordings/answer.ts';
import { findRecording } from '../recordings/repo.ts';
import type { UploadLimits } from './room.ts';
import type { UploadsService } from './service.ts';

export interface UploadRoutesDeps extends AnswerDeps {
  uploads: UploadsService;
  uploadLimits: UploadLimits;
}

export function uploadRoutes(deps: UploadRoutesDeps): BoundRoute[] {
  const { db, uploads, uploadLimits } = deps;
  return [
    handle(contract.list, async ({ principal }) => ({
      items: await uploads.list(principal),
      quota: { ...(await uploads.room(principal)), fileLimitBytes: uploadLimits.fileBytes },
    })),
    handle(contract.keep, async ({ principal, params: { id } }) => {
      const recordingId = await uploads.keep(principal, id);
      const row = await findRecording(db, recordingId);
      const [answer] = await toAnswers(deps, principal, row ? [row] : []);
      if (answer) return answer;
      throw new AppError('recording_not_found', `there is no recording ${recordingId}`);
    }),
    handle(contract.discard, async ({ principal, params: { id } }) => {
      await uploads.discard(principal, id);
      return null;
    }),
  ];
}
