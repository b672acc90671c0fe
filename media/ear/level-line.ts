/** Levels per second. */
export const levelsPerSecond = 50;
/** Nothing is quieter, in dB below full scale. */
export const floorDb = -80;

/** Turns sound into its levels as it comes. */
export interface LevelLine {
  /** The levels that these samples complete, in dBFS, each of 20 ms. */
  add(samples: Int16Array): number[];
}

/**
 * How loud sound is from moment to moment. Differences of samples are measured, not samples: the hum of mains and
 * the rumble of roads hardly count, speech does.
 * @param sampleRate a multiple of 50, in Hz
 */
export function createLevelLine(sampleRate: number): LevelLine {
  const samplesPerLevel = sampleRate / levelsPerSecond;
  let before = 0;
  let sum = 0;
  let count = 0;
  return {
    add(samples) {
      const levels: number[] = [];
      for (const sample of samples) {
        const step = sample - before;
        before = sample;
        sum += step * step;
        count += 1;
        if (count < samplesPerLevel) continue;
        levels.push(decibels(Math.sqrt(sum / count)));
        sum = 0;
        count = 0;
      }
      return levels;
    },
  };
}

function decibels(amplitude: number): number {
  return amplitude === 0 ? floorDb : Math.max(floorDb, 20 * Math.log10(amplitude / 32_768));
}
