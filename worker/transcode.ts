import { rm } from 'node:fs/promises';
import type { JobPayload } from '../contract/jobs.ts';
import { MediaError } from '../media/media-error.ts';
import { profiles } from '../media/profile.ts';
import { recipeOf } from '../media/recipe.ts';
import type { MediaStore } from '../media/store.ts';
import { transcode, type Transcoded } from '../media/transcode.ts';
import { sha256 } from '../runtime/crypto.ts';
import { AppError } from '../runtime/error.ts';
import type { Processor } from './processor.ts';

/** Checks an upload in the store and makes a rendition of it there. */
export function createTranscode(store: MediaStore): Processor<'transcode'> {
  return async (payload, { signal, progress }) => {
    const { source, cut, profile, limitMs, isAnalysisWanted } = payload;
    if (!(await store.has(source))) {
      throw new AppError('object_not_found', 'The uploaded file is not in the media store.');
    }
    try {
      const made = await transcode(store.path(source), profiles[profile], {
        places: {
          stageFile: (name) => store.stageFile(keyOf(payload), name),
          tempFile: (extension) => store.tempFile(extension),
        },
        limitMs,
        cut,
        isAnalysisWanted,
        signal,
        onProgress: progress,
      });
      const recipe = recipeOf(profiles[profile]);
      return { ...(await keep(store, made)), recipe, ...describe(made) };
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      throw new AppError(error.code, error.detail, { cause: error });
    }
  };
}

/** Names all that decides what is made, so that a killed worker's finished steps are found again. */
function keyOf({
  source,
  cut,
  profile,
  limitMs,
  isAnalysisWanted,
}: JobPayload<'transcode'>): string {
  const recipe = recipeOf(profiles[profile]);
  return sha256(JSON.stringify([source, cut, recipe, limitMs, isAnalysisWanted]));
}

async function keep(store: MediaStore, { path }: Transcoded) {
  try {
    const { sha256, bytes } = await store.adopt(path);
    return { rendition: sha256, bytes };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

function describe(made: Transcoded) {
  const { durationMs, lufs, truePeakDb, peaks, isOnTarget, analysis, sourcePeaks } = made;
  const offTarget = { code: 'off_target' as const, value: levelOrNull(lufs), atMs: null };
  return {
    durationMs: Math.round(durationMs),
    centiLufs: centi(lufs),
    centiDbtp: centi(truePeakDb),
    peaks,
    isOnTarget,
    analysis:
      analysis && !isOnTarget
        ? { ...analysis, findings: [...analysis.findings, offTarget] }
        : analysis,
    sourcePeaks,
  };
}

function levelOrNull(level: number): number | null {
  return Number.isFinite(level) ? level : null;
}

/** Hundredths; what could not be measured counts as the meter's lowest reading. */
function centi(level: number): number {
  return Math.round((Number.isFinite(level) ? level : -70) * 100);
}
