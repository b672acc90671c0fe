import { broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { recurrence } from '../../../contract/recurrence.ts';
import { onceOn } from '../../../core/recurrence/once-on.ts';
import type { useApi } from '../../api/use-api.ts';
import type { Slot } from './take-store.ts';

/** Where the part is full once it is approved, it may sound so many days later. */
const withinDays = 2;
const order = 10;

type Api = ReturnType<typeof useApi>;

/** A recording with the session in which it is to sound. */
export interface Placing {
  title: string;
  recordingId: string;
  areaId: string;
  slot: Slot;
}

/**
 * Whether a recording has a place already: the answer to an earlier attempt may have been lost on the way.
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
export async function isTakePlaced(api: Api, recordingId: string): Promise<boolean> {
  const { items } = await api.call(recordingRoutes.listUses, { params: { id: recordingId } });
  return items.length > 0;
}

/**
 * Places a recording in a commune's own part of a session, where it airs once it is approved.
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
export async function placeTake(
  api: Api,
  { title, recordingId, areaId, slot: { stationId, sessionKey, date } }: Placing,
): Promise<void> {
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
