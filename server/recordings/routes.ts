import {
  recordingRoutes as contract,
  type RecordingAnswer,
} from '../../contract/http/recordings.ts';
import { AppError } from '../../runtime/error.ts';
import { handle, handleUpload, type BoundRoute } from '../http/handler.ts';
import { receiveUpload } from '../http/receive-upload.ts';
import { toAnswers } from './answer.ts';
import { findAudio, sendAudio } from './audio.ts';
import { approve, requireRecording, sendBack, withdraw } from './decide.ts';
import type { RecordingsDeps } from './deps.ts';
import { findRecording, listRecordings } from './repo.ts';
import { retry, update } from './update.ts';
import { keepUpload } from './upload.ts';

export function recordingRoutes(deps: RecordingsDeps): BoundRoute[] {
  const { db, progressOf } = deps;
  const show = async (id: string): Promise<RecordingAnswer> => {
    const row = await findRecording(db, id);
    const [answer] = await toAnswers(db, row ? [row] : [], progressOf);
    if (!answer) throw new AppError('recording_not_found', `there is no recording ${id}`);
    return answer;
  };
  return [
    handle(contract.list, async ({ principal, query }) => {
      const page = await listRecordings(db, principal, query);
      return { ...page, items: await toAnswers(db, page.items, progressOf) };
    }),
    handleUpload(contract.upload, async ({ principal, request }) => {
      const id = await receiveUpload(request, {
        limitBytes: deps.uploadLimitBytes,
        take: (upload) => keepUpload(deps, principal, upload),
      });
      return await show(id);
    }),
    handle(contract.get, async ({ principal, params: { id } }) => {
      await requireRecording(deps, principal, 'read', id);
      return await show(id);
    }),
    handle(contract.update, async ({ principal, params: { id }, body }) => {
      await update(deps, principal, id, body);
      return await show(id);
    }),
    handle(contract.approve, async ({ principal, params: { id }, body }) => {
      await approve(deps, principal, id, body);
      return await show(id);
    }),
    handle(contract.sendBack, async ({ principal, params: { id }, body }) => {
      await sendBack(deps, principal, id, body);
      return await show(id);
    }),
    handle(contract.withdraw, async ({ principal, params: { id }, body }) => {
      await withdraw(deps, principal, id, body.note);
      return await show(id);
    }),
    handle(contract.retry, async ({ principal, params: { id } }) => {
      await retry(deps, principal, id);
      return await show(id);
    }),
    handle(contract.audio, async ({ principal, params: { id }, query, response }) => {
      await sendAudio(response, await findAudio(deps, principal, id, query));
    }),
  ];
}
