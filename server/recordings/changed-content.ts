import type { Kysely } from 'kysely';
import { shortestCutMs, type Cut } from '../../core/recording/cut.ts';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';
import type { RecordingPatch } from './patch.ts';
import type { VersionRow } from './repo.ts';

type Change = Pick<RecordingPatch, 'notBefore' | 'expiresAt' | 'trim' | 'cuePoints'>;

/**
 * A version with what a change says of its sound and validity; nothing is written.
 * @throws AppError `trim_invalid`, `recording_state_wrong`
 */
export async function changedContent(
  db: Kysely<Database>,
  version: VersionRow,
  { notBefore, expiresAt, trim, cuePoints }: Change,
): Promise<VersionRow> {
  const cut = trim ? await withinSource(db, version, trim) : trim;
  return {
    ...version,
    ...(notBefore === undefined ? {} : { not_before: notBefore }),
    ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
    ...(cut === undefined ? {} : columnsOf(cut)),
    ...(cuePoints === undefined ? {} : { cue_points: JSON.stringify(inOrder(cuePoints)) }),
  };
}

function columnsOf(cut: Cut | null) {
  return { trim_start_ms: cut?.startMs ?? 0, trim_end_ms: cut?.endMs ?? null };
}

async function withinSource(
  db: Kysely<Database>,
  { source_sha256: source }: VersionRow,
  trim: Cut,
): Promise<Cut> {
  const analysis = await db
    .selectFrom('analysis')
    .select('duration_ms as durationMs')
    .where('source_sha256', '=', source)
    .executeTakeFirst();
  if (!analysis) {
    throw new AppError('recording_state_wrong', 'nobody knows yet how long it is');
  }
  const endMs = Math.min(trim.endMs, analysis.durationMs);
  if (endMs - trim.startMs < shortestCutMs) {
    throw new AppError('trim_invalid', `at least ${shortestCutMs} ms must be left`);
  }
  return { startMs: trim.startMs, endMs };
}

function inOrder(points: NonNullable<Change['cuePoints']>) {
  return points.toSorted((a, b) => a.atMs - b.atMs);
}
