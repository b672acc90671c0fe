import type { ListeningDeps } from './deps.ts';

const dayMs = 24 * 3_600_000;
const batch = 200;

/** Removes recordings whose days are over, the file before its row, so that none is left without one. */
export async function sweepTakes({
  db,
  store,
  keptDays,
  clock,
}: Omit<ListeningDeps, 'kick'>): Promise<void> {
  await store.sweepTemp(dayMs, clock);
  for (;;) {
    const old = await db
      .selectFrom('listener_recording')
      .select(['id', 'file_sha256'])
      .where('received_at', '<', clock.now() - keptDays * dayMs)
      .limit(batch)
      .execute();
    for (const { id, file_sha256: sha256 } of old) {
      await store.remove(sha256);
      await db.deleteFrom('listener_recording').where('id', '=', id).execute();
      await db.deleteFrom('work').where('kind', '=', 'compare').where('subject', '=', id).execute();
    }
    if (old.length < batch) return;
    await clock.sleep(0);
  }
}
