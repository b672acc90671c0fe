/** Level of an absolute silence in dB, so that levels stay numbers. */
export const nothingDb = -120;

/** Power (1 is full scale) in decibels. */
export function decibels(power: number): number {
  return power > 1e-12 ? 10 * Math.log10(power) : nothingDb;
}

/** Levels in dB of stretches of so many frames; a rest shorter than half a stretch joins the last. */
export function levelsOf(framePower: Float32Array, framesPerStretch: number): Float32Array {
  const count = Math.max(1, Math.round(framePower.length / framesPerStretch));
  const levels = new Float32Array(count);
  for (let index = 0; index < count; index += 1) {
    const from = index * framesPerStretch;
    const to = index === count - 1 ? framePower.length : from + framesPerStretch;
    let sum = 0;
    for (let frame = from; frame < to; frame += 1) sum += framePower[frame] ?? 0;
    levels[index] = decibels(sum / Math.max(1, to - from));
  }
  return levels;
}

/** The level that so large a share of the stretches stays under. */
export function percentile(levels: Float32Array, share: number): number {
  const sorted = levels.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? nothingDb;
}
