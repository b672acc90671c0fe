import { framesPerMs, sampleRate } from '../output/output.ts';

/** Of the whole chime, in ms. */
export const chimeMs = 1500;

/** Below full scale; programmes have −16 LUFS and peaks of −1.5 dB: it is softer than what it announces. */
const peakDb = -16;
/** Within what horns pass; the second is a major third below the first. */
const tones = [
  { hertz: 659.26, atMs: 0 },
  { hertz: 523.25, atMs: 450 },
] as const;
const decayMs = 320;
const attackMs = 8;
const fadeMs = 250;
/** A breath before the first word. */
const restMs = 50;

/** Two soft tones that die away, as PCM of the agent's own kind. */
export function chimeSound(): Int16Array {
  const level = Array.from({ length: chimeMs * framesPerMs }, (_, frame) =>
    tones.reduce((sum, tone) => sum + toneAt(tone, frame), 0),
  );
  const top = Math.max(...level.map(Math.abs));
  const gain = (32_767 * 10 ** (peakDb / 20)) / top;
  return Int16Array.from(level, (value, frame) => Math.round(value * gain * closingAt(frame)));
}

function toneAt({ hertz, atMs }: (typeof tones)[number], frame: number): number {
  const ms = frame / framesPerMs - atMs;
  if (ms < 0) return 0;
  const rise = Math.min(1, ms / attackMs);
  const phase = (2 * Math.PI * hertz * (frame - atMs * framesPerMs)) / sampleRate;
  return rise * Math.exp(-ms / decayMs) * Math.sin(phase);
}

/** 1, and 0 by the rest at its end. */
function closingAt(frame: number): number {
  const leftMs = chimeMs - restMs - frame / framesPerMs;
  return Math.max(0, Math.min(1, leftMs / fadeMs));
}
