import type { ServerLink } from '../link/server-link.ts';
import type { Timetable } from '../timetable/timetable.ts';

/**
 * Something is signed by a key that is not known here: asks what keys the server has, and answers whether the
 * recovery key has put in others. One that does not answer has none.
 */
export async function askForKeys(
  { link, timetable }: { link: ServerLink; timetable: Timetable },
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return await timetable.learnKeys(await link.keys(signal));
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
