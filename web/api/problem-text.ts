import { ProblemError } from '../../contract/client.ts';
import type { ErrorCode } from '../../core/error-codes.ts';
import { durationText } from '../text/duration.ts';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** The code of a refusal; `null` where the server could not be reached or gave nonsense. */
export function codeOf(error: unknown): ErrorCode | null {
  return error instanceof ProblemError ? error.problem.code : null;
}

/** Any failure of a call in plain words. */
export function problemText(error: unknown, t: Translate): string {
  if (!(error instanceof ProblemError))
    return error instanceof TypeError ? t('problem.unreachable') : t('problem.internal');
  const { code, retryAfter } = error.problem;
  const text = t(`problem.${code}`);
  return retryAfter === undefined
    ? text
    : `${text} ${t('problem.wait', { time: durationText(retryAfter * 1000) })}`;
}

/** Names of the fields that the server found faulty: the last word of each path. */
export function faultyFields(error: unknown): string[] {
  if (!(error instanceof ProblemError)) return [];
  const names = (error.problem.fields ?? []).map(({ path }) => path.split(/[./]/).at(-1) ?? path);
  return [...new Set(names)];
}
