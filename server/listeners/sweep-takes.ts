import { among } from '../store/among.ts';
import type { ListeningDeps } from './deps.ts';

const dayMs = 24 * 3_600_000;
const batch = 200;

type SweepDeps = Omit<ListeningDeps, 'kick'>;

/**
 * Removes recordings whose days are over, the file before its row, and files that a crash kept from getting a row:
 * none is left without one.
 */
export async function sweepTakes(deps: SweepDeps): Promise<void> {
  await deps.store.sweepTemp(dayMs, deps.clock);
  await sweepOld(deps);
  await sweepRowless(deps);
}

async function sweepOld({ db, store, keptDays, clock }: SweepDeps): Promise<void> {
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

/** Of yesterday and before: what comes now gets its row in a moment, and what is a day old comes no more. */
async function sweepRowless({ db, store, clock }: SweepDeps): Promise<void> {
  let some: string[] = [];
  for await (const sha256 of store.keptBefore(clock.now() - dayMs)) {
    some.push(sha256);
    if (some.length < batch) continue;
    await removeRowless({ db, store }, some);
    some = [];
  }
  await removeRowless({ db, store }, some);
}

async function removeRowless(
  { db, store }: Pick<SweepDeps, 'db' | 'store'>,
  files: readonly string[],
): Promise<void> {
  const rows = await db
    .selectFrom('listener_recording')
    .select('file_sha256')
    .where('file_sha256', 'in', among(files))
    .execute();
  const named = new Set(rows.map((row) => row.file_sha256));
  for (const sha256 of files) if (!named.has(sha256)) await store.remove(sha256);
}
