import { problemOf } from '../../../contract/client.ts';

/** What an answer to a part of an upload means for it. */
export type SendVerdict =
  | { kind: 'later' }
  /** The server has forgotten it: from the beginning. */
  | { kind: 'gone' }
  | { kind: 'refused'; code: string };

/** Locked by its own last attempt, or the offset is another than we thought: ask again. */
const again = [409, 423];

/**
 * `status` is 0 where there was no answer; `isBegun` once the server has given the upload an address.
 */
export function verdictOf(status: number, body: string, isBegun: boolean): SendVerdict {
  if (status === 0 || status >= 500 || status === 408 || status === 429) return diskOr(body);
  const { code } = problemOf(status, body);
  if (isBegun && [404, 410].includes(status)) return { kind: 'gone' };
  if (isBegun && again.includes(status)) return { kind: 'later' };
  return { kind: 'refused', code };
}

/** A full disk does not empty itself while somebody waits. */
function diskOr(body: string): SendVerdict {
  const { code } = problemOf(500, body);
  return code === 'disk_full' ? { kind: 'refused', code } : { kind: 'later' };
}
