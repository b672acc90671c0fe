import { problemOf, ProblemError } from '../../../contract/client.ts';
import { endpointPageRoutes } from '../../../contract/http/endpoint-page.ts';
import { headersOf, type useApi } from '../../api/use-api.ts';

/** @throws ProblemError when it is refused; TypeError when the server cannot be reached */
export async function sendPhoto(
  me: ReturnType<typeof useApi>['me'],
  endpointId: string,
  photo: Blob,
): Promise<void> {
  const form = new FormData();
  form.set('file', photo, 'loa.jpg');
  const { method, path } = endpointPageRoutes.setPhoto;
  const response = await fetch(path.replace(':id', encodeURIComponent(endpointId)), {
    ...{ method, body: form },
    headers: headersOf(me),
  });
  if (!response.ok) throw new ProblemError(problemOf(response.status, await response.text()));
}
