/** How loud a voice comes in: `silent` means that perhaps the microphone is off. */
export type LevelWord = 'silent' | 'quiet' | 'good' | 'loud';

/** The loudness of a moment: RMS in dBFS, and the highest sample, 0 to 1. */
export interface Level {
  rmsDb: number;
  peak: number;
}

const floorDb = -60;
const silentBelowDb = -55;
const quietBelowDb = -36;
const loudFromPeak = 0.97;

export const noLevel: Level = { rmsDb: floorDb, peak: 0 };

export function levelOf(samples: Float32Array): Level {
  let sum = 0;
  let peak = 0;
  for (const sample of samples) {
    sum += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  return { rmsDb: rms === 0 ? floorDb : Math.max(floorDb, 20 * Math.log10(rms)), peak };
}

export function loudestOf(moments: readonly Level[]): Level {
  return moments.reduce((a, b) => (b.rmsDb > a.rmsDb ? b : a), noLevel);
}

/** A word for the last moments together: people breathe, and one loud syllable is too loud. */
export function levelWord(moments: readonly Level[]): LevelWord {
  const rmsDb = Math.max(floorDb, ...moments.map((moment) => moment.rmsDb));
  if (moments.some(({ peak }) => peak >= loudFromPeak)) return 'loud';
  if (rmsDb < silentBelowDb) return 'silent';
  return rmsDb < quietBelowDb ? 'quiet' : 'good';
}

/** Where the meter stands, 0 to 1. */
export function meterShare({ rmsDb }: Level): number {
  return Math.min(1, Math.max(0, 1 - rmsDb / floorDb));
}
