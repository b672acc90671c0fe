import { problemOf, ProblemError } from '../../../contract/client.ts';
import type { Me } from '../../../contract/http/auth.ts';
import type { PlanRowAnswer } from '../../../contract/http/plans.ts';
import { planRoutes } from '../../../contract/http/plans.ts';
import { headersOf } from '../../api/use-api.ts';

/**
 * The rows of a plan's file, read by the server.
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
export async function sendPlanFile(file: File, me: Me | null): Promise<PlanRowAnswer[]> {
  const form = new FormData();
  form.set('file', file);
  const { method, path } = planRoutes.rows;
  const response = await fetch(path, { method, body: form, headers: headersOf(me) });
  const text = await response.text();
  if (!response.ok) throw new ProblemError(problemOf(response.status, text));
  const { answer } = planRoutes.rows;
  if (typeof answer === 'string') throw new TypeError('rows are JSON');
  return answer.parse(JSON.parse(text)).rows;
}
