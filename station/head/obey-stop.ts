import type { Logger } from '../../runtime/log.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { Timetable } from '../timetable/timetable.ts';
import { readStopOrder } from './verify-stop.ts';

export interface ObeyDeps {
  timetable: Timetable;
  incidents: Incidents;
  endpointId: string;
  log: Logger;
  /** Something was stopped. */
  onStopped: () => void;
}

/** Obeys what claims to be an order to stop an occurrence, or refuses and reports it. */
export async function obeyStop(
  { timetable, incidents, endpointId, log, onStopped }: ObeyDeps,
  text: string,
): Promise<void> {
  const verdict = readStopOrder(text, timetable.keys(), endpointId);
  if (!verdict.ok) {
    await incidents.report({ what: 'stop', code: verdict.code, detail: verdict.detail });
    return;
  }
  log.info({ occurrence: verdict.order.stop }, 'stop ordered');
  const isKept = timetable.obeyStop(verdict.order);
  // Silence first: a slow card of memory may take its time.
  onStopped();
  await isKept.catch((err: unknown) => log.error({ err }, 'stop not kept'));
}
