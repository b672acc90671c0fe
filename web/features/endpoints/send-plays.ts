import { problemOf, ProblemError } from '../../../contract/client.ts';
import type { Me } from '../../../contract/http/auth.ts';
import { bundleRoutes, takenPlays, type TakenPlays } from '../../../contract/http/bundles.ts';
import { headersOf } from '../../api/use-api.ts';

/**
 * Hands over what a loudspeaker wrote on a stick.
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
export async function sendPlays(file: File, me: Me | null): Promise<TakenPlays> {
  const form = new FormData();
  form.set('file', file);
  const { method, path } = bundleRoutes.take;
  const response = await fetch(path, { method, body: form, headers: headersOf(me) });
  const text = await response.text();
  if (!response.ok) throw new ProblemError(problemOf(response.status, text));
  return takenPlays.parse(JSON.parse(text));
}
