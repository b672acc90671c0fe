import { broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { recurrence } from '../../../contract/recurrence.ts';
import { onceOn } from '../../../core/recurrence/once-on.ts';
import type { useApi } from '../../api/use-api.ts';
import type { Slot, Take } from './take-store.ts';

/** Where the part is full once it is approved, it may sound so many days later. */
const withinDays = 2;
const order = 10;

/**
 * Places a recording in a commune's own part of a session, where it airs once it is approved; one that is
 * placed already stays, since the answer may have been lost on the way.
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
export async function placeTake(
  api: ReturnType<typeof useApi>,
  { title }: Pick<Take, 'title'>,
  { recordingId, areaId, slot }: { recordingId: string; areaId: string; slot: Slot },
): Promise<void> {
  const { items } = await api.call(recordingRoutes.listUses, { params: { id: recordingId } });
  if (items.length > 0) return;
  const { stationId, sessionKey, date } = slot;
  await api.call(broadcastRoutes.create, {
    query: { awaitsApproval: 'true' },
    body: {
      ...{ title, programmeId: null, ownerAreaId: areaId, class: 'normal' },
      placement: { kind: 'session', sessionKey, part: 'own', order },
      dates: recurrence.parse(onceOn(date)),
      items: [{ type: 'recording', recordingId }],
      targets: { areas: [], stations: [stationId], endpoints: [], groups: [], except: [] },
      ...{ overflow: { kind: 'next', withinDays }, whenBeaten: 'queue' },
    },
  });
}
