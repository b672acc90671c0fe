import type { z } from 'zod';
import type { recordingRoutes } from '../../contract/http/recordings.ts';
import type { Principal } from '../http/principal.ts';
import { problemOf } from '../http/problem-of.ts';
import { archive, restore } from './archive.ts';
import type { RecordingsDeps } from './deps.ts';
import { requireFiling } from './filing.ts';
import type { RecordingPatch } from './patch.ts';
import { findRecording } from './repo.ts';
import { storedTags } from './stored.ts';
import { update } from './update.ts';

type Change = z.output<NonNullable<(typeof recordingRoutes.changeMany)['body']>>;
/** What became of one: `null` when it went well. */
interface Result {
  id: string;
  problem: { code: string; detail: string } | null;
}

const mostTags = 20;

/**
 * One change to many recordings, one after another; each stands or falls alone.
 * @throws AppError those of {@link requireFiling}
 */
export async function changeMany(
  deps: RecordingsDeps,
  principal: Principal,
  { ids, ...change }: Change,
): Promise<Result[]> {
  await requireFiling(deps, change);
  const results: Result[] = [];
  for (const id of new Set(ids)) {
    results.push({ id, problem: await problemOf(changeOne(deps, principal, id, change)) });
  }
  return results;
}

async function changeOne(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
  { addTags, removeTags, archive: isAway, ...rest }: Omit<Change, 'ids'>,
): Promise<void> {
  const patch: RecordingPatch = { ...rest };
  if (addTags ?? removeTags) {
    const recording = await findRecording(deps.db, id);
    const kept = recording ? storedTags(recording) : [];
    patch.tags = [...new Set([...kept, ...(addTags ?? [])])]
      .filter((tag) => !removeTags?.includes(tag))
      .slice(0, mostTags);
  }
  const isChange = Object.values(patch).some((value) => value !== undefined);
  if (isChange) await update(deps, principal, id, patch);
  if (isAway === true) await archive(deps, principal, id);
  if (isAway === false) await restore(deps, principal, id);
}
