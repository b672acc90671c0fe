import type { Envelope } from './analysis/envelope.ts';
import { kneeFactor } from './chain.ts';
import type { Compressor, Profile } from './profile.ts';

/** A shaped sound as far as gain, compressor and limiter are concerned. */
export interface ShapedSound {
  /** Integrated loudness before any gain, by ebur128. */
  lufs: number;
  envelope: Envelope;
}

/** What a render sets, and what came of it. */
export interface Attempt {
  gainDb: number;
  limiterDb: number;
  lufs: number;
}

/** Foresees the loudness of a render. */
export interface DynamicsModel {
  /** Gain in front of the compressor. */
  preGainDb: number;
  /** Integrated loudness before the encoder. */
  loudnessAt(gainDb: number, limiterDb: number): number;
  /**
   * The gain that should bring the sound to its target with this limiter. What an attempt told of
   * the model's error is taken into account.
   */
  gainFor(limiterDb: number, attempt?: Attempt): number;
}

const rounds = 12;
const silentShare = 1e-5;
// Both are what ffmpeg's filters were seen to do to speech, tones and noise.
const heldShare = 0.8;
const decayDbPerFrame = 1.3;

/**
 * Plays compressor and limiter over the envelope of a sound, some hundred thousand times faster than
 * over the sound itself, so that the first render is nearly always the last.
 */
export function modelDynamics(sound: ShapedSound, profile: Profile): DynamicsModel {
  const { compressor } = profile;
  const preGainDb = compressor ? compressor.levelLufs - sound.lufs : 0;
  const before = gatedLoudness(sound.envelope, sound.envelope.power);
  const pressed = compress(sound.envelope, compressor, preGainDb);
  const lossDb = (lufs: number) => lufs - before;
  const loudnessAt = (gainDb: number, limiterDb: number) => {
    const limited = limit(pressed, gainDb, limiterDb);
    return sound.lufs + gainDb + lossDb(gatedLoudness(sound.envelope, limited));
  };
  return {
    preGainDb,
    loudnessAt,
    gainFor: (limiterDb, attempt) => {
      const errorLu =
        attempt && Number.isFinite(attempt.lufs)
          ? attempt.lufs - loudnessAt(attempt.gainDb, attempt.limiterDb)
          : -profile.encoderLossDb;
      const wanted = profile.targetLufs - errorLu;
      let gainDb = attempt?.gainDb ?? wanted - sound.lufs - preGainDb;
      for (let round = 0; round < rounds; round += 1) {
        const missing = wanted - loudnessAt(gainDb, limiterDb);
        gainDb += missing;
        if (Math.abs(missing) < 0.02) break;
      }
      return gainDb;
    },
  };
}

interface Pressed {
  power: Float32Array;
  peak: Float32Array;
}

/** The envelope behind pre-gain and compressor. */
function compress(
  { power, peak, frameSamples, sampleRate }: Envelope,
  compressor: Compressor | null,
  preGainDb: number,
): Pressed {
  if (!compressor) return { power, peak };
  const frameMs = (frameSamples * 1_000) / sampleRate;
  const follow = 1 - Math.exp(-frameMs / compressor.followMs);
  const lift = 10 ** (preGainDb / 10);
  const pressed = { power: new Float32Array(power.length), peak: new Float32Array(power.length) };
  let detected = 0;
  for (let frame = 0; frame < power.length; frame += 1) {
    const lifted = (power[frame] ?? 0) * lift;
    detected += (lifted - detected) * follow;
    const gain = lift * 10 ** (-reductionDb(detected, compressor) / 10);
    pressed.power[frame] = (power[frame] ?? 0) * gain;
    pressed.peak[frame] = (peak[frame] ?? 0) * Math.sqrt(gain);
  }
  return pressed;
}

const kneeDb = 10 * Math.log10(kneeFactor);

function reductionDb(power: number, { thresholdDb, ratio }: Compressor): number {
  const overDb = 10 * Math.log10(power + 1e-30) - thresholdDb;
  if (overDb <= -kneeDb) return 0;
  const slope = 1 - 1 / ratio;
  if (overDb >= kneeDb) return slope * overDb;
  return (slope * (overDb + kneeDb) ** 2) / (4 * kneeDb);
}

/** The power behind gain and limiter, over the gain. */
function limit({ power, peak }: Pressed, gainDb: number, limiterDb: number): Float32Array {
  const limited = new Float32Array(power.length);
  const room = 10 ** ((limiterDb - gainDb) / 20);
  let held = 0;
  for (let frame = 0; frame < power.length; frame += 1) {
    const high = peak[frame] ?? 0;
    const needed = high > room ? 20 * Math.log10(high / room) : 0;
    held = Math.max(needed, held - decayDbPerFrame);
    const factor = held > 0 ? 10 ** ((-heldShare * held) / 10) : 1;
    limited[frame] = (power[frame] ?? 0) * factor;
  }
  return limited;
}

/** Loudness without weighting, in blocks of 400 ms every 100 ms, gated as EBU R 128 has it. */
function gatedLoudness({ frameSamples, sampleRate }: Envelope, power: Float32Array): number {
  const framesPerStep = Math.max(1, Math.round(sampleRate / 10 / frameSamples));
  const steps: number[] = [];
  let sum = 0;
  for (let frame = 0; frame < power.length; frame += 1) {
    sum += power[frame] ?? 0;
    if ((frame + 1) % framesPerStep !== 0) continue;
    steps.push(sum / framesPerStep);
    sum = 0;
  }
  if (steps.length < 4) return 10 * Math.log10(averageOf(power) + 1e-30);
  const blocks = steps
    .slice(3)
    .map((step, at) => (step + (steps[at] ?? 0) + (steps[at + 1] ?? 0) + (steps[at + 2] ?? 0)) / 4);
  const loudest = blocks.reduce((most, block) => Math.max(most, block), 0);
  const heard = blocks.filter((block) => block > silentShare * loudest);
  const gate = averageOf(heard) / 10;
  return 10 * Math.log10(averageOf(heard.filter((block) => block > gate)) + 1e-30);
}

function averageOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index] ?? 0;
  return sum / Math.max(1, values.length);
}
