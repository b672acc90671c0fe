import type { ListenDay } from '../../contract/http/listening.ts';
import { phaseOf, type HeardWord } from '../../core/listening/listening.ts';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';
import type { ListeningDeps } from './deps.ts';
import { listenDay } from './listen-day.ts';
import type { Listener } from './open-link.ts';
import { requireEntry, type NamedEntry } from './require-entry.ts';

/**
 * Keeps how somebody hears an item; the last word counts.
 * @throws AppError `occurrence_not_found`, `listening_too_early`, `listening_too_late`
 */
export async function say(
  deps: ListeningDeps,
  listener: Listener,
  { word, ...named }: NamedEntry & { word: HeardWord },
): Promise<ListenDay> {
  const { db, clock } = deps;
  const now = clock.now();
  const { endpointId, linkId, name } = listener;
  const entry = await requireEntry(deps, endpointId, named);
  const phase = phaseOf(entry, now);
  if (phase === 'ahead') throw new AppError('listening_too_early', 'its time has not come');
  if (phase === 'over') throw new AppError('listening_too_late', 'it was some hours ago');
  const row: Database['listener_word'] = {
    ...{ endpoint_id: endpointId, entry_key: entry.key, starts_at: entry.startsAt },
    ...{ occurrence: entry.occurrence, title: entry.title, link_id: linkId },
    ...{ word, said_by: name, said_at: now },
  };
  await db
    .insertInto('listener_word')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['endpoint_id', 'starts_at', 'entry_key', 'link_id']).doUpdateSet(row),
    )
    .execute();
  return listenDay(deps, listener);
}
