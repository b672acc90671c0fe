import { problemOf, ProblemError } from '../../../contract/client.ts';
import {
  listenDay,
  listeningRoutes,
  type ListenDay,
  type ListenEntry,
} from '../../../contract/http/listening.ts';

/** A recording that is to be sent. */
export interface Take {
  entry: Pick<ListenEntry, 'date' | 'key' | 'startsAt'>;
  sound: Blob;
  /** By `performance.now()`, which no change of the phone's time moves. */
  endedAt: number;
}

/**
 * Sends what the phone recorded.
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
export async function sendTake(token: string, { entry, sound, endedAt }: Take): Promise<ListenDay> {
  const { date, key, startsAt } = entry;
  const endedAgoMs = Math.max(0, Math.round(performance.now() - endedAt));
  const form = new FormData();
  const fields = { token, date, key, startsAt, endedAgoMs };
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('file', sound);
  const { method, path } = listeningRoutes.record;
  const response = await fetch(path, { method, body: form });
  const text = await response.text();
  if (!response.ok) throw new ProblemError(problemOf(response.status, text));
  return listenDay.parse(JSON.parse(text));
}
