import { ProblemError } from '../../contract/client.ts';
import type { ErrorCode } from '../../core/error-codes.ts';
import { localDateOf, localTimeOf } from '../../core/time/zoned.ts';
import { durationText } from '../text/duration.ts';
import { ownZone } from '../text/own-zone.ts';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** The code of a refusal; `null` where the server could not be reached or gave nonsense. */
export function codeOf(error: unknown): ErrorCode | null {
  return error instanceof ProblemError ? error.problem.code : null;
}

/** Whether a call never got through: there is no network, or no server. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError;
}

/** Any failure of a call in plain words. */
export function problemText(error: unknown, t: Translate): string {
  if (!(error instanceof ProblemError))
    return isUnreachable(error) ? t('problem.unreachable') : t('problem.internal');
  const { code, retryAfter, changedBy } = error.problem;
  const sentences = [t(`problem.${code}`)];
  if (changedBy !== undefined && changedBy.name !== null)
    sentences.push(t('problem.changedBy', { name: changedBy.name, time: whenOf(changedBy.at) }));
  if (retryAfter !== undefined)
    sentences.push(t('problem.wait', { time: durationText(retryAfter * 1000) }));
  return sentences.join(' ');
}

/** `17:05, 24/11` by the clock of whoever reads it. */
function whenOf(at: number): string {
  const zone = ownZone();
  const [, month = '', day = ''] = localDateOf(at, zone).split('-');
  return `${localTimeOf(at, zone).slice(0, 5)}, ${day}/${month}`;
}

/** Names of the fields that the server found faulty: the last word of each path. */
export function faultyFields(error: unknown): string[] {
  if (!(error instanceof ProblemError)) return [];
  const names = (error.problem.fields ?? []).map(({ path }) => path.split(/[./]/).at(-1) ?? path);
  return [...new Set(names)];
}
