import { broadcastInWords } from '../../core/history/broadcast-in-words.ts';
import { diffBroadcast } from '../../core/history/diff-broadcast.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import type { Database } from '../store/schema.ts';
import { toKeptBroadcast } from './kept-version.ts';
import { loadNames, type NamesDeps } from './names.ts';

type Row = Database['broadcast'];

/** What each pair of rows of a broadcast differs in, in words; the older is `null` for a new one. */
export async function versionsInWords(
  deps: NamesDeps,
  pairs: readonly { before: Row | null; after: Row }[],
  language: Language,
): Promise<string[][]> {
  const changes = pairs.map(({ before, after }) =>
    diffBroadcast(before && toKeptBroadcast(before), toKeptBroadcast(after)),
  );
  const names = await loadNames(deps, changes.flat());
  return changes.map((some) => broadcastInWords(some, language, names));
}
