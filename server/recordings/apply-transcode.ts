import type { Transaction } from 'kysely';
import { cutName } from '../../core/recording/cut.ts';
import type { JobPayload, JobResult } from '../../contract/jobs.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Apply } from '../jobs/apply.ts';
import type { Database } from '../store/schema.ts';
import { cutNameInSql } from './cut-name-in-sql.ts';
import { ensureRendition, findRendition } from './ensure-rendition.ts';
import { refreshColumns } from './refresh.ts';
import { floorProfile, type RenditionKey } from './rendition-key.ts';
import { moveVersions } from './repo.ts';
import type { Recipes } from './wanted-recipes.ts';

const longestDetail = 500;

type Trx = Transaction<Database>;

export interface ApplyTranscodeDeps {
  recipes: Recipes;
  /** Told of recordings on air whose file is another one now. */
  onReplaced: (recordingIds: readonly string[]) => void;
  clock: Clock;
}

/** What a worker found out about a source goes to every version that waits for it. */
export function createApplyTranscode(deps: ApplyTranscodeDeps): Apply<'transcode'> {
  const { clock } = deps;
  return async (trx, { payload, result }) => {
    // Who waits for it asks anew.
    if (!payload) return;
    const now = clock.now();
    const { source, cut, profile } = payload;
    const isFloor = profile === floorProfile;
    if (!result.ok) {
      const why = { code: result.code, detail: result.detail.slice(0, longestDetail) };
      if (isFloor)
        await refreshColumns(trx, await moveVersions(trx, { source, cut }, 'fail', { now, why }));
      return;
    }
    await saveAnalysis(trx, source, { value: result.value, now });
    const before = await findRendition(trx, payload);
    await saveRendition(trx, { payload, value: result.value, now });
    if (!isFloor) return;
    if (before && before.sha256 !== result.value.rendition)
      deps.onReplaced(await recordingsOnAir(trx, { source, cut }));
    await refreshColumns(trx, await moveVersions(trx, { source, cut }, 'finish', { now }));
    await askForOthers(trx, deps, { source, cut });
  };
}

async function recordingsOnAir(
  trx: Trx,
  { source, cut }: Omit<RenditionKey, 'profile'>,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('recording_version as version')
    .innerJoin('recording', 'recording.on_air_version_id', 'version.id')
    .select('recording.id')
    .where('source_sha256', '=', source)
    .where(cutNameInSql('version'), '=', cutName(cut))
    .execute();
  return rows.map(({ id }) => id);
}

async function saveAnalysis(
  trx: Trx,
  source: string,
  { value, now }: { value: JobResult<'transcode'>; now: number },
): Promise<void> {
  const { analysis, sourcePeaks } = value;
  if (!analysis) return;
  const row = {
    source_sha256: source,
    duration_ms: analysis.durationMs,
    kind: analysis.kind,
    facts: JSON.stringify(analysis),
    peaks: sourcePeaks ?? '',
    made_at: now,
  };
  await trx
    .insertInto('analysis')
    .values(row)
    .onConflict((conflict) => conflict.column('source_sha256').doUpdateSet(row))
    .execute();
}

async function saveRendition(
  trx: Trx,
  given: { payload: JobPayload<'transcode'>; value: JobResult<'transcode'>; now: number },
): Promise<void> {
  const { payload, value, now } = given;
  const row = {
    source_sha256: payload.source,
    cut: cutName(payload.cut),
    profile: payload.profile,
    recipe: value.recipe,
    sha256: value.rendition,
    bytes: value.bytes,
    duration_ms: value.durationMs,
    centi_lufs: value.centiLufs,
    centi_dbtp: value.centiDbtp,
    is_on_target: value.isOnTarget ? (1 as const) : (0 as const),
    peaks: value.peaks,
    made_at: now,
  };
  await trx
    .insertInto('rendition')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['source_sha256', 'cut', 'profile']).doUpdateSet(row),
    )
    .execute();
}

/** Nobody waits for the other encodings. */
async function askForOthers(
  trx: Trx,
  { recipes, clock }: ApplyTranscodeDeps,
  floor: Omit<RenditionKey, 'profile'>,
): Promise<void> {
  for (const [profile, recipe] of recipes) {
    const key = { ...floor, profile };
    const known = await findRendition(trx, key);
    if (known?.recipe === recipe) continue;
    await ensureRendition(trx, key, { clock, priority: 'background' });
  }
}
