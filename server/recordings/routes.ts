import { approvalRoutes } from '../../contract/http/approvals.ts';
import {
  recordingRoutes as contract,
  type RecordingAnswer,
} from '../../contract/http/recordings.ts';
import { AppError } from '../../runtime/error.ts';
import { handle, handleUpload, type BoundRoute } from '../http/handler.ts';
import type { Principal } from '../http/principal.ts';
import { receiveUpload } from '../http/receive-upload.ts';
import { toAnswers } from './answer.ts';
import { archive, restore } from './archive.ts';
import { findAudio, sendAudio } from './audio.ts';
import { changeMany } from './change-many.ts';
import { approve, requireRecording, sendBack, withdraw } from './decide.ts';
import type { RecordingsDeps } from './deps.ts';
import { countRecordings, listRecordings } from './list.ts';
import { listVersions } from './list-versions.ts';
import { findPeaks } from './peaks.ts';
import { findRecording } from './repo.ts';
import { retry } from './retry.ts';
import { speak, speakAgain } from './speak.ts';
import { update } from './update.ts';
import { keepUpload } from './upload.ts';
import { listUses } from './uses.ts';
import { listWaiting } from './waiting.ts';

export function recordingRoutes(deps: RecordingsDeps): BoundRoute[] {
  return [...readRoutes(deps), ...writeRoutes(deps), ...decisionRoutes(deps)];
}

function readRoutes(deps: RecordingsDeps): BoundRoute[] {
  const { db } = deps;
  return [
    handle(contract.list, async ({ principal, query: { countTo, ...query } }) => {
      const page = await listRecordings(deps, principal, query);
      const items = await toAnswers(deps, principal, page.items);
      if (countTo === undefined) return { ...page, items };
      return { ...page, items, total: await countRecordings(deps, principal, query, countTo) };
    }),
    handle(approvalRoutes.list, ({ principal, query }) => listWaiting(deps, principal, query)),
    handle(contract.get, async ({ principal, params: { id } }) => {
      await requireRecording(deps, principal, 'read', id);
      return await show(deps, principal, id);
    }),
    handle(contract.listVersions, async ({ principal, params: { id } }) => {
      await requireRecording(deps, principal, 'read', id);
      return { items: await listVersions(deps, id) };
    }),
    handle(contract.listUses, async ({ principal, params: { id } }) => {
      await requireRecording(deps, principal, 'read', id);
      return await listUses(db, principal, { id, now: deps.clock.now() });
    }),
    handle(contract.audio, async ({ principal, params: { id }, query, response }) => {
      await sendAudio(response, await findAudio(deps, principal, id, query));
    }),
    handle(contract.getPeaks, ({ principal, params: { id }, query }) =>
      findPeaks(deps, principal, id, query),
    ),
  ];
}

function writeRoutes(deps: RecordingsDeps): BoundRoute[] {
  return [
    handleUpload(contract.upload, async ({ principal, request }) => {
      // Who does not say how long it is may send the longest.
      const bytes = Number(request.headers['content-length'] ?? deps.uploadLimitBytes);
      await deps.requireRoom(principal, bytes);
      const id = await receiveUpload(request, {
        limitBytes: deps.uploadLimitBytes,
        take: (upload) => keepUpload(deps, principal, upload),
      });
      return await shown(deps, principal, id);
    }),
    handle(contract.speak, async ({ principal, body }) =>
      shown(deps, principal, await speak(deps, principal, body)),
    ),
    handle(contract.changeMany, async ({ principal, body }) => {
      const items = await changeMany(deps, principal, body);
      deps.recordingsChanged(items.map(({ id }) => id));
      return { items };
    }),
    handle(contract.update, async ({ principal, params: { id }, body }) => {
      await update(deps, principal, id, body);
      return await shown(deps, principal, id);
    }),
    handle(contract.speakAgain, async ({ principal, params: { id }, body }) => {
      await speakAgain(deps, principal, id, body.speechId);
      return await shown(deps, principal, id);
    }),
    handle(contract.retry, async ({ principal, params: { id } }) => {
      await retry(deps, principal, id);
      return await shown(deps, principal, id);
    }),
    handle(contract.archive, async ({ principal, params: { id } }) => {
      await archive(deps, principal, id);
      return await shown(deps, principal, id);
    }),
    handle(contract.restore, async ({ principal, params: { id } }) => {
      await restore(deps, principal, id);
      return await shown(deps, principal, id);
    }),
  ];
}

function decisionRoutes(deps: RecordingsDeps): BoundRoute[] {
  return [
    handle(contract.approve, async ({ principal, params: { id }, body }) => {
      await approve(deps, principal, id, body);
      return await shown(deps, principal, id);
    }),
    handle(contract.sendBack, async ({ principal, params: { id }, body }) => {
      await sendBack(deps, principal, id, body);
      return await shown(deps, principal, id);
    }),
    handle(contract.withdraw, async ({ principal, params: { id }, body }) => {
      await withdraw(deps, principal, id, body.note);
      return await shown(deps, principal, id);
    }),
  ];
}

/** As {@link show}, after a change that others may want to see too. */
function shown(deps: RecordingsDeps, principal: Principal, id: string): Promise<RecordingAnswer> {
  deps.recordingsChanged([id]);
  return show(deps, principal, id);
}

async function show(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
): Promise<RecordingAnswer> {
  const row = await findRecording(deps.db, id);
  const [answer] = await toAnswers(deps, principal, row ? [row] : []);
  if (!answer) throw new AppError('recording_not_found', `there is no recording ${id}`);
  return answer;
}
