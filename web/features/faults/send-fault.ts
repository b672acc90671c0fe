import { problemOf, ProblemError } from '../../../contract/client.ts';
import { faultRoutes } from '../../../contract/http/faults.ts';
import type { useApi } from '../../api/use-api.ts';
import { headersOf } from '../../api/use-api.ts';
import type { KeptFault } from './fault-store.ts';

/**
 * Sends a report, then its photo; sent again after a lost answer, it is still one.
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
export async function sendFault(
  api: ReturnType<typeof useApi>,
  { key, endpointId, kind, words, seenAt, photo }: KeptFault,
): Promise<void> {
  const body = { key, endpointId, kind, words, seenAt };
  const { id, hasPhoto } = await api.call(faultRoutes.report, { body });
  if (photo === null || hasPhoto) return;
  const form = new FormData();
  form.set('file', photo, 'loa.jpg');
  const { method, path } = faultRoutes.addPhoto;
  const response = await fetch(path.replace(':id', encodeURIComponent(id)), {
    ...{ method, body: form },
    headers: headersOf(api.me),
  });
  if (!response.ok) throw new ProblemError(problemOf(response.status, await response.text()));
}
