import { readLoudness } from '../../support/sound.ts';

/** The worst of what `ebur128` reads of the encoded files, rounded as it prints. */
export async function readWorst(paths: readonly string[]) {
  let maxLuError = 0;
  let maxTruePeakDb = -Infinity;
  for (const path of paths) {
    const { lufs, truePeakDb } = await readLoudness(path);
    // What cannot be read must not pass.
    const error = Number.isFinite(lufs) ? Math.abs(lufs + 16) : Infinity;
    maxLuError = Math.max(maxLuError, Math.round(error * 10) / 10);
    maxTruePeakDb = Math.max(maxTruePeakDb, Number.isFinite(truePeakDb) ? truePeakDb : Infinity);
  }
  return { maxLuError, maxTruePeakDb };
}
